// The people of a file, and by what they are known. A file may have a million of them, and all stay known
// to its end: texts as objects would weigh 300 bytes each, as bytes in blocks they weigh forty.
import { createHash } from 'node:crypto'

export type Identifier = string | number

/** Somebody whom a row was about, as known when asked. */
export type Person = {
  /** In this file: the same one has the same number. */
  readonly number: number
  /** Of the lead; 0: they are not in the database, and nothing is written. */
  readonly id: number
  readonly identifier: Identifier | null
  /** The first that the file gave. */
  readonly address: string | null
}

/** Bits of a place that say where in its block. */
const blockBits = 20
const blockSize = 1 << blockBits
/** Longest key kept as it is, in UTF-16 units: a longer one is known by its hash. */
const longestKey = 1_000
/** Bytes before a key that say how long it is. */
const lengthBytes = 2
/** Share of the slots that may be taken before there are twice as many. */
const maxLoad = 0.6

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

const short = (key: string): string =>
  key.length <= longestKey ? key : createHash('sha256').update(key).digest('hex')

/** FNV-1a, mixed once more so that the low bits depend on all. */
function hashOf(bytes: Buffer, length: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3ce5) >>> 0
}

/** Texts and a number for each, outside of the objects that are collected. */
function createKeyTable() {
  const blocks = [Buffer.alloc(blockSize)]
  const scratch = Buffer.alloc(longestKey * 3)
  let used = 0
  let count = 0
  /** Where each key begins, by the order they came in. */
  let places = new Uint32Array(1024)
  let values = new Uint32Array(1024)
  /** One more than a key's number of order; 0: free. */
  let slots = new Uint32Array(4096)

  const block = (place: number): Buffer => blocks[place >>> blockBits] ?? scratch
  function isAt(place: number, length: number): boolean {
    const bytes = block(place)
    const start = place & (blockSize - 1)
    if (bytes.readUInt16LE(start) !== length) return false
    const from = start + lengthBytes
    return bytes.compare(scratch, 0, length, from, from + length) === 0
  }
  /** @returns the slot of what stands in `scratch`, or the free one it would take */
  function slotOf(length: number): number {
    const mask = slots.length - 1
    let slot = hashOf(scratch, length) & mask
    for (;;) {
      const taken = slots[slot] ?? 0
      if (taken === 0 || isAt(places[taken - 1] ?? 0, length)) return slot
      slot = (slot + 1) & mask
    }
  }
  function spread(): void {
    slots = new Uint32Array(slots.length * 2)
    for (let order = 0; order < count; order += 1) {
      const place = places[order] ?? 0
      const start = place & (blockSize - 1)
      const length = block(place).readUInt16LE(start)
      block(place).copy(scratch, 0, start + lengthBytes, start + lengthBytes + length)
      slots[slotOf(length)] = order + 1
    }
  }
  function store(length: number): number {
    if (used + lengthBytes + length > blockSize) {
      blocks.push(Buffer.alloc(blockSize))
      used = 0
    }
    const place = (((blocks.length - 1) << blockBits) | used) >>> 0
    const bytes = block(place)
    bytes.writeUInt16LE(length, used)
    scratch.copy(bytes, used + lengthBytes, 0, length)
    used += lengthBytes + length
    return place
  }
  const encode = (key: string): number => scratch.write(short(key))
  return {
    get(key: string): number | undefined {
      const taken = slots[slotOf(encode(key))] ?? 0
      return taken === 0 ? undefined : values[taken - 1]
    },
    /** @returns the key's number, by which it can be read again */
    set(key: string, value: number): number {
      const length = encode(key)
      const slot = slotOf(length)
      const taken = slots[slot] ?? 0
      if (taken !== 0) {
        values[taken - 1] = value
        return taken - 1
      }
      if (count === places.length) {
        places = grown(places)
        values = grown(values)
      }
      places[count] = store(length)
      values[count] = value
      count += 1
      slots[slot] = count
      if (count > slots.length * maxLoad) spread()
      return count - 1
    },
    /** @param order a key's number; the key must not be longer than `longestKey` */
    read(order: number): string {
      const place = places[order] ?? 0
      const start = place & (blockSize - 1)
      const bytes = block(place)
      const from = start + lengthBytes
      return bytes.toString('utf8', from, from + bytes.readUInt16LE(start))
    },
  }
}

export type People = ReturnType<typeof createPeople>

/** The people of one file. */
export function createPeople() {
  const keys = createKeyTable()
  let count = 0
  let ids = new Uint32Array(1024)
  /** One more than the number of the key that is their first address; 0: none. */
  let addresses = new Uint32Array(1024)
  const identifiers = new Map<number, Identifier>()
  const person = (number: number): Person => {
    const address = addresses[number] ?? 0
    return {
      number,
      id: ids[number] ?? 0,
      identifier: identifiers.get(number) ?? null,
      address: address === 0 ? null : keys.read(address - 1),
    }
  }
  return {
    /** @param id of the lead; 0: not in the database */
    add(id: number, identifier: Identifier | null = null): Person {
      if (count === ids.length) {
        ids = grown(ids)
        addresses = grown(addresses)
      }
      ids[count] = id
      if (identifier !== null) identifiers.set(count, identifier)
      count += 1
      return person(count - 1)
    },
    /** Whoever is known by this; the last of whom it was told. */
    knownBy(key: string): Person | null {
      const number = keys.get(key)
      return number === undefined ? null : person(number)
    },
    know({ number }: Person, key: string): void {
      keys.set(key, number)
    },
    /** @returns the person as known now: the first address that was told stays theirs */
    knowAddress({ number }: Person, address: string): Person {
      const key = keys.set(address, number)
      if (addresses[number] === 0) addresses[number] = key + 1
      return person(number)
    },
    /** @returns the person as known now: the first identifier that was told stays theirs */
    identify({ number }: Person, identifier: Identifier): Person {
      if (!identifiers.has(number)) identifiers.set(number, identifier)
      return person(number)
    },
  }
}
