// A search field that follows the address and writes to it a moment after the last key.
import { onScopeDispose, shallowRef, watch } from 'vue'

/**
 * @param current what the address says
 * @param apply writes to the address; never called once the page is gone, nor with what the address
 * already says
 */
export function useTypedSearch(
  current: () => string,
  apply: (value: string) => unknown,
  delay = 150,
) {
  const typed = shallowRef(current())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => value !== current() && apply(value), delay)
  })
  watch(current, (value) => {
    clearTimeout(timer)
    if (value.trim() !== typed.value.trim()) typed.value = value
  })
  onScopeDispose(() => clearTimeout(timer))
  return typed
}
