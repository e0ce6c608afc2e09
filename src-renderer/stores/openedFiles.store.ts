// Files of contacts that were dropped or opened and wait for the import, oldest first: one is
// imported after the other.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export const useOpenedFiles = defineStore('openedFiles', () => {
  const files = shallowRef<readonly File[]>([])

  function add(given: readonly File[]) {
    files.value = [...files.value, ...given]
  }
  /** Takes the one that came first; undefined where none waits. */
  function take(): File | undefined {
    const [first, ...others] = files.value
    files.value = others
    return first
  }
  return { files, add, take }
})
