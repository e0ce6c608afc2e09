// For the writes that end something: what has ended must not be taken for what still runs only
// because the disk was full at that moment.
import { setTimeout as delay } from 'node:timers/promises'
import { describeError, type Log } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'

/**
 * Tries again while the disk or another program is in the way. Whoever stops meanwhile must know
 * the end from elsewhere at the next start.
 * @param pause between two tries, in milliseconds
 * @throws what says nothing of the disk, at once
 */
export async function untilStored<T>(log: Log, write: () => Promise<T>, pause = 2_000): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (storageProblem(error) === null) throw error
      log('error', 'What ended could not be written down; trying again.', describeError(error))
      await delay(pause, undefined, { ref: false })
    }
  }
}
