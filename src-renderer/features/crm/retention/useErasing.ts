// Erasing many people, a few at a time: how far it is, and a way to stop, which leaves whom it did not
// reach.
import { reactive } from 'vue'
import type { FailureReason } from '#shared/contract/common.ts'
import { api } from '../../../api/apiClient.ts'
import { readFailure } from '../../../api/failure.ts'

/** People a call: each takes some tens of milliseconds. */
const atOnce = 20

export type Erased = { erased: number; refusalsKept: number; left: number }

export function useErasing() {
  const state = reactive({
    ...{ isRunning: false, isStopping: false, done: 0, total: 0 },
    reason: null as FailureReason | null,
  })
  /**
   * @returns what was done; where a call failed, up to it, and `state.reason` says why
   */
  async function erase(ids: readonly number[]): Promise<Erased> {
    const sum: Erased = { erased: 0, refusalsKept: 0, left: 0 }
    Object.assign(state, { isRunning: true, isStopping: false, done: 0, total: ids.length })
    state.reason = null
    try {
      for (let from = 0; from < ids.length && !state.isStopping; from += atOnce) {
        const some = ids.slice(from, from + atOnce)
        const { erased, refusalsKept, left } = await api.crm.retention.erase({ ids: some })
        sum.erased += erased
        sum.refusalsKept += refusalsKept
        sum.left += left.length
        state.done += some.length
      }
    } catch (error) {
      state.reason = readFailure(error).reason
    } finally {
      state.isRunning = false
    }
    return sum
  }
  return { state, erase, stop: () => (state.isStopping = true) }
}
