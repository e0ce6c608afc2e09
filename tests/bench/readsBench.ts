// What a person waits for: a page of the list, a search while typing, the pipeline; through the
// procedures, at several sizes.
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { percentile, type BenchRow } from './benchReport.ts'
import { generatedLead } from './generatedLeads.ts'
import { seedLeads } from './seedLeads.ts'

/** What is typed, letter by letter, as people look for somebody: a name, a firm, an address. */
function typed(size: number): string[] {
  const words: string[] = []
  for (let index = 0; index < 12; index += 1) {
    const lead = generatedLead(Math.floor((size / 12) * index))
    for (const word of [
      lead.lastName,
      `${lead.firstName} ${lead.lastName}`,
      lead.company,
      lead.email,
    ]) {
      for (let length = 1; length <= Math.min(word.length, 12); length += 2)
        words.push(word.slice(0, length))
    }
  }
  return words
}

async function timed(calls: (() => Promise<unknown>)[]): Promise<number[]> {
  const samples: number[] = []
  for (const call of calls) {
    const began = performance.now()
    await call()
    samples.push(performance.now() - began)
  }
  return samples
}

const sorts = ['-createdAt', 'name', '-score', '-estimatedValue'] as const

/** The first pages and a walk down each order, with and without a stage. */
async function listSamples({ client }: TestApp): Promise<number[]> {
  const samples: number[] = []
  for (const sort of sorts) {
    for (const status of [undefined, 'qualified'] as const) {
      let cursor: string | undefined
      for (let page = 0; page < 20; page += 1) {
        const began = performance.now()
        const { nextCursor } = await client.crm.leads.list({
          sort,
          status,
          cursor,
          withTotal: false,
        })
        samples.push(performance.now() - began)
        cursor = nextCursor ?? undefined
        if (cursor === undefined) break
      }
    }
  }
  return samples
}

/** To every twentieth of the new leads a story: ten interactions, a move and a task. */
async function seedStories({ services }: TestApp, from: number): Promise<void> {
  const now = services.host.clock.now()
  const some = 'FROM leads WHERE leads.id > ? AND leads.id % 20 = 0'
  await services.database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT INTO interactions (lead_id, type, occurred_at, created_at)
       SELECT leads.id, 'call', ? - value * 86400000, ? - value * 86400000 ${some.replace('leads', "json_each('[1,2,3,4,5,6,7,8,9,10]'), leads")}`,
      [now, now, from],
    )
    await transaction.sql(
      `INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at) SELECT leads.id, 'new', 'contacted', ? ${some}`,
      [now - 1, from],
    )
    await transaction.sql(
      `INSERT INTO tasks (lead_id, title, due_at, due_order, created_at, updated_at)
       SELECT leads.id, 'Rappeler', ? + leads.id * 60000, ? + leads.id * 60000, ?, ? ${some}`,
      [now, now, now, now, from],
    )
  })
}

/** What opening a lead asks for: its card, its next action, its history, whether it can be written to. */
const cardSamples = ({ client }: TestApp, size: number): Promise<number[]> =>
  timed(
    Array.from({ length: 200 }, (_, index) => async () => {
      const id = Math.max(1, Math.floor(((size / 200) * index) / 20)) * 20
      await client.crm.leads.get({ id })
      await client.crm.tasks.list({ leadId: id, isDone: false, limit: 5 })
      await client.crm.leads.timeline({ id, limit: 30 })
      await client.email.reachability({ id })
    }),
  )

async function samplesAt(app: TestApp, size: number): Promise<Record<string, number[]>> {
  const { client } = app
  // Once round first: what is measured is a window in use, not a cold file.
  await listSamples(app)
  const words = typed(size)
  const search = () =>
    timed(words.map((search) => () => client.crm.leads.list({ search, withTotal: false })))
  await search()
  return {
    'list page': await listSamples(app),
    search: await search(),
    'search, exact count': await timed(
      words.map((search) => () => client.crm.leads.count({ search })),
    ),
    'open a lead': await cardSamples(app, size),
    'what is due': await timed(Array.from({ length: 100 }, () => () => client.crm.tasks.due())),
    'pipeline figures': await timed(
      Array.from({ length: 200 }, () => () => client.crm.pipeline.stats()),
    ),
    dashboard: await timed(Array.from({ length: 20 }, () => () => client.dashboard.overview({}))),
  }
}

/**
 * Calls that targets bind: their p95 at the largest size against the smallest, and the most it may
 * be, in milliseconds. Opening a lead is four calls.
 */
const bound: Record<string, number | undefined> = {
  'list page': 25,
  search: 25,
  'open a lead': 50,
  'what is due': 25,
}

/**
 * @param sizes numbers of leads, growing; the same database is filled further from one to the next
 */
export async function benchReads(sizes: number[]): Promise<BenchRow[]> {
  const app = await createTestApp()
  const rows: BenchRow[] = []
  const first = new Map<string, number>()
  let filled = 0
  for (const size of sizes) {
    seedLeads(app.services.database.path, filled, size, app.host.clock.now())
    await seedStories(app, filled)
    filled = size
    for (const [name, samples] of Object.entries(await samplesAt(app, size))) {
      const p95 = percentile(samples, 0.95)
      if (!first.has(name)) first.set(name, p95)
      const ratio = p95 / (first.get(name) ?? p95)
      const most = size === sizes[0] ? undefined : bound[name]
      rows.push({
        name: `${name}, p50`,
        leads: size,
        value: percentile(samples, 0.5),
        unit: 'ms',
        ratio: null,
        target: '',
        ok: true,
      })
      rows.push({
        name: `${name}, p95`,
        leads: size,
        value: p95,
        unit: 'ms',
        ratio,
        target: most === undefined ? '' : `<= 2 x 10k, <= ${most} ms`,
        ok: most === undefined || (ratio <= 2 && p95 <= most),
      })
    }
  }
  await app.remove()
  return rows
}
