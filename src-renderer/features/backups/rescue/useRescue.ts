// The state of a rescue as the host tells it, asked again and again, and what can be done about it.
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import type { RescueState } from '#shared/contract/backups/rescue.ts'
import { readFailure, type Failure } from '../../../api/failure.ts'
import { rescueClient } from '../../../api/rescueClient.ts'

/** Between two questions while something is under way, and otherwise, in milliseconds. */
const often = 500
const seldom = 3_000

export function useRescue() {
  const state = shallowRef<RescueState | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isWorking = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isGone = false
  const isBusy = computed(() => isWorking.value || (state.value?.underWay ?? null) !== null)

  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      state.value = await rescueClient.state()
    } catch (error) {
      // What stands already stays; the waiting page around this one says when nobody answers.
      if (state.value === null) failure.value = readFailure(error)
    }
    if (!isGone) timer = setTimeout(() => void look(), isBusy.value ? often : seldom)
  }
  /** @returns whether it was done; otherwise the failure says why */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    failure.value = null
    isWorking.value = true
    void look()
    try {
      await work()
      return true
    } catch (error) {
      failure.value = readFailure(error)
      return false
    } finally {
      isWorking.value = false
      await look()
    }
  }
  void look()
  onBeforeUnmount(() => {
    isGone = true
    clearTimeout(timer)
  })
  return { state, failure, isBusy, attempt }
}
