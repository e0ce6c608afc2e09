// The relay is told that links of messages may lead by it. One of an earlier version does not know the
// question: then no link does.
import type { Services } from '#main/core/services.ts'
import { lastFailureSlot, toldOnce } from './toldOnce.ts'

const lastFailure = lastFailureSlot()
const lines = {
  old: 'The relay is of a version that measures no links: update it.',
  failed: 'The relay could not be told to measure.',
}

/** Part of pairing and of each pull. A failure is logged, and tried again with the next pull. */
export const tellMeasuring = (services: Services): Promise<void> =>
  toldOnce(services, lastFailure, lines, async () => {
    if (!(await services.relay.tellMeasuring())) return
    await services.outbox.relayChanged()
    services.changes.publish(['funnels', 'email'])
  })
