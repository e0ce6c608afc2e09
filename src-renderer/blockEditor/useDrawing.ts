// What is being edited, drawn by the backend from a state that need not be saved: asked a moment
// after the last key, one question at a time.
import { onScopeDispose, shallowRef, watch } from 'vue'
import { isAbort, readFailure, type Failure } from '../api/failure.ts'

type Drawn = { html: string; bytes: number }
type Options<T> = {
  /** What is to be drawn: read again at each change. */
  wanted: () => T
  draw: (wanted: T, signal: AbortSignal) => Promise<Drawn>
  /** Milliseconds after the last change. */
  delay?: number
}

export function useDrawing<T>({ wanted, draw, delay = 250 }: Options<T>) {
  const drawn = shallowRef<Drawn | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  async function ask() {
    asking?.abort()
    const own = new AbortController()
    asking = own
    try {
      const answer = await draw(wanted(), own.signal)
      if (own.signal.aborted) return
      drawn.value = answer
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
  return { drawn, failure, retry: () => void ask() }
}
