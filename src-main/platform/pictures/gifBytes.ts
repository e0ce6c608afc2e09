// A GIF without what it says of its maker and without what hangs behind it. Nothing is decoded.

/** Pixels of all its frames together: a reader draws each of them. */
const maxFramePixels = 200_000_000
const maxFrames = 1_000
/** Parts that a picture may be made of: a file of nothing but empty ones would take long to put together. */
export const maxParts = 50_000

/** Only these say how often it is shown; others carry XMP and whatever somebody put there. */
const keptApplications: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

const extensionMark = 0x21
const frameMark = 0x2c
const end = 0x3b
const control = 0xf9
const application = 0xff

/** @returns null where it is cut short, or has more frames than anybody could want drawn */
export function cleanGif(bytes: Buffer): Buffer | null {
  const start = 13 + tableLength(bytes[10] ?? 0)
  const parts: Buffer[] = [bytes.subarray(0, start)]
  let [frames, pixels, seen] = [0, 0, 0]
  for (let at = start; at < bytes.length && seen < maxParts; seen += 1) {
    const mark = bytes[at]
    if (mark === end) return frames === 0 ? null : Buffer.concat([...parts, Buffer.from([end])])
    const next = mark === frameMark ? afterFrame(bytes, at) : afterExtension(bytes, at)
    if (next === null || next > bytes.length) return null
    if (mark === frameMark) {
      frames += 1
      pixels += bytes.readUInt16LE(at + 5) * bytes.readUInt16LE(at + 7)
      if (frames > maxFrames || pixels > maxFramePixels) return null
    }
    if (mark === frameMark || isKept(bytes, at)) parts.push(bytes.subarray(at, next))
    at = next
  }
  return null
}

/** Bytes of a table of colours, from the flags that announce it. */
const tableLength = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1))

function afterFrame(bytes: Buffer, at: number): number | null {
  if (at + 11 > bytes.length) return null
  return afterBlocks(bytes, at + 10 + tableLength(bytes[at + 9] ?? 0) + 1)
}

function afterExtension(bytes: Buffer, at: number): number | null {
  return bytes[at] === extensionMark ? afterBlocks(bytes, at + 2) : null
}

/** Behind blocks that each begin with their length; the last one is empty. */
function afterBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0
    at += 1 + length
    if (length === 0) return at
  }
  return null
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1]
  if (label === control) return true
  return label === application && keptApplications.has(bytes.toString('latin1', at + 3, at + 14))
}
