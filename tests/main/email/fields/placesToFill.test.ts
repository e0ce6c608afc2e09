// A campaign with a place left to fill in: a test message may go and says so; nothing else does,
// and nothing has changed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMailApp } from '../../../support/mailApp.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
const campaigns = () => app.client.email.campaigns
const tomorrow = () => new Date(app.host.clock.now() + 86_400_000).toISOString()
async function refusedFor(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'data' in error ? error.data : error),
  )
}
beforeAll(async () => {
  app = await createTestApp()
  await app.client.settings.update({
    businessName: 'Atelier',
    businessEmail: 'bonjour@atelier.example',
    businessAddress: '1 rue du Bois',
  })
  await app.client.crm.leads.create({ email: 'zoe@exemple.example' })
})
afterAll(() => app.remove())

it('what is left in a message is named, keeps the campaign from starting and being planned, and not from being tested', async () => {
  const { draft } = await app.client.generation.campaign({
    campaignType: 'promotional',
    topic: 'Deux bougies pour une',
    goal: 'répondre',
    language: 'fr',
    save: false,
  })
  const [first, ...others] = draft.blocks.blocks
  if (first === undefined) throw new Error('The writer wrote nothing.')
  const left = {
    key: 'left',
    kind: 'text' as const,
    text: 'Jusqu’au [[date de fin]], [[conditions de l’offre]].',
    look: 'plain' as const,
  }
  const { id } = await campaigns().create({
    ...draft,
    blocks: { ...draft.blocks, blocks: [first, left, ...others] },
  })
  const places = {
    reason: 'places_left',
    field: 'html',
    detail: '[[date de fin]], [[conditions de l’offre]]',
  }
  expect(await refusedFor(campaigns().send({ id }))).toEqual(places)
  expect(await refusedFor(campaigns().schedule({ id, scheduledAt: tomorrow() }))).toEqual(places)
  expect((await campaigns().get({ id })).status).toBe('draft')
  expect(await campaigns().testSend({ id, to: 'moi@exemple.example' })).toMatchObject({
    places: ['date de fin', 'conditions de l’offre'],
  })

  await campaigns().update({ id, blocks: draft.blocks, preheader: 'Jusqu’au [[jour]]' })
  expect(await refusedFor(campaigns().send({ id }))).toMatchObject({
    field: 'preheader',
    detail: '[[jour]]',
  })
  await campaigns().update({ id, preheader: 'Jusqu’au 3 mai' })
  expect(await campaigns().schedule({ id, scheduledAt: tomorrow() })).toMatchObject({
    status: 'scheduled',
  })
  // What is planned cannot be unfinished again.
  expect(await errorReasonOf(campaigns().update({ id, subject: '[[objet]]' }))).toBe('places_left')
  expect(await campaigns().send({ id })).toMatchObject({ status: 'sending' })
})

it('the single brackets of an earlier writer are caught; other words in brackets are sent', async () => {
  const former = await campaigns().create({
    name: 'a',
    subject: 's',
    html: '<p><strong>Jusqu’au :</strong> [date de fin]</p>',
  })
  expect(await refusedFor(campaigns().send({ id: former.id }))).toMatchObject({
    reason: 'places_left',
    detail: '[[date de fin]]',
  })
  const honest = await campaigns().create({
    name: 'b',
    subject: '[Atelier] Nouvelles',
    html: '<p>Écrivez « Bonjour [Nom] », voir [1].</p>',
  })
  expect(await campaigns().send({ id: honest.id })).toMatchObject({ status: 'sending' })
})

it('what was planned before places were refused is paused when its moment comes, and can be finished', async () => {
  const mail = await createMailApp()
  mail.startEngine()
  const campaigns = () => mail.client.email.campaigns
  await mail.client.crm.leads.create({ email: 'zoe@exemple.example' })
  const { id } = await campaigns().create({ name: 'c', subject: 'Le [[jour]]', html: '<p>x</p>' })
  await mail.services.database.write([], (transaction) =>
    transaction.sql(`UPDATE campaigns SET status = 'scheduled', scheduled_at = ? WHERE id = ?`, [
      mail.host.clock.now() + 60_000,
      id,
    ]),
  )
  mail.host.clock.advance(61_000)
  await expect
    .poll(async () => (await campaigns().get({ id })).status, { timeout: 25_000 })
    .toBe('paused')
  expect(await campaigns().get({ id })).toMatchObject({
    pauseReason: 'places_left',
    startedAt: null,
  })
  expect(await errorReasonOf(campaigns().resume({ id }))).toBe('places_left')
  await campaigns().update({ id, subject: 'Le 3 mai' })
  expect(['sending', 'completed']).toContain((await campaigns().resume({ id })).status)
  await mail.close()
})
