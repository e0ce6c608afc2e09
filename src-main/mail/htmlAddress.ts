// Whether an address or a style of a message is one that can only lead, show or colour. Read as a
// mail program would after it took away all disguises.

import { filledValue } from '#shared/rules/mergeFields/textFields.ts'

const linkSchemes = new Set([
  ...['http', 'https', 'mailto', 'tel', 'sms', 'smsto', 'callto', 'facetime', 'whatsapp', 'skype'],
  ...['geo', 'maps', 'webcal', 'ftp', 'cid', 'mid'],
])
const runs = /(?:javascript|jscript|vbscript|livescript|mocha|data|mhtml|file|blob|filesystem)$/
const pictureData = /^data:image\/(?:png|gif|jpe?g|webp|bmp|avif|svg\+xml|x-icon)[;,]/
/** Stands for a merge field; nobody can type it. */
const fieldMark = '\ufdd0'

/**
 * True if an address has no scheme or a harmless one. A merge field may not be part of the scheme:
 * a contact would choose it.
 * @param written the attribute's value, entities not resolved
 */
export function isSafeAddress(written: string, isPicture: boolean): boolean {
  // Filled in by a contact, left empty, and by its fallback.
  return [() => fieldMark, () => '', (fallback: string) => fallback].every((fill) =>
    isSafeOnce(filledValue(written, fill), isPicture),
  )
}

/** True of an attribute with a merge field, or what could become one. */
export const holdsField = (value: string): boolean =>
  value.includes('{{') || filledValue(value, () => fieldMark).includes(fieldMark)

/** True if what a contact is called would be the beginning of the address. */
export const beginsWithField = (value: string): boolean =>
  filledValue(value.trimStart(), () => fieldMark).startsWith(fieldMark) ||
  value.trimStart().startsWith('{{')

function isSafeOnce(written: string, isPicture: boolean): boolean {
  const address = withoutControls(withoutEntities(written)).toLowerCase()
  const head = /^([^:/?#\\]*):/.exec(address)?.[1]
  if (head === undefined) return true
  if (isPicture && pictureData.test(address)) return true
  if (head.includes(fieldMark)) return false
  if (runs.test(head.replace(/&[a-z]+;?|[^a-z]/g, ''))) return false
  return !/^[a-z][a-z0-9+.-]*$/.test(head) || linkSchemes.has(head)
}

/** The first of several pictures decides, and none of the others may name a script. */
export function isSafePictureList(written: string): boolean {
  return isSafeAddress(written, true) && !/(?<![^,\s])(?:java|vb)script:/i.test(written)
}

/** Spaces and control characters are skipped in an address by some program or other. */
export const withoutControls = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0020\u007f-\u00a0]+/g, '')

const named: Record<string, string> = { colon: ':', tab: '', newline: '', sol: '/', amp: '&' }

/** References by number, and those by name that could hide a scheme. */
export function withoutEntities(written: string): string {
  return written
    .replace(/&#(?:x([0-9a-f]+)|([0-9]+));?/gi, (_, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    .replace(
      /&(colon|tab|newline|sol|amp);/gi,
      (_, name: string) => named[name.toLowerCase()] ?? '',
    )
}

const cssThatRuns =
  /expression\(|(?:java|vb|live)script:|-moz-binding|data:text|(?<![\w-])(?:-ms-)?behavior:(?!url\(["']?#default#vml["']?\))/

/** True if a style only looks: `behavior` is known for the shapes of Outlook alone. */
export function isSafeStyle(css: string): boolean {
  const plain = css
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => {
      const code = Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    // eslint-disable-next-line no-control-regex
    .replace(/[\\\s\u0000-\u001f]+/g, '')
    .toLowerCase()
  return !cssThatRuns.test(plain)
}
