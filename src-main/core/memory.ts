// What features keep in memory while one application runs: rows that can still be restored, an
// answer that is still right, work under way. It belongs to the application, so that several may
// run in one process, and it ends with it.

/** A place in the memory: what it holds at first, and its type. */
export type MemorySlot<T> = { create: () => T }

export type Memory = {
  /** What a slot holds; made when it is first asked for. */
  of<T>(slot: MemorySlot<T>): T
}

export function memorySlot<T>(create: () => T): MemorySlot<T> {
  return { create }
}

export function createMemory(): Memory {
  const held = new Map<MemorySlot<unknown>, unknown>()
  return {
    of<T>(slot: MemorySlot<T>): T {
      if (!held.has(slot)) held.set(slot, slot.create())
      // Only this slot's own `create` put it there.
      return held.get(slot) as T
    },
  }
}
