// Encodings of one byte a character: which of them a file's letters are letters in, and the one the
// platform cannot decode.

/** Upper half of code page 850, what French DOS programs wrote. */
const cp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

const singleByte = ['windows-1252', 'macintosh', 'cp850', 'windows-1250'] as const
export type SingleByteEncoding = (typeof singleByte)[number]
export const isSingleByte = (encoding: string): encoding is SingleByteEncoding =>
  singleByte.some((name) => name === encoding)

/** Decodes pieces of a text; what a piece ends with never belongs to the next. */
export function decodeSingleByte(bytes: Uint8Array, encoding: SingleByteEncoding): string {
  if (encoding !== 'cp850') return new TextDecoder(encoding).decode(bytes)
  let text = ''
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : cp850[byte - 0x80]
  return text
}

/** A whole text, in any encoding that files have. */
export const decodeText = (bytes: Uint8Array, encoding: string): string =>
  isSingleByte(encoding)
    ? decodeSingleByte(bytes, encoding)
    : new TextDecoder(encoding).decode(bytes)

const common = /[éèêëàâîïôûùüçœ’‘“”«»€°–—…ñöäáíóúß]/u
const capital = /[ÉÈÊÀÂÎÔÇŒÖÄÜÑ]/u
const letter = /\p{L}/u

/** How likely a character is in names and places of western Europe. */
function likelihood(character: string): number {
  if (common.test(character)) return 3
  if (capital.test(character)) return 1
  return letter.test(character) ? -1 : -3
}

/** Judged without the user: of the rest nothing tells them apart. */
const judged: readonly SingleByteEncoding[] = ['windows-1252', 'macintosh', 'cp850']

/** @param bytes how often each byte occurs */
export function judgeSingleByte(bytes: Uint32Array): SingleByteEncoding {
  const scores = judged.map((encoding) => {
    let score = 0
    for (let byte = 0x80; byte < 0x100; byte += 1) {
      const count = bytes[byte] ?? 0
      if (count === 0) continue
      const character = decodeSingleByte(Uint8Array.of(byte), encoding)
      score += count * likelihood(character)
    }
    return score
  })
  return judged[scores.indexOf(Math.max(...scores))] ?? 'windows-1252'
}
