// Several messages in one file (RFC 4155): each begins with a line `From sender date`.

const newline = 0x0a
const mark = Buffer.from('From ')

/** The messages of an mbox; a file that does not begin like one is one message. */
export function mboxMessages(file: Buffer): Uint8Array[] {
  if (!file.subarray(0, mark.length).equals(mark)) return [file]
  const starts: number[] = []
  for (let at = 0; at >= 0; at = file.indexOf('\n\nFrom ', at + 1))
    starts.push(at === 0 ? 0 : at + 2)
  return starts.map((start, index) => {
    const message = file.subarray(start, starts[index + 1] ?? file.length)
    return message.subarray(message.indexOf(newline) + 1)
  })
}
