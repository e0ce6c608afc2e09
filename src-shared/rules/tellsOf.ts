// Whether a text tells of a person, by what the person is known by: an address or a number that is
// only a part of a longer one is somebody else's.
import { foldText } from './foldText.ts'

/** A letter or digit that a needle's first or last one would go on with. */
const before = {
  address: String.raw`(?<![\p{L}\p{N}._%+-])`,
  other: String.raw`(?<![\p{L}\p{N}+])`,
}
const after = { address: String.raw`(?!\.?[\p{L}\p{N}])`, other: String.raw`(?![-']?[\p{L}\p{N}])` }

/** Texts may be JSON, and JSON in JSON: a line break in one is a backslash and a letter. */
const unescaped = (text: string): string =>
  text.includes('\\')
    ? text
        .replace(/\\+u([0-9a-fA-F]{4})/g, (_all, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        )
        .replace(/\\+[bfnrt]/g, ' ')
        .replaceAll('\\', ' ')
    : text

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/**
 * @param needles folded; none tells of nobody
 * @returns whether one of them stands in a text, as a whole
 */
export function tellsOf(needles: readonly string[]): (text: string) => boolean {
  if (needles.length === 0) return () => false
  const patterns = needles.map((needle) => {
    const kind = needle.includes('@') ? 'address' : 'other'
    return `${before[kind]}${escaped(needle)}${after[kind]}`
  })
  const any = new RegExp(patterns.join('|'), 'u')
  return (text) => any.test(foldText(unescaped(text)))
}
