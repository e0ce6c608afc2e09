// What funnels do by themselves: fetch every minute what happened at the relay, and clear away what
// belonged to deleted funnels.
import type { Job, Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { mailWaitingConfirmations } from './relay/confirmations.service.ts'
import { purgeDeletedFunnels } from './deletedFunnels.service.ts'
import { clearedAway } from './pages/leftovers.ts'
import { pullRelay } from './relay/relay.service.ts'

const minute = 60_000
/** The first pull comes soon after the start, and never holds it up. */
const firstPull = 3_000

export const funnelsJob: Job = {
  name: 'funnels',
  async start(services) {
    let pull: Promise<void> = Promise.resolve()
    const tick = () => {
      pull = pullIfPaired(services)
    }
    await purgeDeletedFunnels(services)
    await mailWaitingConfirmations(services)
    const purge = () =>
      void purgeDeletedFunnels(services).catch((error: unknown) =>
        services.host.log('error', 'Deleted funnels were not purged.', describeError(error)),
      )
    const timers = [
      setTimeout(tick, firstPull),
      setInterval(tick, minute),
      setInterval(purge, 60 * minute),
    ]
    for (const timer of timers) timer.unref()
    return async () => {
      timers.forEach((timer) => clearTimeout(timer))
      await pull
      await clearedAway(services)
    }
  },
}

/** A relay that does not answer is shown in the relay's state and asked again in a minute. */
async function pullIfPaired(services: Services): Promise<void> {
  try {
    if ((await services.relay.pairing()) !== null) await pullRelay(services)
  } catch (error) {
    services.host.log('warn', 'The relay could not be asked what happened.', describeError(error))
  }
}
