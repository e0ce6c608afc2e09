// Sequences with many people: how long a sweep takes in which all of them have a step to do, and how long
// it holds the thread that serves the window.
import { createSequenceApp, tag, wait } from '../support/sequences/sequenceApp.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { BenchRow } from './benchReport.ts'
import { withStallMeasured } from './eventLoopStall.ts'
import { seedLeads } from './seedLeads.ts'

const people = 100_000
const day = 24 * 60 * 60 * 1000
/** All are looked at once within so long, in milliseconds. */
const maxSweep = 1_000
const maxStall = 50

type Measured = { seconds: number; stall: number }

/** The first step is a wait of a day; on the next day it is over for all, who come to the second. */
async function dueSweep(second: SequenceStep): Promise<{ due: Measured; idle: Measured }> {
  const at = await createSequenceApp({ engine: false })
  const { clock } = at.app.host
  seedLeads(at.app.services.database.path, 0, people, clock.now())
  const { id } = await at.running({ start: { kind: 'hand' }, steps: [wait('w', 1), second] })
  const reachable = { all: [{ field: 'email', op: 'isFilled' }] } as const
  const { added } = await at.client().sequences.add({ id, filter: reachable as never })
  if (added !== people) throw new Error(`${added} of ${people} came in.`)
  const measured = async (): Promise<Measured> => {
    const began = performance.now()
    const { stall } = await withStallMeasured(() => at.sweep())
    return { seconds: (performance.now() - began) / 1000, stall }
  }
  await at.sweep()
  const idle = await measured()
  clock.advance(1.01 * day)
  const due = await measured()
  await at.app.close()
  return { due, idle }
}

export async function benchSequences(): Promise<BenchRow[]> {
  const waiting = await dueSweep(wait('next', 2))
  const tagging = await dueSweep(tag('tagged', 'vu'))
  const rows = (name: string, { seconds, stall }: Measured, limit: number): BenchRow[] => [
    {
      ...{ name: `sweep of sequences, ${name}`, leads: people, value: seconds * 1000, unit: 'ms' },
      ...{ ratio: null, target: limit === Infinity ? '' : `<= ${limit} ms` },
      ok: seconds * 1000 <= limit,
    },
    {
      ...{ name: `longest stall in it, ${name}`, leads: people, value: stall, unit: 'ms' },
      ...{ ratio: null, target: `<= ${maxStall} ms`, ok: stall <= maxStall },
    },
  ]
  return [
    ...rows('nobody due', waiting.idle, maxSweep),
    ...rows('all due, a wait is over', waiting.due, maxSweep),
    ...rows('all due, a tag for each', tagging.due, Infinity),
  ]
}
