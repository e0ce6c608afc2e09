// Sweeps the sequences when something is due, soon after something changed, and once a minute.
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Job } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { purgeDeletedSequences } from './deletedSequences.service.ts'
import { hearFirst, nextDue, sweeping, sweepSequences } from './engine/sweep.ts'

const minute = 60_000
/** Changes come in crowds: one look for all of them. */
const afterChange = 1_000
/** Nobody looked for so long: the computer slept. */
const slept = 2 * minute
const waking: readonly Topic[] = ['crm', 'email', 'funnels', 'sequences', 'settings']

export const sequencesJob: Job = {
  name: 'sequences',
  start(services) {
    const { host, changes, memory } = services
    const state = memory.of(sweeping)
    state.isStopped = false
    let timer: NodeJS.Timeout | undefined
    let wakesAt = Infinity
    let lastPurge = 0
    let lastLook = host.clock.now()
    hearFirst(state)
    const wakeIn = (milliseconds: number) => {
      const at = Date.now() + milliseconds
      if (state.isStopped || at >= wakesAt) return
      clearTimeout(timer)
      wakesAt = at
      timer = setTimeout(() => void look(), milliseconds).unref()
    }
    const look = async () => {
      wakesAt = Infinity
      if (host.clock.now() - lastLook > slept) hearFirst(state)
      let due: number | null = null
      try {
        if (Math.abs(host.clock.now() - lastPurge) > 60 * minute) {
          lastPurge = host.clock.now()
          await purgeDeletedSequences(services)
        }
        await sweepSequences(services)
        due = state.isStopped ? null : nextDue(services)
      } catch (error) {
        host.log('error', 'The sequences could not be swept.', describeError(error))
      }
      lastLook = host.clock.now()
      // Whatever the clock does meanwhile, a minute later it is looked again.
      const wait = due === null ? minute : due - host.clock.now()
      wakeIn(Math.min(minute, Math.max(afterChange, wait)))
    }
    const unsubscribe = changes.subscribe((topics) => {
      if (topics.some((topic) => waking.includes(topic))) wakeIn(afterChange)
    })
    wakeIn(afterChange)
    return Promise.resolve(async () => {
      state.isStopped = true
      unsubscribe()
      clearTimeout(timer)
      await state.underWay.catch(() => undefined)
    })
  },
}
