// Since when somebody agrees to be measured, where more than one line of the ledger is about it.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
let id = 0
beforeEach(async () => {
  app = await createTestApp()
  id = (await leads().create({ email: 'lea@exemple.fr' })).id
})
afterEach(() => app.remove())

const leads = () => app.client.crm.leads
const day = 86_400_000
const at = (days: number) => app.host.clock.now() - days * day
const iso = (days: number) => new Date(at(days)).toISOString()
const note = (action: 'granted' | 'withdrawn', days: number) =>
  leads().noteMeasuring({ id, action, at: iso(days) })
const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const insertClick = (days: number) =>
  sql(
    `INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (?, 1, 1, ?, 'https://a.example', ?)`,
    ...[randomUUID(), id, at(days)],
  )
const clicks = () => app.services.database.count('SELECT count(*) AS n FROM clicks')
const state = async () => (await leads().consents({ id })).measuring.state
const insertLine = (eventId: string, purpose: string, action: string) =>
  sql(
    `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at) VALUES (?, ?, 'lea@exemple.fr', ?, ?, 'form', ?, ?)`,
    ...[eventId, id, purpose, action, at(5), at(5)],
  )

it('is since the first time, so that who agrees again loses no click that comes late', async () => {
  await note('granted', 5)
  await note('granted', 1)
  await insertClick(3)
  expect(clicks()).toBe(1)
})

it('is since what came after an end of it, which takes what was kept along when it comes late', async () => {
  await note('granted', 5)
  await insertClick(4)
  await note('granted', 1)
  await insertClick(0.5)
  await note('withdrawn', 3)
  expect([await state(), clicks()]).toEqual(['granted', 1])
  await expect(insertClick(4)).rejects.toThrow(/did not agree/)
})

it('takes along the clicks of an agreement that was noted by mistake', async () => {
  const { items } = await note('granted', 5)
  await insertClick(4)
  await note('granted', 1)
  await leads().undoConsent({ id, consentId: items[0]?.id ?? 0 })
  expect([await state(), clicks()]).toEqual(['granted', 0])
})

it('is not where a form of before ticked a box for an address that nobody confirmed', async () => {
  await insertLine('form1', 'write', 'asked')
  await insertLine('form1', 'measure', 'granted')
  await sql(
    `INSERT INTO consent_confirmations (asked_event_id, lead_id, asked_at) VALUES ('form1', ?, 1)`,
    id,
  )
  expect(await state()).toBe('none')
  await expect(insertClick(1)).rejects.toThrow(/did not agree/)
  await sql('UPDATE consent_confirmations SET confirmed_at = 2')
  expect(await state()).toBe('granted')
  await insertClick(1)
})
