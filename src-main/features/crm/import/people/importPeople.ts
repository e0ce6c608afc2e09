// The people of a file, and by what they are known. A file may have a million of them, and all stay known
// to its end: texts as objects would weigh 300 bytes each, as bytes in blocks they weigh forty.
import { createKeyBytes } from './keyBytes.ts'

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

/** Share of the slots that may be taken before there are twice as many. */
const maxLoad = 0.6

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

/** Texts and a number for each. */
function createKeyTable() {
  const bytes = createKeyBytes()
  let count = 0
  /** Where each key is kept, by the order they came in. */
  let places = new Uint32Array(1024)
  let values = new Uint32Array(1024)
  /** One more than a key's number of order; 0: free. */
  let slots = new Uint32Array(4096)
  /** @returns the slot of the text at hand, or the free one it would take */
  function slotOf(): number {
    const mask = slots.length - 1
    let slot = bytes.hash() & mask
    for (;;) {
      const taken = slots[slot] ?? 0
      if (taken === 0 || bytes.isAt(places[taken - 1] ?? 0)) return slot
      slot = (slot + 1) & mask
    }
  }
  function spread(): void {
    slots = new Uint32Array(slots.length * 2)
    for (let order = 0; order < count; order += 1) {
      bytes.load(places[order] ?? 0)
      slots[slotOf()] = order + 1
    }
  }
  return {
    get(key: string): number | undefined {
      bytes.encode(key)
      const taken = slots[slotOf()] ?? 0
      return taken === 0 ? undefined : values[taken - 1]
    },
    /** @returns the key's number, by which it can be read again */
    set(key: string, value: number): number {
      bytes.encode(key)
      const slot = slotOf()
      const taken = slots[slot] ?? 0
      if (taken !== 0) {
        values[taken - 1] = value
        return taken - 1
      }
      if (count === places.length) {
        places = grown(places)
        values = grown(values)
      }
      places[count] = bytes.keep()
      values[count] = value
      count += 1
      slots[slot] = count
      if (count > slots.length * maxLoad) spread()
      return count - 1
    },
    /** @param order a key's number; of a long key it is the hash that was kept */
    read: (order: number): string => bytes.text(places[order] ?? 0),
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
