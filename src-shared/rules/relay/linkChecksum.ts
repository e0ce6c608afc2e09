// A checksum in the links of messages, so that the relay, which cannot read them, sees that one was
// cut or changed on its way. No protection against anybody: that is what sealing is for.

/** Tokens with a checksum begin so; those of earlier messages have none. */
const mark = 'v1_'
const length = 7

export const withChecksum = (sealed: string): string =>
  `${mark}${sealed}${checksum(`${mark}${sealed}`)}`

/** `unmarked`: from before tokens had a checksum, so that nobody can tell. */
export function judgeLink(token: string): 'whole' | 'damaged' | 'unmarked' {
  if (!token.startsWith(mark)) return 'unmarked'
  const body = token.slice(0, -length)
  return body.length > mark.length && token.slice(-length) === checksum(body) ? 'whole' : 'damaged'
}

/** What was sealed; of an earlier token all of it. */
export const withoutChecksum = (token: string): string =>
  token.startsWith(mark) ? token.slice(mark.length, -length) : token

/** CRC-32 (ISO 3309), in letters and digits. */
function checksum(text: string): string {
  let crc = 0xffffffff
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at)
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(36).padStart(length, '0')
}
