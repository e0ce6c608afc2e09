// Ctrl+Z and Ctrl+Y wherever one is on the page, but in a text field that keeps its own undo.
import { onBeforeUnmount, onMounted } from 'vue'

type Options = {
  undo: () => void
  redo: () => void
  /** The fields whose every keystroke is in the history. */
  fields: () => HTMLElement | null
}
const textField =
  'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="color"])'

export function useUndoKeys({ undo, redo, fields }: Options) {
  function onKey(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const isRedo = (key === 'z' && event.shiftKey) || key === 'y'
    if (key !== 'z' && !isRedo) return
    const { target } = event
    const isOwn = target instanceof Element && target.matches(textField)
    // What is written where it is drawn is in the history, too.
    if (isOwn && !fields()?.contains(target) && target.closest('[data-in-history]') === null) return
    event.preventDefault()
    if (isRedo) redo()
    else undo()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
