// Lines of calendars (RFC 5545, 3.1) and of address cards (RFC 2426, 2.6).

/** In bytes of UTF-8; a line that goes on begins with a space, which counts. */
const maxOctets = 75

/** One line with its end, folded between characters: half of one would be none to its reader. */
export function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= maxOctets) return `${line}\r\n`
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > maxOctets) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return `${[...parts, part].join('\r\n')}\r\n`
}
