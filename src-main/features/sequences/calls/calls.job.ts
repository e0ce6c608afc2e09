// Makes calls when they are due: soon after something changed, and at the latest a minute later.
import type { Job, Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { callAllDue, nextCall } from './calls.service.ts'

const minute = 60_000
const afterChange = 1_000

/** How long until it is looked again, in milliseconds; a change may have it looked sooner. */
export function waitOf(services: Services): number {
  const next = nextCall(services)
  const wait = next === null ? minute : next - services.host.clock.now()
  return Math.min(minute, Math.max(afterChange, wait))
}

export const sequenceCallsJob: Job = {
  name: 'sequenceCalls',
  start(services) {
    const { host, changes } = services
    const ending = new AbortController()
    let timer: NodeJS.Timeout | undefined
    let wakesAt = Infinity
    let underWay: Promise<void> = Promise.resolve()
    const wakeIn = (milliseconds: number) => {
      const at = Date.now() + milliseconds
      if (ending.signal.aborted || at >= wakesAt) return
      clearTimeout(timer)
      wakesAt = at
      timer = setTimeout(() => (underWay = look()), milliseconds).unref()
    }
    const look = async () => {
      wakesAt = Infinity
      let wait = minute
      try {
        await callAllDue(services, ending.signal)
        if (!ending.signal.aborted) wait = waitOf(services)
      } catch (error) {
        if (ending.signal.aborted) return
        host.log('error', 'Calls of sequences could not be made.', describeError(error))
      }
      wakeIn(wait)
    }
    const unsubscribe = changes.subscribe((topics) => {
      if (topics.includes('sequences')) wakeIn(afterChange)
    })
    wakeIn(afterChange)
    return Promise.resolve(async () => {
      unsubscribe()
      clearTimeout(timer)
      ending.abort()
      await underWay
    })
  },
}
