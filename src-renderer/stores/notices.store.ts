// The short messages at the bottom of the window: what was done, what failed, and "undo".
import { defineStore } from 'pinia'
import { ref } from 'vue'

export type Notice = {
  id: number
  tone: 'success' | 'danger' | 'info'
  title: string
  text?: string
  /** Offered as "copy details". */
  technical?: string
  action?: { label: string; run: () => unknown }
}
export type NoticeDraft = Omit<Notice, 'id'> & { seconds?: number }

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([])
  let lastId = 0

  function dismiss(id: number) {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }
  function show({ seconds, ...notice }: NoticeDraft): number {
    lastId += 1
    const id = lastId
    // An error repeated by several queries at once is said once.
    notices.value = [
      ...notices.value.filter(
        (other) => other.title !== notice.title || other.text !== notice.text,
      ),
      { ...notice, id },
    ].slice(-3)
    setTimeout(() => dismiss(id), (seconds ?? (notice.tone === 'danger' ? 12 : 5)) * 1000)
    return id
  }
  return { notices, show, dismiss }
})
