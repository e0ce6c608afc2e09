// What funnels do by themselves: fetch every minute what happened at the relay, and clear away what
// belonged to deleted funnels.
import type { Job, Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { mailWaitingConfirmations } from './relay/confirmations.service.ts'
import { clearAway, clearedAway } from './pages/leftovers.ts'
import { relayOf } from './relay/relayLink.ts'
import { pullRelay } from './relay/relay.service.ts'

const minute = 60_000
/** The first pull comes soon after the start, and never holds it up. */
const firstPull = 3_000

let timers: NodeJS.Timeout[] = []
let underWay: Promise<void> = Promise.resolve()
let running: Services | null = null

export const funnelsJob: Job = {
  name: 'funnels',
  async start(services) {
    const tick = () => {
      underWay = pullIfPaired(services)
    }
    running = services
    clearAway(services)
    await mailWaitingConfirmations(services)
    timers = [setTimeout(tick, firstPull), setInterval(tick, minute)]
    for (const timer of timers) timer.unref()
  },
  async stop() {
    timers.forEach((timer) => clearTimeout(timer))
    await underWay
    if (running !== null) await clearedAway(running)
    running = null
  },
}

/** A relay that does not answer is shown in the relay's state and asked again in a minute. */
async function pullIfPaired(services: Services): Promise<void> {
  try {
    if ((await relayOf(services).pairing()) !== null) await pullRelay(services)
  } catch (error) {
    services.host.log('warn', 'The relay could not be asked what happened.', describeError(error))
  }
}
