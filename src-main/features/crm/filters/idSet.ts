// A set of lead numbers, a bit each: a million leads are 125 kilobytes, and two sets meet in a
// moment.

export type IdSet = Uint32Array

const bitsOfWord = 32

/** @param highest the highest number that can be in it */
export const emptySet = (highest: number): IdSet =>
  new Uint32Array(Math.floor(highest / bitsOfWord) + 1)

/** Numbers beyond the highest are left out: there is no lead of that number. */
export function addTo(set: IdSet, id: number): void {
  const word = id >>> 5
  if (word < set.length) set[word] = (set[word] ?? 0) | (1 << (id & 31))
}

export const isIn = (set: IdSet, id: number): boolean =>
  (((set[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1

const combined = (one: IdSet, other: IdSet, combine: (left: number, right: number) => number) =>
  one.map((word, index) => combine(word, other[index] ?? 0))
export const inBoth = (one: IdSet, other: IdSet): IdSet =>
  combined(one, other, (left, right) => left & right)
export const inEither = (one: IdSet, other: IdSet): IdSet =>
  combined(one, other, (left, right) => left | right)
export const inFirstOnly = (one: IdSet, other: IdSet): IdSet =>
  combined(one, other, (left, right) => left & ~right)

export function sizeOf(set: IdSet): number {
  let size = 0
  for (const word of set) {
    // The bits of a word, added up side by side.
    let bits = word - ((word >>> 1) & 0x55555555)
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    size += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return size
}

/** In their order. */
export function idsIn(set: IdSet): number[] {
  const ids: number[] = []
  set.forEach((word, index) => {
    for (let bit = 0, rest = word; rest !== 0; bit += 1, rest >>>= 1)
      if ((rest & 1) === 1) ids.push(index * bitsOfWord + bit)
  })
  return ids
}

const [digitZero, digitNine] = [48, 57]

/** The numbers of a text like `[3,17,4]`, as SQLite makes it many times quicker than rows. */
export function* numbersIn(list: Uint8Array): Generator<number> {
  let id = -1
  for (const sign of list) {
    if (sign >= digitZero && sign <= digitNine) id = Math.max(id, 0) * 10 + sign - digitZero
    else if (id >= 0) {
      yield id
      id = -1
    }
  }
}

export function addListed(set: IdSet, list: Uint8Array): void {
  for (const id of numbersIn(list)) addTo(set, id)
}
