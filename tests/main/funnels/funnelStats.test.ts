// Figures of funnels equal a naive computation over random events, whatever the period; and a million visits are added up, not read.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertEvent, type FunnelEvent } from '#main/features/funnels/funnelEvents.repository.ts'
import { funnelStats } from '#main/features/funnels/funnelStats.repository.ts'
import type { SqlValue } from '#main/database/database.ts'
import { createTestApp, refusalOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let funnelId: number
let pages: number[]
let number = 0
const hour = 60 * 60 * 1000
const start = Date.parse('2026-11-01T00:00:00Z')

beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())
beforeEach(async () => {
  const funnel = await app.client.funnels.create({ query: { template: 'webinar-replay-fr' }, body: { name: 'F' } })
  funnelId = funnel.id
  pages = funnel.pages.map(({ id }) => id)
})

const step = fc.record({
  kind: fc.constantFrom('visit' as const, 'form' as const, 'click' as const, 'sale' as const),
  page: fc.nat(3),
  hour: fc.nat(70),
  visitor: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  lead: fc.constantFrom(null, 1, 2, 3),
  source: fc.constantFrom('', 'google', 'lettre'),
  target: fc.constantFrom('next', 'accepted', 'declined', 'payment'),
  amountCents: fc.nat(10_000),
  isRepeated: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const asEvent = ({ kind, page, hour: at, visitor, lead, source, target, amountCents }: Step): FunnelEvent => ({
  eventId: `e${(number += 1)}`,
  kind,
  at: start + at * hour + 59,
  funnelId,
  pageId: pages[page] ?? 0,
  ...(kind === 'sale' ? { amountCents, currency: 'EUR' } : { visitor, source }),
  ...(kind === 'form' ? { leadId: lead } : {}),
  ...(kind === 'click' ? { target } : {}),
})

/** The same figures, by reading all events in the order they came. */
function naive(events: FunnelEvent[], from: number, until: number) {
  const seen = new Map<string, { hour: number; source: string }>()
  const first = (key: string, event: FunnelEvent, source = '') => {
    if (!seen.has(key)) seen.set(key, { hour: Math.floor(event.at / hour), source })
  }
  const inPeriod = (at: number) => at >= from && at < until
  const sales: FunnelEvent[] = []
  for (const event of events) {
    const { kind, pageId, visitor } = event
    if (kind === 'visit') {
      first(`visit ${pageId} ${visitor}`, event)
      first(`visit 0 ${visitor}`, event, event.source)
    } else if (kind === 'form') {
      first(`form ${pageId} ${visitor}`, event)
      if (event.leadId != null) first(`lead 0 ${event.leadId}`, event, seen.get(`visit 0 ${visitor}`)?.source ?? event.source)
    } else if (kind === 'click' && event.target !== 'declined') first(`click ${pageId} ${visitor}`, event)
    else if (kind === 'sale' && inPeriod(Math.floor(event.at / hour))) sales.push(event)
  }
  const count = (prefix: string) => [...seen].filter(([key, value]) => key.startsWith(prefix) && inPeriod(value.hour)).length
  const sources = new Map<string, { visitors: number; leads: number }>()
  for (const [key, { hour: at, source }] of seen) {
    if (!/^(visit|lead) 0 /.test(key) || !inPeriod(at)) continue
    const entry = sources.get(source) ?? { visitors: 0, leads: 0 }
    sources.set(source, key.startsWith('visit') ? { ...entry, visitors: entry.visitors + 1 } : { ...entry, leads: entry.leads + 1 })
  }
  return {
    visitors: count('visit 0 '),
    leads: count('lead 0 '),
    sales: sales.length,
    revenue: sales.reduce((sum, { amountCents = 0 }) => sum + amountCents, 0) / 100,
    stepVisitors: pages.map((page) => count(`visit ${page} `)),
    forms: count(`form ${pages[0]} `),
    clicks: count(`click ${pages[1]} `),
    stepSales: sales.filter(({ pageId }) => pageId === pages[2]).length,
    sources: [...sources].map(([source, totals]) => ({ source: source === '' ? 'direct' : source, ...totals })).sort((a, b) => (a.source < b.source ? -1 : 1)),
  }
}

describe('the figures', () => {
  it('equal a naive computation over random events, for any period', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(40), fc.nat(40), async (steps, from, length) => {
        await app.services.database.write([], async (transaction) => {
          for (const table of ['funnel_events', 'funnel_firsts', 'funnel_totals', 'funnel_source_totals']) await transaction.sql(`DELETE FROM ${table}`)
        })
        // A sale or a form elsewhere would change what a step is there for.
        const placed = { sale: 2, form: 0 } as const
        const events = steps.map((each) => asEvent(each.kind === 'sale' || each.kind === 'form' ? { ...each, page: placed[each.kind] } : each))
        await app.services.database.write([], async (transaction) => {
          for (const [index, event] of events.entries()) {
            expect(await insertEvent(transaction, event)).toBe(true)
            if (steps[index]?.isRepeated) expect(await insertEvent(transaction, event)).toBe(false)
          }
        })
        const base = Math.floor(start / hour)
        const stats = await app.client.funnels.stats({ id: funnelId, from: new Date(start + from * hour).toISOString(), to: new Date(start + (from + length) * hour).toISOString() })
        const expected = naive(events, base + from, base + from + length)
        expect({
          visitors: stats.visitors,
          leads: stats.leads,
          sales: stats.sales,
          revenue: stats.revenue,
          stepVisitors: stats.steps.map(({ visitors }) => visitors),
          forms: stats.steps[0]?.conversions,
          clicks: stats.steps[1]?.conversions,
          stepSales: stats.steps[2]?.conversions,
          sources: stats.sources.sort((a, b) => (a.source < b.source ? -1 : 1)),
        }).toEqual(expected)
        const whole = naive(events, 0, Number.MAX_SAFE_INTEGER)
        expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({ visitors: whole.visitors, leads: whole.leads, revenue: whole.revenue })
      }),
      { numRuns: 60 },
    )
  })

  it('are rates with one decimal, by what the funnel is there for', async () => {
    await app.services.database.write([], async (transaction) => {
      for (const visitor of ['a', 'b', 'c']) await insertEvent(transaction, { ...asEvent({ kind: 'visit', page: 0 } as Step), at: start, visitor })
      await insertEvent(transaction, { ...asEvent({ kind: 'form', page: 0, lead: 1 } as Step), at: start, visitor: 'a', leadId: 1 })
    })
    const stats = await app.client.funnels.stats({ id: funnelId })
    expect([stats.conversionRate, stats.steps[0]?.conversionRate, stats.steps[1]?.conversionRate]).toEqual([33.3, 33.3, 0])
    await app.client.funnels.update({ id: funnelId, funnelType: 'product' })
    expect((await app.client.funnels.stats({ id: funnelId })).conversionRate).toBe(0)
    await app.client.funnels.recordSale({ id: funnelId, pageId: pages[2] ?? 0, amount: 590.5 })
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({ sales: 1, revenue: 590.5, conversionRate: 33.3 })
  })

  it('take a sale for a page and a lead that exist only', async () => {
    expect(await refusalOf(app.client.funnels.recordSale({ id: funnelId, pageId: 999_999, amount: 1 }))).toBe('unknown_id')
    expect(await refusalOf(app.client.funnels.recordSale({ id: funnelId, pageId: pages[0] ?? 0, amount: 1, leadId: 999_999 }))).toBe('unknown_id')
    expect((await app.client.funnels.stats({ id: funnelId })).sales).toBe(0)
  })

  it('of many visits are read from totals by day: neither events nor hours are walked through', async () => {
    const read: string[] = []
    const database = { ...app.services.database, query: <Row>(sql: string, parameters?: SqlValue[]) => (read.push(sql), app.services.database.query<Row>(sql, parameters)) }
    funnelStats({ database }, { id: funnelId, from: '2025-03-01T23:00:00Z', to: '2026-11-22T10:00:00Z' })
    expect(read.join()).not.toMatch(/funnel_events|funnel_firsts/)
    const plan = app.services.database.query<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT sum(visitors) FROM (SELECT * FROM funnel_totals WHERE funnel_id = 1 AND span = 'day' AND start >= 1 AND start < 2)`,
    )
    expect(plan.map(({ detail }) => detail).join()).toContain('SEARCH funnel_totals USING PRIMARY KEY (funnel_id=? AND span=? AND start>? AND start<?)')
  })
})
