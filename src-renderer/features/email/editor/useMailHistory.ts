// Undo and redo for a message's tree. Keystrokes in one field within a moment count as one step.
import { computed, shallowRef } from 'vue'
import type { MailTree } from '#shared/contract/mailTree.ts'

const maxLength = 200
const together = 1_200

/** @param write puts a tree into the form */
export function useMailHistory(present: () => MailTree, write: (tree: MailTree) => void) {
  const past = shallowRef<MailTree[]>([])
  const future = shallowRef<MailTree[]>([])
  let last = { field: null as string | null, at: 0 }

  /**
   * @param field names the field a keystroke went into; null for a change that is always a step of
   * its own
   */
  function change(tree: MailTree, field: string | null = null) {
    const now = Date.now()
    const continues =
      field !== null && field === last.field && now - last.at < together && past.value.length > 0
    if (!continues) past.value = [...past.value, present()].slice(-maxLength)
    future.value = []
    last = { field, at: now }
    write(tree)
  }
  function undo() {
    const before = past.value.at(-1)
    if (!before) return
    future.value = [present(), ...future.value]
    past.value = past.value.slice(0, -1)
    last = { field: null, at: 0 }
    write(before)
  }
  function redo() {
    const [after, ...rest] = future.value
    if (!after) return
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
