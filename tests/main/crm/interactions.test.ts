// Interactions through the router: corrected, deleted and brought back; last contact and score
// follow, and facts stay.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let leadId: number
beforeEach(async () => {
  app = await createTestApp()
  leadId = (await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Roux', phone: '06' }))
    .id
})
afterEach(() => app.remove())

const day = 24 * 60 * 60 * 1000
const ago = (days: number) => new Date(app.host.clock.now() - days * day).toISOString()
const lead = () => app.client.crm.leads.get({ id: leadId })
const story = async () => (await app.client.crm.interactions.list({ id: leadId })).items
const add = (
  more: { type?: 'call' | 'note' | 'meeting'; subject?: string; occurredAt?: string } = {},
) => app.client.crm.interactions.create({ id: leadId, type: 'call', ...more })

describe('an interaction', () => {
  it('is corrected: only what is given changes, and its moment dates the contact', async () => {
    const { id, createdAt } = await add({ subject: 'Apel' })
    expect(await app.client.crm.interactions.update({ id, subject: 'Appel' })).toMatchObject({
      type: 'call',
      subject: 'Appel',
      createdAt,
      isMeasured: false,
    })
    expect((await lead()).score).toBe(40)
    await app.client.crm.interactions.update({ id, occurredAt: ago(10) })
    expect(await lead()).toMatchObject({ lastContactAt: ago(10), score: 35 })
    await app.client.crm.interactions.update({ id, occurredAt: ago(-3) })
    expect((await lead()).lastContactAt).toBeNull()
    expect(await story()).toMatchObject([{ id, subject: 'Appel', occurredAt: ago(-3) }])
  })

  it('moves the last contact only where it dated it', async () => {
    const older = await add({ occurredAt: ago(20) })
    const newer = await add({ occurredAt: ago(2) })
    await app.client.crm.interactions.update({ id: older.id, occurredAt: ago(40) })
    expect((await lead()).lastContactAt).toBe(ago(2))
    await app.client.crm.interactions.update({ id: older.id, occurredAt: ago(1) })
    expect((await lead()).lastContactAt).toBe(ago(1))
    await app.client.crm.interactions.delete({ id: older.id })
    expect(await lead()).toMatchObject({ lastContactAt: ago(2), score: 40 })
    await app.client.crm.interactions.delete({ id: newer.id })
    expect(await lead()).toMatchObject({ lastContactAt: null, score: 20 })
  })

  it('comes back as it was within ten minutes of its deletion', async () => {
    await add({ subject: 'Avant', occurredAt: ago(20) })
    const { id } = await add({ subject: 'À garder' })
    const [before, leadBefore] = [await story(), await lead()]
    await app.client.crm.interactions.delete({ id })
    expect(await story()).toHaveLength(1)
    expect(await errorReasonOf(app.client.crm.interactions.delete({ id }))).toBe('unknown_id')
    await app.client.crm.interactions.restore({ id })
    expect(await story()).toEqual(before)
    expect(await lead()).toEqual(leadBefore)
    expect(await errorReasonOf(app.client.crm.interactions.restore({ id }))).toBe('unknown_id')
    await app.client.crm.interactions.delete({ id })
    app.host.clock.advance(11 * 60_000)
    expect(await errorReasonOf(app.client.crm.interactions.restore({ id }))).toBe('unknown_id')
  })

  it('does not come back to a lead that is gone', async () => {
    const { id } = await add()
    await app.client.crm.interactions.delete({ id })
    await app.client.crm.leads.delete({ id: leadId })
    expect(await errorReasonOf(app.client.crm.interactions.restore({ id }))).toBe('unknown_id')
    await app.client.crm.leads.restore({ id: leadId })
    expect(await app.client.crm.interactions.restore({ id })).toMatchObject({ id, leadId })
  })

  it('that tells of a sale is a fact: it is neither changed nor deleted, and dates no contact', async () => {
    const funnel = await app.client.funnels.create({
      query: { template: 'product-single-fr' },
      body: { name: 'Boutique' },
    })
    await app.client.funnels.recordSale({
      id: funnel.id,
      pageId: funnel.pages[0]?.id ?? 0,
      amount: 49,
      leadId,
    })
    const [sale] = await story()
    expect(sale).toMatchObject({ type: 'note', isMeasured: true })
    expect(
      await errorReasonOf(
        app.client.crm.interactions.update({ id: sale?.id ?? 0, subject: 'Autre' }),
      ),
    ).toBe('interaction_measured')
    expect(await errorReasonOf(app.client.crm.interactions.delete({ id: sale?.id ?? 0 }))).toBe(
      'interaction_measured',
    )
    expect(await story()).toEqual([sale])
    app.host.clock.advance(1000)
    const { id } = await add({ type: 'note' })
    await app.client.crm.interactions.delete({ id })
    expect((await lead()).lastContactAt).toBeNull()
  })

  it('is refused where there is none', async () => {
    expect(await errorReasonOf(app.client.crm.interactions.update({ id: 99, subject: 'x' }))).toBe(
      'unknown_id',
    )
    expect(await errorReasonOf(app.client.crm.interactions.delete({ id: 99 }))).toBe('unknown_id')
    expect(await errorReasonOf(app.client.crm.interactions.restore({ id: 99 }))).toBe('unknown_id')
  })
})

it('is no contact while it is planned, and one when its moment has come', async () => {
  await add({ type: 'meeting', occurredAt: ago(-2) })
  expect((await lead()).lastContactAt).toBeNull()
  const quietSince = new Date(app.host.clock.now() + 1000).toISOString()
  expect(await app.client.crm.leads.count({ quietSince })).toEqual({ total: 1 })
  const met = ago(-2)
  app.host.clock.advance(3 * day)
  await app.stop()
  app = await createTestApp({ dataFolder: app.host.dataFolder, clock: app.host.clock })
  await expect.poll(async () => (await lead()).lastContactAt).toBe(met)
  expect(await app.client.crm.leads.count({ quietSince })).toEqual({ total: 0 })
})
