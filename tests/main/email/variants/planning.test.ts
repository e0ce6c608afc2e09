// A test of two versions as it is planned: made, changed, taken out, brought back, copied, checked; and
// what is refused, changing nothing.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestSettings } from '#shared/contract/email/campaignTest.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'

let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

const campaigns = () => app.client.email.campaigns
const tests = () => app.client.email.tests
const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: unknown) => (error as { data?: { reason?: string } }).data?.reason,
  )
async function planned(more: Partial<TestSettings> = {}) {
  const id = await app.addCampaign(null)
  const campaign = await tests().plan({ id, ...more })
  return { id, variantId: campaign.test?.variantId ?? 0 }
}

it('begins with a copy, listed nowhere, and follows its campaign in what both share', async () => {
  const { id, variantId } = await planned()
  const [a, b] = [await campaigns().get({ id }), await campaigns().get({ id: variantId })]
  expect(b).toMatchObject({ subject: a.subject, html: a.html, variantOf: id, test: null })
  expect(a.test).toEqual({
    ...{ variantId, share: 20, measure: 'replies', hours: 24, unclear: 'send_leading' },
    ...{ winner: null, decidedAt: null },
  })
  expect((await campaigns().list({})).items.map((one) => one.id)).toEqual([id])
  expect((await campaigns().stats()).campaigns).toBe(1)
  await campaigns().update({ id, name: 'Renamed', replyTo: 'answers@business.example' })
  expect(await campaigns().get({ id: variantId })).toMatchObject({
    name: 'Renamed',
    replyTo: 'answers@business.example',
  })
  expect((await tests().plan({ id, hours: 48 })).test).toMatchObject({ share: 20, hours: 48 })
})

it('refuses of version B what is its campaign’s', async () => {
  const { id, variantId } = await planned()
  const refused = [
    campaigns().send({ id: variantId }),
    campaigns().schedule({ id: variantId, scheduledAt: '2099-01-01T00:00:00Z' }),
    campaigns().cancel({ id: variantId }),
    campaigns().delete({ id: variantId }),
    campaigns().duplicate({ id: variantId }),
    tests().plan({ id: variantId }),
    campaigns().update({ id: variantId, recipients: { search: 'x' } }),
    campaigns().update({ id: variantId, name: 'Another' }),
  ]
  const reasons = await Promise.all(refused.map(reasonOf))
  expect(new Set(reasons)).toEqual(new Set(['campaign_variant']))
  expect(await campaigns().get({ id })).toMatchObject({ status: 'draft', name: 'News' })
})

it('is taken out and brought back, with its campaign or without', async () => {
  const { id, variantId } = await planned({ share: 35 })
  await campaigns().update({ id: variantId, subject: 'Mine' })
  await tests().remove({ id })
  expect((await campaigns().get({ id })).test).toBeNull()
  expect(await reasonOf(campaigns().get({ id: variantId }))).toBe('unknown_id')
  await campaigns().update({ id, name: 'Later name' })
  expect((await tests().restore({ id })).test).toMatchObject({ share: 35, variantId })
  expect(await campaigns().get({ id: variantId })).toMatchObject({
    subject: 'Mine',
    name: 'Later name',
  })
  await campaigns().delete({ id })
  expect(await reasonOf(campaigns().get({ id: variantId }))).toBe('unknown_id')
  await campaigns().restore({ id })
  expect((await campaigns().get({ id: variantId })).subject).toBe('Mine')
  // Taken out before its campaign was deleted, it stays out.
  await tests().remove({ id })
  await campaigns().delete({ id })
  await campaigns().restore({ id })
  expect((await campaigns().get({ id })).test).toBeNull()
  // Another one begins anew.
  const anew = await tests().plan({ id })
  expect(anew.test?.variantId).not.toBe(variantId)
  expect((await campaigns().get({ id: anew.test?.variantId ?? 0 })).subject).toMatch(/^News/)
})

it('goes along into a copy', async () => {
  const { id, variantId } = await planned({ share: 35, unclear: 'wait' })
  await campaigns().update({ id: variantId, subject: 'Mine' })
  const copy = await campaigns().duplicate({ id })
  expect(copy.test).toMatchObject({ share: 35, unclear: 'wait' })
  expect(copy.test?.variantId).not.toBe(variantId)
  expect(await campaigns().get({ id: copy.test?.variantId ?? 0 })).toMatchObject({
    subject: 'Mine',
    name: copy.name,
    variantOf: copy.id,
  })
})

it('is not sent unfinished, without a difference, or to a handful', async () => {
  await app.addLeads(100)
  const { id, variantId } = await planned()
  expect(await reasonOf(campaigns().send({ id }))).toBe('variants_same')
  const same = await campaigns().check({ id })
  expect(same.canBeSent).toBe(false)
  expect(same.findings.map(({ finding }) => finding)).toContain('variants_same')
  await campaigns().update({ id: variantId, subject: '' })
  expect(await reasonOf(campaigns().send({ id }))).toBe('variant_unfinished')
  expect((await campaigns().check({ id })).findings).toContainEqual(
    expect.objectContaining({ finding: 'incomplete', variant: 'B', detail: ['subject'] }),
  )
  await campaigns().update({ id: variantId, subject: 'Mine', html: '<p>[[Prénom]]</p>' })
  expect(await reasonOf(campaigns().send({ id }))).toBe('variant_unfinished')
  await campaigns().update({ id: variantId, html: '<p>Hello</p>' })
  await tests().plan({ id, share: 5 })
  expect(await reasonOf(campaigns().send({ id }))).toBe('test_too_small')
  await tests().plan({ id, share: 20 })
  const check = await campaigns().check({ id })
  expect(check).toMatchObject({ canBeSent: true, drawn: 200 })
  await campaigns().send({ id })
  expect(await reasonOf(campaigns().update({ id: variantId, subject: 'Late' }))).toBe(
    'campaign_already_started',
  )
  expect(await reasonOf(tests().remove({ id }))).toBe('campaign_already_started')
  expect(await reasonOf(tests().plan({ id, hours: 3 }))).toBe('campaign_already_started')
})

it('is shown and tried by version, and its rows by version', async () => {
  await app.addLeads(100)
  const { id, variantId } = await planned({ share: 50 })
  await campaigns().update({ id: variantId, subject: 'Mine', fromName: 'Marie' })
  expect(await campaigns().preview({ id: variantId })).toMatchObject({
    subject: 'Mine',
    from: 'Marie <shop@business.example>',
    to: 'person1@people.example',
  })
  await campaigns().testSend({ id: variantId, to: 'me@business.example' })
  const { items } = await app.client.email.sandbox.list({ limit: 1 })
  expect(items[0]).toMatchObject({ subject: 'Mine', from: 'Marie <shop@business.example>' })
  await campaigns().send({ id })
  app.startEngine()
  await until(async () => (await tests().result({ id })).state === 'measuring', 'the test')
  const { variants, waiting } = await tests().result({ id })
  for (const { variant, sent } of variants) {
    const page = await campaigns().deliveries({ id, variant, state: 'sent', limit: 200 })
    expect(page.total).toBe(sent)
    expect(page.items).toHaveLength(sent)
  }
  expect((await campaigns().deliveries({ id, state: 'held' })).total).toBe(waiting)
})

it('planned for a moment, starts with both versions when it comes', async () => {
  await app.addLeads(60)
  const { id, variantId } = await planned({ share: 50 })
  await campaigns().update({ id: variantId, subject: 'Mine' })
  const scheduledAt = new Date(app.host.clock.now() + 3_600_000).toISOString()
  await campaigns().schedule({ id, scheduledAt })
  app.host.clock.advance(3_600_500)
  app.startEngine()
  await until(async () => (await tests().result({ id })).state === 'measuring', 'the test')
  const { items } = await app.client.email.sandbox.list({ limit: 100 })
  expect(new Set(items.map(({ subject }) => subject === 'Mine'))).toEqual(new Set([true, false]))
  expect(await reasonOf(campaigns().update({ id: variantId, subject: 'Late' }))).toBe(
    'campaign_already_started',
  )
})
