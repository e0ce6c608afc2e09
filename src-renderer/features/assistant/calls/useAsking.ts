// One question to the model: shows what would be sent before the first time, can be given up, and
// ends with an answer or a reason.
import { onScopeDispose, shallowRef } from 'vue'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import { isAbort, readFailure, type Failure } from '../../../api/failure.ts'

/** `leavesNothing`: of a preview where nobody would be asked, so that there is nothing to show. */
export type Asked<Answer> = {
  preview: AiPayload | null
  answer: Answer | null
  generatedBy: string | null
  /** What was taken away from the answer to make it usable. */
  trims?: AnswerTrim[]
  leavesNothing?: boolean
}
type Ask<Answer> = (options: {
  preview: boolean
  signal: AbortSignal
  onPart: (text: string) => void
}) => Promise<Asked<Answer>>

const seenKey = (task: string, payload: AiPayload) =>
  `webox.assistant.seen.${task}.${payload.url}.${payload.model}`

/** Calls of `ask`, one at a time: a new one gives the one before up. */
function useAttempts<Answer>(ask: Ask<Answer>) {
  const failure = shallowRef<Failure | null>(null)
  const isAsking = shallowRef(false)
  const partial = shallowRef('')
  let current: AbortController | null = null

  /** Returns null if it failed or was given up. */
  async function attempt(isPreview: boolean): Promise<Asked<Answer> | null> {
    current?.abort()
    const own = new AbortController()
    current = own
    failure.value = null
    partial.value = ''
    isAsking.value = true
    try {
      const result = await ask({
        preview: isPreview,
        signal: own.signal,
        onPart: (text) => current === own && (partial.value += text),
      })
      return current === own ? result : null
    } catch (error) {
      if (current === own && !isAbort(error) && !own.signal.aborted)
        failure.value = readFailure(error)
      return null
    } finally {
      if (current === own) isAsking.value = false
    }
  }
  function giveUp(): void {
    current?.abort()
    current = null
    isAsking.value = false
    partial.value = ''
  }
  return { failure, isAsking, partial, attempt, giveUp }
}

/**
 * @param task what is asked: what would be sent is shown once for each, and again for another
 * provider or model
 */
export function useAsking<Answer>(task: string, ask: Ask<Answer>) {
  const preview = shallowRef<AiPayload | null>(null)
  const answer = shallowRef<Answer | null>(null)
  const generatedBy = shallowRef<string | null>(null)
  const trims = shallowRef<AnswerTrim[]>([])
  const { failure, isAsking, partial, attempt, giveUp } = useAttempts(ask)

  /** Shows what would be sent, and waits for `send`. */
  async function look(): Promise<void> {
    preview.value = (await attempt(true))?.preview ?? null
  }
  async function send(): Promise<void> {
    if (preview.value) localStorage.setItem(seenKey(task, preview.value), 'yes')
    preview.value = null
    answer.value = null
    const result = await attempt(false)
    if (!result) return
    answer.value = result.answer
    generatedBy.value = result.generatedBy
    trims.value = result.trims ?? []
  }
  /** Asks at once, except the first time. */
  async function start(): Promise<void> {
    answer.value = null
    const result = await attempt(true)
    if (result?.leavesNothing) return send()
    const shown = result?.preview ?? null
    if (shown === null) return
    if (localStorage.getItem(seenKey(task, shown)) === 'yes') await send()
    else preview.value = shown
  }
  function cancel(): void {
    giveUp()
    preview.value = null
  }
  function reset(): void {
    cancel()
    answer.value = null
    failure.value = null
  }
  onScopeDispose(cancel)
  return {
    preview,
    answer,
    generatedBy,
    trims,
    failure,
    isAsking,
    partial,
    look,
    send,
    start,
    cancel,
    reset,
  }
}
