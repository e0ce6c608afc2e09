// The page as it would be published, from blocks that need not be saved: asked a moment after the
// last key, one question at a time.
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import { api } from '../../../api/apiClient.ts'
import { isAbort, readFailure, type Failure } from '../../../api/failure.ts'

type Wanted = { id: number; blocks?: PageBlock[]; theme: PageTheme }

export function usePreview(wanted: () => Wanted, delay = 250) {
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
      const page = await api.funnels.pages.preview(wanted(), { signal: own.signal })
      if (own.signal.aborted) return
      html.value = page.html
      bytes.value = page.bytes
      failure.value = null
    } catch (error) {
      if (!own.signal.aborted && !isAbort(error)) failure.value = readFailure(error)
    }
  }
  watch(
    () => JSON.stringify(wanted()),
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
