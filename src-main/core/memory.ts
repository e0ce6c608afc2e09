// What features keep in memory while one application runs: rows that can still be restored, an
// answer that is still right, work under way. It belongs to the application, so that several may
// run in one process, and it ends with it.

/** A place in the memory: what it holds at first, and its type. */
export type MemorySlot<T> = {
  create: () => T
  /** It stays where all of the data is closed and opened again: it is about no row of it. */
  outlivesClosing: boolean
}

export type Memory = {
  /** What a slot holds; made when it is first asked for. */
  of<T>(slot: MemorySlot<T>): T
}

export function memorySlot<T>(
  create: () => T,
  { outlivesClosing = false }: { outlivesClosing?: boolean } = {},
): MemorySlot<T> {
  return { create, outlivesClosing }
}

/** @param before the memory of the same application until its data was closed */
export function createMemory(before?: Memory): Memory {
  const held = new Map<MemorySlot<unknown>, unknown>()
  return {
    of<T>(slot: MemorySlot<T>): T {
      if (!held.has(slot))
        held.set(slot, slot.outlivesClosing && before ? before.of(slot) : slot.create())
      // Only this slot's own `create` put it there.
      return held.get(slot) as T
    },
  }
}
