// A million leads with fields of their own: what is asked at every turn of a wheel and every letter,
// at ten thousand and at a million, through the procedures.
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { percentile, type BenchRow } from './benchReport.ts'
import { benchFilters } from './crmFilters.ts'
import { crmChanges } from './crmChanges.ts'
import { generatedLead } from './generatedLeads.ts'
import { createBenchFields, seedCrm } from './seedCrm.ts'
import { withStallMeasured } from './eventLoopStall.ts'

/** Most a call may take, in milliseconds, and against the same call at the smallest size. */
const most = { call: 50, count: 300, ratio: 1.5 }
/** Below this a ratio says more of the machine than of the question, in milliseconds. */
const tooQuickToCompare = 5
/** A question that misses its target by far is not asked again and again, in milliseconds. */
const longEnough = 3_000

export type Question = { name: string; kind: 'call' | 'count'; calls: (() => Promise<unknown>)[] }

const orders = ['-createdAt', 'name', '-score', '-estimatedValue'] as const

/** Twenty pages down an order. */
const walk = ({ client }: TestApp, sort: (typeof orders)[number]) => {
  let cursor: string | undefined
  return Array.from({ length: 20 }, () => async () => {
    const { nextCursor } = await client.crm.leads.list({
      ...{ sort, cursor, limit: 100, withTotal: false },
    })
    cursor = nextCursor ?? undefined
  })
}

/** What is typed letter by letter, one to eight of them. */
const letters = (size: number): string[] =>
  Array.from({ length: 10 }, (_, index) => generatedLead(Math.floor((size / 10) * index))).flatMap(
    ({ lastName, company }) =>
      [lastName, company].flatMap((word) =>
        Array.from({ length: Math.min(8, word.length) }, (_, index) => word.slice(0, index + 1)),
      ),
  )

const stages = ['new', 'contacted', 'qualified', 'proposal', 'negotiation', 'won', 'lost'] as const

/** Every twentieth lead has a story. */
const someId = (size: number, index: number): number =>
  Math.max(1, Math.floor(((size / 100) * index) / 20)) * 20

function filterQuestions({ client }: TestApp): Question[] {
  return Object.entries(benchFilters).flatMap(([name, filter]): Question[] => {
    let cursor: string | undefined
    const page = async () => {
      const read = await client.crm.leads.list({ filter, limit: 100, withTotal: false })
      cursor = read.nextCursor ?? undefined
    }
    const next = () =>
      client.crm.leads.list({ filter, limit: 100, withTotal: false, ...(cursor && { cursor }) })
    const count = () => client.crm.segments.count({ filter })
    return [
      { name: `filter, ${name}: first page`, kind: 'call', calls: Array(10).fill(page) },
      { name: `filter, ${name}: next page`, kind: 'call', calls: Array(10).fill(next) },
      { name: `filter, ${name}: count`, kind: 'count', calls: Array(5).fill(count) },
    ]
  })
}

function questions(app: TestApp, size: number): Question[] {
  const { client } = app
  const open = (id: number) => async () => {
    await client.crm.leads.get({ id })
    await client.crm.tasks.list({ leadId: id, isDone: false, limit: 5 })
    await client.crm.leads.timeline({ id, limit: 30 })
    await client.email.reachability({ id })
  }
  const ids = Array.from({ length: 100 }, (_, index) => someId(size, index))
  return [
    ...orders.map((sort) => ({
      ...{ name: `list by ${sort}`, kind: 'call' as const, calls: walk(app, sort) },
    })),
    {
      name: 'search while typing',
      kind: 'call',
      calls: letters(size).map(
        (search) => () => client.crm.leads.list({ search, limit: 100, withTotal: false }),
      ),
    },
    { name: 'open a lead', kind: 'call', calls: ids.map(open) },
    {
      name: 'move a card',
      kind: 'call',
      calls: ids
        .slice(0, 50)
        .map(
          (id, index) => () =>
            client.crm.leads.update({ id, status: stages[index % stages.length] ?? 'new' }),
        ),
    },
    {
      name: 'a column of the board',
      kind: 'call',
      calls: stages.map(
        (status) => () =>
          client.crm.leads.list({ status, sort: '-estimatedValue', limit: 40, withTotal: false }),
      ),
    },
    {
      name: 'figures of the board',
      kind: 'call',
      calls: Array(20).fill(() => client.crm.pipeline.stats()),
    },
    ...filterQuestions(app),
  ]
}

/**
 * Asked twice: what is measured is a window in use; what the first call took is told beside it. Long
 * ones are cut short.
 */
async function samplesOf({ calls }: Question): Promise<{ samples: number[]; first: number }> {
  const samples: number[] = []
  let first: number | undefined
  for (const isMeasured of [false, true]) {
    const began = performance.now()
    for (const call of isMeasured ? calls : calls.slice(0, 3)) {
      const from = performance.now()
      await call()
      const milliseconds = performance.now() - from
      first ??= milliseconds
      if (isMeasured) samples.push(milliseconds)
      // The loop comes round between two calls, as it does between two turns of a wheel.
      await new Promise((resolve) => setImmediate(resolve))
      if (performance.now() - began > longEnough) break
    }
  }
  return { samples, first: first ?? 0 }
}

async function measure(
  question: Question,
  leads: number,
  smallest: Map<string, number>,
): Promise<BenchRow[]> {
  const { result, stall } = await withStallMeasured(() => samplesOf(question))
  const p95 = percentile(result.samples, 0.95)
  const before = smallest.get(question.name)
  if (before === undefined) smallest.set(question.name, p95)
  const ratio = before === undefined ? null : p95 / before
  const bound = most[question.kind]
  const isNear = question.kind === 'count' || p95 <= tooQuickToCompare || (ratio ?? 0) <= most.ratio
  const target =
    question.kind === 'count' ? `<= ${bound} ms` : `<= ${bound} ms, <= ${most.ratio} x 10k`
  const row = { leads, unit: 'ms', ratio: null, target: '', ok: true }
  return [
    { ...row, name: `${question.name}, first asked`, value: result.first },
    { ...row, name: `${question.name}, p50`, value: percentile(result.samples, 0.5) },
    {
      ...{ ...row, name: `${question.name}, p95`, value: p95, ratio },
      ...(ratio === null ? {} : { target, ok: p95 <= bound && isNear }),
    },
    {
      ...{ ...row, name: `${question.name}, event-loop stall`, value: stall },
      ...(ratio === null ? {} : { target: '<= 50 ms', ok: stall <= 50 }),
    },
  ]
}

/** @param sizes numbers of leads, growing: one database that is filled further */
export async function benchCrm(sizes: number[]): Promise<BenchRow[]> {
  const app = await createTestApp()
  const rows: BenchRow[] = []
  const smallest = new Map<string, number>()
  await createBenchFields(app)
  let filled = 0
  for (const size of sizes) {
    seedCrm(app.services.database.path, filled, size, app.host.clock.now())
    filled = size
    for (const question of questions(app, size))
      rows.push(...(await measure(question, size, smallest)))
  }
  rows.push(...(await crmChanges(app, filled)))
  await app.remove()
  return rows
}
