// Files that are no table of text, told by their first bytes and not by their name: an Excel file
// named .csv is one of Excel's all the same. Workbooks (xlsx) and cards (vcf) are read, others not.

/** What a file is that is no table of text; `binary`: something unknown. */
export const otherFormats = [
  'xlsx',
  'ods',
  'docx',
  'numbers',
  'zip',
  'xlsb',
  'xls',
  'encrypted',
  'pdf',
  'vcf',
  'json',
  'html',
  'xml',
  'eml',
  'ldif',
  'image',
  'binary',
] as const
export type OtherFormat = (typeof otherFormats)[number]

export class OtherFormatError extends Error {
  override name = 'OtherFormatError'
  readonly format: OtherFormat
  constructor(format: OtherFormat) {
    super(`The file is of the format ${format}.`)
    this.format = format
  }
}

const signatures: readonly (readonly [string, OtherFormat])[] = [
  ['\xd0\xcf\x11\xe0', 'xls'],
  ['%PDF', 'pdf'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['RIFF', 'image'],
  ['SQLite format 3\0', 'binary'],
  ['\x1f\x8b', 'zip'],
  ['Rar!', 'zip'],
  ['7z\xbc\xaf', 'zip'],
]

/** What a zip holds, by names of its entries, which stand in it as they are. */
const zipped: readonly (readonly [RegExp, OtherFormat])[] = [
  [/xl\/workbook\.bin|xl\/worksheets\/sheet\d+\.bin/, 'xlsb'],
  [/xl\/(?:workbook|worksheets|_rels|sharedStrings|styles|theme)/, 'xlsx'],
  [/opendocument\.spreadsheet/, 'ods'],
  [/word\/(?:document|_rels|styles)/, 'docx'],
  [/Index\/Document\.iwa|\.iwa/, 'numbers'],
]

/** @param head the first bytes of a file @returns null if it may be a table of text */
export function otherFormat(head: Uint8Array): OtherFormat | null {
  const latin = Buffer.from(head.subarray(0, 64 * 1024)).toString('latin1')
  // Excel keeps a workbook with a password inside a file of the old kind.
  if (latin.startsWith('\xd0\xcf\x11\xe0') && latin.includes([...'EncryptedPackage'].join('\0')))
    return 'encrypted'
  const signed = signatures.find(([signature]) => latin.startsWith(signature))
  if (signed !== undefined) return signed[1]
  if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06'))
    return zipped.find(([names]) => names.test(latin))?.[1] ?? 'zip'
  return isUtf16(head) ? null : textFormat(latin)
}

/** Every second byte of a table in UTF-16 is zero; a mark says so at once. */
function isUtf16(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true
  const sample = head.subarray(0, 512)
  const zeros = [0, 1].map(
    (offset) => sample.filter((byte, index) => index % 2 === offset && byte === 0).length,
  )
  return Math.max(...zeros) > sample.length * 0.3
}

function textFormat(latin: string): OtherFormat | null {
  const text = latin.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^BEGIN:VCARD/i.test(text)) return 'vcf'
  if (/^(?:<!doctype html|<html|<head|<body|<table)/i.test(text)) return 'html'
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/i.test(text)) return 'xml'
  if (/^[[{]\s*["{[\]}]/.test(text)) return 'json'
  if (/^(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID): /i.test(text)) return 'eml'
  if (/^(?:version: ?\d\s+)?dn::? ?\S/i.test(text)) return 'ldif'
  return text.includes('\0') ? 'binary' : null
}
