// What a cell with a whole name adds to the names a row has already: separate columns go first, what
// they leave open is filled, and a name that they do not have is told, so that it is kept.
import { foldText } from '#shared/rules/foldText.ts'
import { isCompanyName, nameOrderOf, readPersonName } from './personNames.ts'

type Names = { firstName?: string | null; lastName?: string | null; company?: string | null }
/** `isKept`: the cell says something that the names do not. */
export type NamesAfter = Names & { isKept: boolean }

const wordsOf = (text: string): string[] => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * @param line a cell without its address
 * @param title of its column, which may say which name comes first
 */
export function namesAfter(names: Names, line: string, title: string): NamesAfter {
  const { firstName, lastName } = names
  if (firstName == null && lastName == null) {
    const { isWhole, company, ...read } = readPersonName(line, nameOrderOf(title))
    const isNew = company !== null && names.company == null
    return { ...read, ...(isNew ? { company } : {}), isKept: !isWhole }
  }
  const known = new Set(wordsOf(`${firstName ?? ''} ${lastName ?? ''}`))
  const rest = line.split(/\s+/).filter((word) => !wordsOf(word).every((one) => known.has(one)))
  if (rest.length === 0) return { isKept: false }
  if ((firstName != null && lastName != null) || isCompanyName(line)) return { isKept: true }
  const isBeside = rest.length < line.split(/\s+/).length
  const { firstName: first, lastName: last, isWhole } = readPersonName(rest.join(' '))
  const other = isBeside && isWhole ? rest.join(' ') : [first, last].filter(Boolean).join(' ')
  return {
    ...(firstName == null ? { firstName: other } : { lastName: other }),
    isKept: !isWhole,
  }
}

const address = /["'“]?[<([]?\s*(?:mailto:)?[^\s<>()[\]",;]+@[^\s<>()[\]",;]+\s*[>)\]]?/giu

/** A name without the address that stands in its cell: `Zoé Roux <zoe@x.fr>`. */
export const withoutAddress = (line: string): string =>
  line.length > 1_000 || !line.includes('@')
    ? line
    : line
        .replace(address, ' ')
        .replace(/^[\s"“”,;:-]+|[\s"“”,;:-]+$/g, '')
        .replace(/\s+/g, ' ')

/** The name before the address of a cell of addresses; null: there is none. */
export function nameBeside(cell: string): string | null {
  const name = /^\s*["“]?([^"“”<>@()[\]]{2,120}?)["“”]?\s*[<([][^\s<>@]{1,64}@/u.exec(
    cell.slice(0, 400),
  )?.[1]
  return name === undefined || !/\p{L}{2}/u.test(name) || /^e-?mail/i.test(name)
    ? null
    : name.trim().replace(/^['’]+|['’]+$/g, '')
}
