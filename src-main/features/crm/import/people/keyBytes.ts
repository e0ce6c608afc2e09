// Texts as bytes in blocks, outside of the objects that are collected. One text at a time is at hand:
// what was encoded or loaded last.
import { createHash } from 'node:crypto'

/** Bits of a place that say where in its block. */
const blockBits = 20
const blockSize = 1 << blockBits
/** Longest text kept as it is, in UTF-16 units: a longer one is known by its hash. */
const longest = 1_000
/** Bytes before a text that say how long it is. */
const lengthBytes = 2

const short = (text: string): string =>
  text.length <= longest ? text : createHash('sha256').update(text).digest('hex')

export function createKeyBytes() {
  const blocks = [Buffer.alloc(blockSize)]
  const atHand = Buffer.alloc(longest * 3)
  let length = 0
  let used = 0
  const at = (place: number) => {
    const block = blocks[place >>> blockBits] ?? atHand
    const start = place & (blockSize - 1)
    const from = start + lengthBytes
    return { block, from, to: from + block.readUInt16LE(start) }
  }
  return {
    encode(text: string): void {
      length = atHand.write(short(text))
    },
    load(place: number): void {
      const { block, from, to } = at(place)
      length = block.copy(atHand, 0, from, to)
    },
    /** FNV-1a of the text at hand, mixed once more so that the low bits depend on all. */
    hash(): number {
      let hash = 0x811c9dc5
      for (let index = 0; index < length; index += 1)
        hash = Math.imul(hash ^ (atHand[index] ?? 0), 0x01000193)
      return Math.imul(hash ^ (hash >>> 15), 0x2c1b3ce5) >>> 0
    },
    /** Whether the text at hand is the one kept there. */
    isAt(place: number): boolean {
      const { block, from, to } = at(place)
      return to - from === length && block.compare(atHand, 0, length, from, to) === 0
    },
    /** @returns the place where the text at hand is kept from now on */
    keep(): number {
      if (used + lengthBytes + length > blockSize) {
        blocks.push(Buffer.alloc(blockSize))
        used = 0
      }
      const place = (((blocks.length - 1) << blockBits) | used) >>> 0
      const block = blocks.at(-1) ?? atHand
      block.writeUInt16LE(length, used)
      atHand.copy(block, used + lengthBytes, 0, length)
      used += lengthBytes + length
      return place
    },
    text(place: number): string {
      const { block, from, to } = at(place)
      return block.toString('utf8', from, to)
    },
  }
}
