// The relay is told something with each pull: what fails is logged once, and tried again with the next.
import { memorySlot, type MemorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { RelayError } from '#main/relay/relayClient.ts'

/** Why telling failed last, so that it is said once; null where it worked or was not tried. */
type LastFailure = MemorySlot<{ words: string | null }>
export const lastFailureSlot = (): LastFailure =>
  memorySlot<{ words: string | null }>(() => ({ words: null }))

/**
 * Tells the relay and logs what failed; never throws, for a pull goes on all the same.
 * @param lines for the log: `old` where the relay is of a version that does not know the question
 */
export async function toldOnce(
  services: Services,
  slot: LastFailure,
  lines: { old: string; failed: string },
  tell: () => Promise<void>,
): Promise<void> {
  const failure = services.memory.of(slot)
  try {
    await tell()
    failure.words = null
  } catch (error) {
    const words = String(error)
    if (words === failure.words) return
    failure.words = words
    if (error instanceof RelayError && error.reason === 'protocol')
      services.host.log('info', lines.old)
    else services.host.log('warn', lines.failed, describeError(error))
  }
}
