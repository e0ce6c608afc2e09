// Who clicked is some of those who are measured, whatever became of a message.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))

it('counts no click of a message that nobody knows to have left', async () => {
  const { campaigns } = app.client.email
  const { id } = await campaigns.create({ name: 'Offre', subject: 'Offre', html: '<p>A</p>' })
  await sql(`UPDATE campaigns SET status = 'sending', started_at = 1, measures_clicks = 1`)
  const now = app.host.clock.now()
  for (const [number, state] of ['sent', 'uncertain'].entries()) {
    const email = `lea${number}@exemple.fr`
    const lead = await app.client.crm.leads.create({ email })
    await app.client.crm.leads.noteMeasuring({ id: lead.id, action: 'granted' })
    await sql(
      `INSERT INTO outbox (id, campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, measured)
       VALUES (?, ?, ?, lower(hex(randomblob(8))), lower(hex(randomblob(8))), lower(hex(randomblob(8))), 1, 1, ?, 'exemple.fr', '{}', ?, 1, 1, 1)`,
      ...[number + 1, id, lead.id, email, state],
    )
    await sql(
      `INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (lower(hex(randomblob(8))), ?, ?, ?, 'https://a.example', ?)`,
      ...[number + 1, id, lead.id, now],
    )
  }
  expect((await campaigns.get({ id })).stats).toMatchObject({ measured: 1, clicked: 1 })
  expect((await campaigns.deliveries({ id, clicks: 'clicked' })).total).toBe(1)
  expect((await campaigns.links({ id })).items).toMatchObject([{ people: 1, programs: 0 }])
})
