// Figures of funnels equal a naive computation over random events, whatever the period; and a
// million visits are added up, not read.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  insertEvent,
  type FunnelEvent,
} from '#main/features/funnels/statistics/funnelEvents.repository.ts'
import { funnelStats } from '#main/features/funnels/statistics/funnelStats.repository.ts'
import type { SqlValue } from '#main/database/database.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let funnelId: number
let pages: number[]
let number = 0
const hour = 60 * 60 * 1000
const start = Date.parse('2026-11-01T00:00:00Z')

beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())
beforeEach(async () => {
  const funnel = await app.client.funnels.create({
    query: { template: 'webinar-replay-fr' },
    body: { name: 'F' },
  })
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
  currency: fc.constantFrom('EUR', 'CHF'),
  isRepeated: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const asEvent = ({
  kind,
  page,
  hour: at,
  visitor,
  lead,
  source,
  target,
  amountCents,
  currency,
}: Step): FunnelEvent => ({
  eventId: `e${(number += 1)}`,
  kind,
  at: start + at * hour + 59,
  funnelId,
  pageId: pages[page] ?? 0,
  ...(kind === 'sale' ? { amountCents, currency } : { visitor, source }),
  ...(kind === 'form' ? { leadId: lead } : {}),
  ...(kind === 'click' ? { target } : {}),
})

/**
 * The same figures, by reading all events in the order they came. Whoever does something on a page
 * is its visitor; what a visitor does is dated by the visit.
 */
function naive(events: FunnelEvent[], from: number, until: number) {
  const seen = new Map<string, { hour: number; source: string }>()
  const first = (key: string, event: FunnelEvent, source = '') => {
    if (!seen.has(key)) seen.set(key, { hour: Math.floor(event.at / hour), source })
  }
  const come = (event: FunnelEvent) => {
    first(`visit ${event.pageId} ${event.visitor}`, event)
    first(`visit 0 ${event.visitor}`, event, event.source)
  }
  /** What a visitor does is dated by the visit. */
  const act = (what: string, event: FunnelEvent) => {
    const came = seen.get(`visit ${event.pageId} ${event.visitor}`)
    const key = `${what} ${event.pageId} ${event.visitor}`
    if (came !== undefined && !seen.has(key)) seen.set(key, came)
  }
  /** The first thing done on a step by a visitor who was seen on it, at the hour he came. */
  const outcomes = new Map<string, { hour: number; outcome: string }>()
  const leave = ({ pageId, visitor }: FunnelEvent, outcome: string) => {
    const came = seen.get(`visit ${pageId} ${visitor}`)
    const key = `${pageId} ${visitor}`
    if (came !== undefined && !outcomes.has(key)) outcomes.set(key, { hour: came.hour, outcome })
  }
  const inPeriod = (at: number) => at >= from && at < until
  const sales: FunnelEvent[] = []
  for (const event of events) {
    const { kind, visitor } = event
    if (kind === 'visit') {
      come(event)
    } else if (kind === 'form') {
      come(event)
      leave(event, 'form')
      act('form', event)
      const whole = seen.get(`visit 0 ${visitor}`)
      if (whole !== undefined && !seen.has(`form 0 ${visitor}`))
        seen.set(`form 0 ${visitor}`, whole)
      if (event.leadId != null)
        first(
          `lead 0 ${event.leadId}`,
          event,
          seen.get(`visit 0 ${visitor}`)?.source ?? event.source,
        )
    } else if (kind === 'click') {
      come(event)
      leave(event, event.target ?? '')
      if (event.target !== 'declined') act('click', event)
    } else if (kind === 'sale' && inPeriod(Math.floor(event.at / hour))) sales.push(event)
  }
  const count = (prefix: string) =>
    [...seen].filter(([key, value]) => key.startsWith(prefix) && inPeriod(value.hour)).length
  const revenueIn = (currency: string) =>
    sales
      .filter((sale) => sale.currency === currency)
      .reduce((sum, { amountCents = 0 }) => sum + amountCents, 0) / 100
  const went = (index: number) =>
    [...outcomes]
      .filter(([key, value]) => key.startsWith(`${pages[index]} `) && inPeriod(value.hour))
      .map(([, value]) => value)
  const sources = new Map<string, { visitors: number; leads: number; answered: number }>()
  for (const [key, { hour: at, source }] of seen) {
    const [what = ''] = /^(visit|lead|form)(?= 0 )/.exec(key) ?? []
    if (what === '' || !inPeriod(at)) continue
    const entry = sources.get(source) ?? { visitors: 0, leads: 0, answered: 0 }
    sources.set(
      source,
      what === 'visit'
        ? { ...entry, visitors: entry.visitors + 1 }
        : what === 'lead'
          ? { ...entry, leads: entry.leads + 1 }
          : { ...entry, answered: entry.answered + 1 },
    )
  }
  return {
    visitors: count('visit 0 '),
    leads: count('lead 0 '),
    answered: count('form 0 '),
    sales: sales.length,
    revenue: revenueIn('EUR'),
    revenueByCurrency: ['EUR', 'CHF'].flatMap((currency) => {
      const number = sales.filter((sale) => sale.currency === currency).length
      return number === 0 ? [] : [{ currency, amount: revenueIn(currency), sales: number }]
    }),
    left: count(`visit ${pages[1]} `) - went(1).length,
    outcomes: Object.fromEntries(
      went(1).map(({ outcome }) => [
        outcome,
        went(1).filter((other) => other.outcome === outcome).length,
      ]),
    ),
    stepVisitors: pages.map((page) => count(`visit ${page} `)),
    forms: count(`form ${pages[0]} `),
    clicks: count(`click ${pages[1]} `),
    stepSales: sales.filter(({ pageId }) => pageId === pages[2]).length,
    sources: [...sources]
      .map(([source, totals]) => ({ source: source === '' ? 'direct' : source, ...totals }))
      .sort((a, b) => (a.source < b.source ? -1 : 1)),
  }
}

describe('the figures', () => {
  it('equal a naive computation over random events, for any period', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.nat(40),
        fc.nat(40),
        async (steps, from, length) => {
          await app.services.database.write([], async (transaction) => {
            for (const table of [
              'funnel_events',
              'funnel_firsts',
              'funnel_outcomes',
              'funnel_totals',
              'funnel_source_totals',
              'funnel_path_totals',
              'funnel_sale_totals',
            ])
              await transaction.sql(`DELETE FROM ${table}`)
          })
          // A sale or a form elsewhere would change what a step is there for.
          const placed = { sale: 2, form: 0 } as const
          const events = steps.map((each) =>
            asEvent(
              each.kind === 'sale' || each.kind === 'form'
                ? { ...each, page: placed[each.kind] }
                : each,
            ),
          )
          await app.services.database.write([], async (transaction) => {
            for (const [index, event] of events.entries()) {
              expect(await insertEvent(transaction, event)).toEqual(expect.any(Number))
              if (steps[index]?.isRepeated) expect(await insertEvent(transaction, event)).toBeNull()
            }
          })
          const base = Math.floor(start / hour)
          const stats = await app.client.funnels.stats({
            id: funnelId,
            from: new Date(start + from * hour).toISOString(),
            to: new Date(start + (from + length) * hour).toISOString(),
          })
          const expected = naive(events, base + from, base + from + length)
          expect({
            visitors: stats.visitors,
            leads: stats.leads,
            answered: stats.answered,
            sales: stats.sales,
            revenue: stats.revenue,
            revenueByCurrency: stats.revenueByCurrency,
            left: stats.steps[1]?.left,
            outcomes: Object.fromEntries(
              stats.steps[1]?.paths.map(({ outcome, visitors }) => [outcome, visitors]) ?? [],
            ),
            stepVisitors: stats.steps.map(({ visitors }) => visitors),
            forms: stats.steps[0]?.conversions,
            clicks: stats.steps[1]?.conversions,
            stepSales: stats.steps[2]?.conversions,
            sources: stats.sources.sort((a, b) => (a.source < b.source ? -1 : 1)),
          }).toEqual(expected)
          const whole = naive(events, 0, Number.MAX_SAFE_INTEGER)
          expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({
            visitors: whole.visitors,
            leads: whole.leads,
            revenue: whole.revenue,
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are rates with one decimal, by what the funnel is there for', async () => {
    await app.services.database.write([], async (transaction) => {
      for (const visitor of ['a', 'b', 'c'])
        await insertEvent(transaction, {
          ...asEvent({ kind: 'visit', page: 0 } as Step),
          at: start,
          visitor,
        })
      await insertEvent(transaction, {
        ...asEvent({ kind: 'form', page: 0, lead: 1 } as Step),
        at: start,
        visitor: 'a',
        leadId: 1,
      })
    })
    const stats = await app.client.funnels.stats({ id: funnelId })
    expect([
      stats.conversionRate,
      stats.steps[0]?.conversionRate,
      stats.steps[1]?.conversionRate,
    ]).toEqual([33.3, 33.3, 0])
    await app.client.funnels.update({ id: funnelId, funnelType: 'product' })
    expect((await app.client.funnels.stats({ id: funnelId })).conversionRate).toBe(0)
    await app.client.funnels.recordSale({ id: funnelId, pageId: pages[2] ?? 0, amount: 590.5 })
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({
      sales: 1,
      revenue: 590.5,
      // Sold elsewhere: to none of the visitors.
      conversionRate: 0,
    })
  })

  it('say where visitors went from a step, and who left; sales of two currencies stay two', async () => {
    const [first = 0, second = 0, third = 0] = pages
    const { paths } = await app.client.funnels.pages.get({ id: first })
    expect(paths.next).toBe(second)
    await app.services.database.write([], async (transaction) => {
      const note = (event: Partial<FunnelEvent>) =>
        insertEvent(transaction, {
          ...asEvent({ kind: 'visit', page: 0 } as Step),
          at: start,
          ...event,
        })
      for (const visitor of ['a', 'b', 'c', 'd']) await note({ visitor })
      // The first thing counts; whoever does something was there, even if the visit was not told.
      await note({ kind: 'form', visitor: 'a', leadId: 1 })
      await note({ kind: 'click', visitor: 'a', target: 'next' })
      await note({ kind: 'click', visitor: 'b', target: 'next' })
      for (const target of ['next', 'payment'])
        await note({ kind: 'click', visitor: 'stranger', target })
      await note({ visitor: 'a', pageId: third })
      await note({ kind: 'click', visitor: 'a', pageId: third, target: 'payment' })
      await note({ kind: 'sale', pageId: third, amountCents: 1050, currency: 'EUR' })
      await note({ kind: 'sale', pageId: third, amountCents: 2000, currency: 'CHF' })
    })
    const stats = await app.client.funnels.stats({ id: funnelId })
    expect(stats.steps[0]).toMatchObject({
      visitors: 5,
      left: 2,
      paths: [
        { outcome: 'next', toPageId: second, visitors: 2 },
        { outcome: 'form', toPageId: second, visitors: 1 },
      ],
    })
    expect(stats.steps[2]).toMatchObject({
      left: 0,
      paths: [{ outcome: 'payment', toPageId: null, visitors: 1 }],
    })
    expect(stats.steps.at(-1)).toMatchObject({ pageType: 'thank_you', left: null, paths: [] })
    expect(stats).toMatchObject({
      sales: 2,
      currency: 'EUR',
      revenue: 10.5,
      revenueByCurrency: [
        { currency: 'EUR', amount: 10.5, sales: 1 },
        { currency: 'CHF', amount: 20, sales: 1 },
      ],
    })
    // A step that is drawn to another later does not change where visitors went.
    await app.client.funnels.pages.update({ id: first, paths: { ...paths, next: third } })
    expect(
      (await app.client.funnels.stats({ id: funnelId })).steps[0]?.paths.map(
        ({ toPageId }) => toPageId,
      ),
    ).toEqual([second, second])
    await app.client.funnels.pages.delete({ id: second })
    expect(
      (await app.client.funnels.stats({ id: funnelId })).steps[0]?.paths.map(
        ({ toPageId }) => toPageId,
      ),
    ).toEqual([null, null])
  })

  it('keep imported totals apart from what was measured', async () => {
    expect((await app.client.funnels.stats({ id: funnelId })).importedTotals).toBeNull()
    const totals = { visitors: 900, leads: 40, sales: 3, revenue: 297.5 }
    await app.services.database.write([], (transaction) =>
      transaction.update('funnels', { id: funnelId }, { importedTotals: JSON.stringify(totals) }),
    )
    expect(await app.client.funnels.stats({ id: funnelId })).toMatchObject({
      importedTotals: totals,
      visitors: 0,
      leads: 0,
      sales: 0,
      revenue: 0,
      revenueByCurrency: [],
      conversionRate: 0,
    })
  })

  it('take a sale for a page and a lead that exist only', async () => {
    expect(
      await errorReasonOf(
        app.client.funnels.recordSale({ id: funnelId, pageId: 999_999, amount: 1 }),
      ),
    ).toBe('unknown_id')
    expect(
      await errorReasonOf(
        app.client.funnels.recordSale({
          id: funnelId,
          pageId: pages[0] ?? 0,
          amount: 1,
          leadId: 999_999,
        }),
      ),
    ).toBe('unknown_id')
    expect((await app.client.funnels.stats({ id: funnelId })).sales).toBe(0)
  })

  it('of many visits are read from totals by day: neither events nor hours are walked through', async () => {
    const read: string[] = []
    const database = {
      ...app.services.database,
      query: <Row>(sql: string, parameters?: SqlValue[]) => (
        read.push(sql),
        app.services.database.query<Row>(sql, parameters)
      ),
    }
    funnelStats(
      { ...app.services, database },
      { id: funnelId, from: '2025-03-01T23:00:00Z', to: '2026-11-22T10:00:00Z' },
    )
    expect(read.join()).not.toMatch(/funnel_events|funnel_firsts|funnel_outcomes/)
    const plan = app.services.database.query<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT sum(visitors) FROM (SELECT * FROM funnel_totals WHERE funnel_id = 1 AND span = 'day' AND start >= 1 AND start < 2)`,
    )
    expect(plan.map(({ detail }) => detail).join()).toContain(
      'SEARCH funnel_totals USING PRIMARY KEY (funnel_id=? AND span=? AND start>? AND start<?)',
    )
  })
})
