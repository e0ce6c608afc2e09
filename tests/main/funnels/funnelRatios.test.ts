// A share of visitors is one of visitors: what a person enters by hand, who shares a device and what
// was never seen turn no step's figure into another.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  insertEvent,
  type FunnelEvent,
} from '#main/features/funnels/statistics/funnelEvents.repository.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let funnelId: number
let pages: number[]
let number = 0
const at = Date.parse('2026-11-20T10:00:00Z')

beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())
beforeEach(async () => {
  const funnel = await app.client.funnels.create({
    query: { template: 'webinar-replay-fr' },
    body: { name: `F${(number += 1)}` },
  })
  funnelId = funnel.id
  pages = funnel.pages.map(({ id }) => id)
})

async function note(...events: (Partial<FunnelEvent> & Pick<FunnelEvent, 'kind'>)[]) {
  await app.services.database.write([], async (transaction) => {
    for (const event of events)
      await insertEvent(transaction, {
        ...{ eventId: `e${(number += 1)}`, at, funnelId, pageId: pages[0] ?? 0, source: '' },
        ...event,
      })
  })
}
const stats = () => app.client.funnels.stats({ id: funnelId })

describe('a sale entered by hand', () => {
  it('leaves the share of a step that asks for an answer as it was', async () => {
    for (let visitor = 0; visitor < 70; visitor += 1) {
      await note({ kind: 'visit', visitor: `v${visitor}` })
      if (visitor < 29)
        await note({ kind: 'form', visitor: `v${visitor}`, leadId: visitor + 1_001 })
    }
    expect((await stats()).steps[0]).toMatchObject({ conversions: 29, conversionRate: 41.4 })
    await app.client.funnels.recordSale({ id: funnelId, pageId: pages[0] ?? 0, amount: 90 })
    const after = await stats()
    expect(after.steps[0]).toMatchObject({ conversions: 29, conversionRate: 41.4 })
    expect(after).toMatchObject({ sales: 1, revenue: 90 })
  })

  it('makes no buyer of a step with an offer, where a sale a provider told does', async () => {
    const pageId = pages[2] ?? 0
    for (const visitor of ['a', 'b', 'c', 'd']) await note({ kind: 'visit', visitor, pageId })
    await note({
      kind: 'sale',
      pageId,
      amountCents: 9_000,
      currency: 'EUR',
      externalId: `x${number}`,
    })
    await app.client.funnels.recordSale({ id: funnelId, pageId, amount: 90 })
    expect((await stats()).steps[2]).toMatchObject({ conversions: 1, conversionRate: 25 })
    expect((await stats()).sales).toBe(2)
  })
})

describe('a device that several people use', () => {
  it('is one visit, and never gives more than all of it', async () => {
    await note({ kind: 'visit', visitor: 'tablet' })
    for (let lead = 1_001; lead <= 1_008; lead += 1)
      await note({ kind: 'form', visitor: 'tablet', leadId: lead })
    const { visitors, leads, answered, conversionRate, steps, sources } = await stats()
    expect({ visitors, leads, answered, conversionRate }).toEqual({
      ...{ visitors: 1, leads: 8, answered: 1, conversionRate: 100 },
    })
    expect(steps[0]).toMatchObject({ conversions: 1, conversionRate: 100 })
    expect(sources).toEqual([{ source: 'direct', visitors: 1, leads: 8, answered: 1 }])
    const { items } = await app.client.analytics.funnels({})
    expect(items.find(({ id }) => id === funnelId)).toMatchObject({
      ...{ visitors: 1, answered: 1, leads: 8 },
    })
  })

  it('gives no share where more is bought than was seen', async () => {
    const pageId = pages[2] ?? 0
    await note({ kind: 'visit', visitor: 'tablet', pageId })
    for (let sale = 0; sale < 8; sale += 1)
      await note({
        ...{ kind: 'sale', pageId, amountCents: 9_000, currency: 'EUR' },
        externalId: `y${number}`,
      })
    await app.client.funnels.update({ id: funnelId, funnelType: 'product' })
    const { conversionRate, steps, sales } = await stats()
    expect([sales, conversionRate, steps[2]?.conversionRate]).toEqual([8, null, null])
  })
})

describe('what is bought', () => {
  it('is of one visitor, however often he pays', async () => {
    const pageId = pages[2] ?? 0
    await note(
      { kind: 'visit', visitor: 'a' },
      { kind: 'form', visitor: 'a', reference: 'r1', leadId: 1_001 },
    )
    for (const visitor of ['a', 'b']) await note({ kind: 'visit', visitor, pageId })
    for (const externalId of ['p1', 'p2'])
      await note({
        ...{ kind: 'sale', pageId, amountCents: 100, currency: 'EUR', reference: 'r1' },
        externalId,
      })
    expect((await stats()).steps[2]).toMatchObject({ conversions: 1, conversionRate: 50 })
  })
})

describe('what a visitor does', () => {
  it('counts with the visit, so that no period has more who did it than came', async () => {
    await note({ kind: 'visit', visitor: 'a', at })
    await note({ kind: 'form', visitor: 'a', leadId: 1_001, at: at + 2 * 60 * 60_000 })
    const later = await app.client.funnels.stats({
      id: funnelId,
      from: new Date(at + 60 * 60_000).toISOString(),
    })
    expect([later.visitors, later.answered, later.steps[0]?.conversions]).toEqual([0, 0, 0])
    expect((await stats()).conversionRate).toBe(100)
  })

  it('makes a visitor of whoever was not seen coming', async () => {
    await note({ kind: 'form', visitor: 'a', leadId: 1_001 })
    expect(await stats()).toMatchObject({ visitors: 1, answered: 1, conversionRate: 100 })
  })
})

describe('a lead won after a form', () => {
  it('has met the funnel, and not its name as a source beside it', async () => {
    const { name } = await app.client.funnels.get({ id: funnelId })
    const lead = await app.client.crm.leads.create({
      firstName: 'Zoé',
      source: name,
      estimatedValue: 100,
    })
    const other = await app.client.crm.leads.create({
      firstName: 'Ada',
      source: 'Salon',
      estimatedValue: 100,
    })
    for (const { id } of [lead, other]) await note({ kind: 'form', visitor: `w${id}`, leadId: id })
    for (const { id } of [lead, other]) await app.client.crm.leads.update({ id, status: 'won' })
    const { items } = await app.client.analytics.attribution({})
    const met = items
      .filter((item) => item.name === 'Salon' || item.name === name)
      .map((item) => [item.kind, item.name, item.wins, item.linear])
    expect(met.sort()).toEqual([
      ['funnel', name, 2, 150],
      ['source', 'Salon', 1, 50],
    ])
  })
})

describe('a sale that is taken back', () => {
  it('takes its buyer along, unless another sale is left to him, and brings him back with it', async () => {
    const pageId = pages[2] ?? 0
    for (const visitor of ['a', 'b']) {
      await note({ kind: 'visit', visitor, pageId })
      await note({ kind: 'form', visitor, pageId, reference: `ref-${visitor}-${funnelId}` })
    }
    const sell = (visitor: string, externalId: string) =>
      note({
        ...{ kind: 'sale', pageId, amountCents: 1_000, currency: 'EUR' },
        ...{ externalId: `${externalId}-${funnelId}`, reference: `ref-${visitor}-${funnelId}` },
      })
    await sell('a', 'one')
    await sell('a', 'two')
    await sell('b', 'three')
    const buyers = () =>
      app.services.database.query<{ page_id: number; buyers: number }>(
        `SELECT page_id, buyers FROM funnel_totals WHERE funnel_id = ? AND span = 'day' AND buyers <> 0 ORDER BY page_id`,
        [funnelId],
      )
    const both = (count: number) => [0, pageId].map((page) => ({ page_id: page, buyers: count }))
    expect(buyers()).toEqual(both(2))
    const { items } = await app.client.funnels.sales.list({ id: funnelId })
    expect(items).toHaveLength(3)
    const [one, two] = items.filter(({ id }) => id !== Math.max(...items.map((item) => item.id)))
    await app.client.funnels.sales.delete({ id: one?.id ?? 0 })
    expect(buyers()).toEqual(both(2))
    await app.client.funnels.sales.delete({ id: two?.id ?? 0 })
    expect(buyers()).toEqual(both(1))
    await app.client.funnels.sales.restore({ id: one?.id ?? 0 })
    expect(buyers()).toEqual(both(2))
  })
})
