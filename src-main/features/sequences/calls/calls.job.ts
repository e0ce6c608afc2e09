// Makes calls when they are due: soon after something changed, and at the latest a minute later.
import type { Job } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { callAllDue } from './calls.service.ts'
import { nextCallAt } from './calls.repository.ts'

const minute = 60_000
const afterChange = 1_000

export const sequenceCallsJob: Job = {
  name: 'sequenceCalls',
  start(services) {
    const { host, database, changes } = services
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
      try {
        await callAllDue(services, ending.signal)
      } catch (error) {
        if (ending.signal.aborted) return
        host.log('error', 'Calls of sequences could not be made.', describeError(error))
      }
      const next = ending.signal.aborted ? null : nextCallAt(database)
      const wait = next === null ? minute : next - host.clock.now()
      wakeIn(Math.min(minute, Math.max(afterChange, wait)))
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
