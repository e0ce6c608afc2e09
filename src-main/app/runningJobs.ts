// The jobs of all features on one set of services, for as long as its data is open.
import { mailboxesJob, outboxJob } from '#main/features/email/email.feature.ts'
import { funnelsJob } from '#main/features/funnels/funnels.feature.ts'
import { notSending } from '#main/core/outboxControl.ts'
import { readSendingStop } from '#main/core/sendingStop.ts'
import { describeError } from '#main/platform/log.ts'
import type { Job, Services, StopJob } from '#main/core/services.ts'
import { features } from './features.ts'

/**
 * How long a job that could not start waits until it is tried again, twice as long each time up to the
 * longest: what is in the way for a moment is over soon, and what stays is not asked all day. In
 * milliseconds.
 */
const [startAgainAfter, longestWait] = [15_000, 15 * 60_000]
export const waitBeforeStart = (tries: number): number =>
  Math.min(longestWait, startAgainAfter * 2 ** (tries - 1))

export type RunningJobs = { stop(): Promise<void> }

/**
 * What one computer does for the business: two that have the same data would each send, and take from the
 * relay and the mailboxes what the other needs.
 */
const ofOneComputer: readonly Job[] = [outboxJob, mailboxesJob, funnelsJob]

/**
 * Starts them one after the other.
 * @param sending `off` leaves out the sending thread
 */
export async function runJobs(services: Services, sending: 'on' | 'off'): Promise<RunningJobs> {
  const { log } = services.host
  const running: { name: string; stop: StopJob }[] = []
  const waiting = new Map<string, NodeJS.Timeout>()
  let isStopping = false
  async function begin(job: Job, tries = 1): Promise<void> {
    try {
      const stopJob = await job.start(services)
      if (isStopping) await stopJob()
      else running.push({ name: job.name, stop: stopJob })
    } catch (error) {
      // The application opens without it, to show and to save what is there: on a full disk, say, or
      // with a key that is lost.
      log('error', 'A job could not start; it is tried again.', {
        ...{ job: job.name, tries },
        ...describeError(error),
      })
      const again = () => void begin(job, tries + 1)
      if (!isStopping) waiting.set(job.name, setTimeout(again, waitBeforeStart(tries)).unref())
    }
  }
  const stop = readSendingStop(services.host.dataFolder)
  if (stop !== null) services.outbox.connect(notSending(stop.reason))
  for (const job of features.flatMap((feature) => feature.jobs))
    if ((sending === 'on' || job !== outboxJob) && (stop === null || !ofOneComputer.includes(job)))
      await begin(job)
  return {
    async stop() {
      isStopping = true
      for (const timer of waiting.values()) clearTimeout(timer)
      for (const { name, stop } of running.splice(0).reverse()) {
        await stop().catch((error: unknown) =>
          log('error', 'A job did not stop.', { job: name, ...describeError(error) }),
        )
      }
    },
  }
}
