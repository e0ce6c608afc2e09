// The message as it will be drawn, from blocks that need not be saved: asked a moment after the
// last key, one question at a time.
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { api } from '../../../api/apiClient.ts'
import { isAbort, readFailure, type Failure } from '../../../api/failure.ts'

export function useMailLayout(tree: () => MailTree, delay = 300) {
  const html = shallowRef<string | null>(null)
  const bytes = shallowRef<number | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  async function ask() {
    asking?.abort()
    const own = new AbortController()
    asking = own
    try {
      const drawn = await api.email.campaigns.layOut({ blocks: tree() }, { signal: own.signal })
      if (own.signal.aborted) return
      html.value = drawn.html
      bytes.value = drawn.bytes
      failure.value = null
    } catch (error) {
      if (!own.signal.aborted && !isAbort(error)) failure.value = readFailure(error)
    }
  }
  watch(
    () => JSON.stringify(tree()),
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), delay)
    },
  )
  void ask()
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })
  return { html, bytes, failure, retry: () => void ask() }
}
