// A campaign for many people, until everybody stands in the outbox, against the same rows put there bare.
import type { BenchRow } from './benchReport.ts'
import { inOwnProcess } from './ownProcess.ts'
import type { QueueMeasured } from './queueProcess.ts'

/** Seconds everybody must stand there within, and megabytes of the whole process. */
const [maxSeconds, maxMemory] = [20, 300]

export async function benchQueue(people: number): Promise<BenchRow[]> {
  const { seconds, bare, stall, peak } = await inOwnProcess<QueueMeasured>('queueProcess.ts', [
    String(people),
  ])
  // What is promised for 100,000 people is promised for fewer and more in the same measure.
  const most = (maxSeconds * people) / 100_000
  const row = { leads: people, ratio: null }
  return [
    {
      ...row,
      name: 'queueing, bare: no triggers, indexes after',
      ...{ value: people / bare, unit: 'rows/s', target: '', ok: true },
    },
    {
      ...row,
      name: 'queueing a campaign',
      ...{ value: seconds, unit: 's', ratio: bare / seconds },
      ...{ target: `<= ${most} s`, ok: seconds <= most },
    },
    {
      ...row,
      name: 'longest event-loop stall while queueing',
      ...{ value: stall, unit: 'ms', target: '<= 50 ms', ok: stall <= 50 },
    },
    {
      ...row,
      name: 'memory of the process while queueing, peak',
      ...{ value: peak, unit: 'MB', target: `< ${maxMemory} MB`, ok: peak < maxMemory },
    },
  ]
}
