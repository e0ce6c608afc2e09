// The relay is told that links of messages may lead by it. One of an earlier version does not know the
// question: then no link does.
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { RelayError } from '#main/relay/relayClient.ts'

/** Why telling failed last, so that it is said once; null where it worked or was not tried. */
const lastFailure = memorySlot<{ words: string | null }>(() => ({ words: null }))

/** Part of pairing and of each pull. A failure is logged, and tried again with the next pull. */
export async function tellMeasuring(services: Services): Promise<void> {
  const failure = services.memory.of(lastFailure)
  try {
    if (await services.relay.tellMeasuring()) {
      await services.outbox.relayChanged()
      services.changes.publish(['funnels', 'email'])
    }
    failure.words = null
  } catch (error) {
    const words = String(error)
    if (words === failure.words) return
    failure.words = words
    if (error instanceof RelayError && error.reason === 'protocol')
      services.host.log('info', 'The relay is of a version that measures no links: update it.')
    else services.host.log('warn', 'The relay could not be told to measure.', describeError(error))
  }
}
