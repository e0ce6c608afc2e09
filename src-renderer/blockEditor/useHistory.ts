// Undo and redo for any value that is replaced and never changed. Keystrokes in one field within a
// moment count as one step, which VueUse's useRefHistory cannot tell apart (decision 21).
import { computed, shallowRef } from 'vue'

const maxSteps = 200
/** Milliseconds within which keystrokes in one field are one step. */
const oneStepWithin = 1_200

/** @param write takes a value over into the document */
export function useHistory<T>(present: () => T, write: (value: T) => void) {
  const past = shallowRef<T[]>([])
  const future = shallowRef<T[]>([])
  let last: { field: string | null; at: number } = { field: null, at: 0 }

  /**
   * @param field names the field a keystroke went into; null for a change that is always a step of
   * its own
   */
  function change(value: T, field: string | null = null) {
    const now = Date.now()
    const continues =
      field !== null &&
      field === last.field &&
      now - last.at < oneStepWithin &&
      past.value.length > 0
    if (!continues) past.value = [...past.value, present()].slice(-maxSteps)
    future.value = []
    last = { field, at: now }
    write(value)
  }
  function undo() {
    if (past.value.length === 0) return
    const [before] = past.value.slice(-1) as [T] // There is one: the length was asked.
    future.value = [present(), ...future.value]
    past.value = past.value.slice(0, -1)
    last = { field: null, at: 0 }
    write(before)
  }
  function redo() {
    if (future.value.length === 0) return
    const [after, ...rest] = future.value as [T, ...T[]] // As above.
    past.value = [...past.value, present()]
    future.value = rest
    last = { field: null, at: 0 }
    write(after)
  }
  return {
    change,
    undo,
    redo,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
  }
}
