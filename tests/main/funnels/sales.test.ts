// Sales and refunds: listed, corrected, taken back and brought back; every figure follows.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let id: number
let pageId: number
let leadId: number
beforeEach(async () => {
  app = await createTestApp()
  const funnel = await app.client.funnels.create({
    query: { template: 'product-single-fr' },
    body: { name: 'Boutique' },
  })
  id = funnel.id
  pageId = funnel.pages[0]?.id ?? 0
  leadId = (await app.client.crm.leads.create({ firstName: 'Zoé', email: 'zoe@exemple.fr' })).id
})
afterEach(() => app.remove())

const sales = async () => (await app.client.funnels.sales.list({ id })).items
const figures = async () => {
  const { sales: count, revenue } = await app.client.funnels.stats({ id })
  return [count, revenue]
}
const story = async () =>
  (await app.client.crm.interactions.list({ id: leadId })).items.map(({ subject }) => subject)

describe('a sale entered by hand', () => {
  it.each([0, -5, 0.004, 12.345, Number.NaN, 1e13])(
    'is refused with the amount %s',
    async (amount) => {
      await expect(app.client.funnels.recordSale({ id, pageId, amount })).rejects.toThrow()
      expect(await figures()).toEqual([0, 0])
    },
  )

  it.each(['2030-01-01T00:00:00Z', '1950-06-01T00:00:00Z', '1999-12-31T23:59:59Z'])(
    'is refused at %s',
    async (soldAt) => {
      expect(
        await errorReasonOf(app.client.funnels.recordSale({ id, pageId, amount: 5, soldAt })),
      ).toBe('sale_moment_invalid')
      expect(await figures()).toEqual([0, 0])
    },
  )

  it('is listed, newest first, with its page and its buyer', async () => {
    await app.client.funnels.recordSale({ id, pageId, amount: 49, leadId })
    app.host.clock.advance(1_000)
    await app.client.funnels.recordSale({ id, pageId, amount: 10, kind: 'refund' })
    expect(await sales()).toMatchObject([
      { kind: 'refund', amount: 10, leadId: null, leadName: null, origin: 'manual' },
      { kind: 'sale', amount: 49, currency: 'EUR', pageId, leadId, leadName: 'Zoé' },
    ])
    expect((await sales())[0]?.pageName).toBeTruthy()
    expect(await figures()).toEqual([1, 39])
  })

  it('is corrected, and what is known of it follows', async () => {
    await app.client.funnels.recordSale({ id, pageId, amount: 490, leadId })
    const [sale] = await sales()
    const soldAt = '2026-10-01T09:00:00.000Z'
    const corrected = await app.client.funnels.sales.update({
      id: sale?.id ?? 0,
      amount: 49,
      soldAt,
    })
    expect(corrected).toMatchObject({ amount: 49, soldAt, leadId })
    expect(await figures()).toEqual([1, 49])
    expect(await story()).toEqual([expect.stringMatching(/^Vente : 49/)])
    expect(
      await app.client.funnels.stats({
        id,
        from: '2026-10-01T00:00:00Z',
        to: '2026-10-02T00:00:00Z',
      }),
    ).toMatchObject({ sales: 1, revenue: 49 })
    // Another buyer: the line goes to that person.
    const other = await app.client.crm.leads.create({ firstName: 'Tom' })
    await app.client.funnels.sales.update({ id: sale?.id ?? 0, leadId: other.id })
    expect(await story()).toEqual([])
    await app.client.funnels.sales.update({ id: sale?.id ?? 0, leadId: null })
    expect((await app.client.crm.interactions.list({ id: other.id })).items).toEqual([])
    expect(await figures()).toEqual([1, 49])
  })

  it('is not corrected into what could not be entered', async () => {
    await app.client.funnels.recordSale({ id, pageId, amount: 49, leadId })
    const saleId = (await sales())[0]?.id ?? 0
    const before = await sales()
    const update = app.client.funnels.sales.update
    await expect(update({ id: saleId, amount: 0 })).rejects.toThrow()
    expect(await errorReasonOf(update({ id: saleId, soldAt: '2030-01-01T00:00:00Z' }))).toBe(
      'sale_moment_invalid',
    )
    expect(await errorReasonOf(update({ id: saleId, pageId: 999 }))).toBe('unknown_id')
    expect(await errorReasonOf(update({ id: saleId, leadId: 999 }))).toBe('unknown_id')
    expect(await errorReasonOf(update({ id: 999, amount: 5 }))).toBe('unknown_id')
    expect(await sales()).toEqual(before)
  })

  it('is deleted with its line, and comes back with it', async () => {
    await app.client.funnels.recordSale({ id, pageId, amount: 49, leadId })
    const before = await sales()
    const saleId = before[0]?.id ?? 0
    await app.client.funnels.sales.delete({ id: saleId })
    expect([await sales(), await figures(), await story()]).toEqual([[], [0, 0], []])
    expect((await app.client.funnels.stats({ id })).revenueByCurrency).toEqual([])
    expect(await errorReasonOf(app.client.funnels.sales.delete({ id: saleId }))).toBe('unknown_id')
    await app.client.funnels.sales.restore({ id: saleId })
    expect([await sales(), await figures()]).toEqual([before, [1, 49]])
    expect(await story()).toHaveLength(1)
    expect(await errorReasonOf(app.client.funnels.sales.restore({ id: saleId }))).toBe('unknown_id')
  })
})
