// A test of two versions that clicks decide: only of people who agreed that they are measured, by the same
// exact probability as replies.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { probabilityOfB } from '#shared/rules/sending/testVerdict.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

const hour = 3_600_000
let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write(['email'], (transaction) => transaction.sql(statement, parameters))
const tests = () => app.client.email.tests
/** As a campaign over a relay would be: this one leaves for nobody. */
const measure = (id: number) => sql('UPDATE campaigns SET measures_clicks = 1 WHERE id = ?', id)
type Row = { id: number; leadId: number; variant: 'A' | 'B'; campaignId: number }
const testedRows = (variant: 'A' | 'B') =>
  app.services.database.query<Row>(
    `SELECT id, lead_id AS leadId, variant, campaign_id AS campaignId FROM outbox WHERE variant = ? AND is_rest = 0 AND state = 'sent' ORDER BY id`,
    [variant],
  )
const held = () =>
  app.services.database.count(`SELECT count(*) AS n FROM outbox WHERE state = 'held'`)

/** So many of a version agree and got measured links; so many of them click. */
async function clickOf(variant: 'A' | 'B', agreeing: number, clicking: number): Promise<void> {
  for (const [index, row] of testedRows(variant).slice(0, agreeing).entries()) {
    await app.client.crm.leads.noteMeasuring({ id: row.leadId, action: 'granted' })
    await sql('UPDATE outbox SET measured = 1 WHERE id = ?', row.id)
    if (index < clicking)
      await sql(
        'INSERT INTO clicks (event_id, outbox_id, campaign_id, lead_id, link, at) VALUES (?, ?, ?, ?, ?, ?)',
        ...[randomUUID(), row.id, row.campaignId, row.leadId, 'https://a.example'],
        app.host.clock.now(),
      )
  }
}

async function sentTest(): Promise<number> {
  await app.addLeads(120)
  const id = await app.addCampaign(null)
  await measure(id)
  const { test } = await tests().plan({
    ...{ id, share: 50, measure: 'clicks', hours: 4, unclear: 'wait' },
  })
  await app.client.email.campaigns.update({ id: test?.variantId ?? 0, subject: 'Other news' })
  await app.client.email.campaigns.send({ id })
  app.startEngine()
  await until(
    () => held() > 0 && testedRows('A').length > 10 && testedRows('B').length > 10,
    'the test',
  )
  await until(
    async () => (await tests().result({ id })).state === 'measuring',
    'all of the test to leave',
  )
  return id
}

it('is offered only where links are measured, and goes back to replies without', async () => {
  const id = await app.addCampaign(null)
  expect(await errorReasonOf(tests().plan({ id, measure: 'clicks' }))).toBe('test_without_clicks')
  expect((await app.client.email.campaigns.get({ id })).test).toBeNull()
  await measure(id)
  expect((await tests().plan({ id, measure: 'clicks' })).test?.measure).toBe('clicks')
  const { test } = await app.client.email.campaigns.update({ id, measuresClicks: false })
  expect(test?.measure).toBe('replies')
})

it('is decided by the clicks of those who agreed, whatever was replied', async () => {
  const id = await sentTest()
  await clickOf('A', 10, 1)
  await clickOf('B', 8, 7)
  // Replies say the other thing, and nothing here.
  await sql(`UPDATE outbox SET replied_at = 5 WHERE variant = 'A' AND state = 'sent'`)
  const seen = await tests().result({ id })
  const probability = probabilityOfB({ accepted: 10, answered: 1 }, { accepted: 8, answered: 7 })
  expect(seen).toMatchObject({ measure: 'clicks', evidence: 'clear', leading: 'B', probability })
  expect(seen.variants).toMatchObject([
    { variant: 'A', measured: 10, clicked: 1 },
    { variant: 'B', measured: 8, clicked: 7 },
  ])
  app.host.clock.advance(5 * hour)
  app.services.outbox.wake()
  await until(() => held() === 0, 'the rest to be let go')
  expect(await tests().result({ id })).toMatchObject({
    ...{ winner: 'B', decidedBy: 'time', decidedProbability: probability },
  })
})

it('waits for a person where nobody of a version agreed', async () => {
  const id = await sentTest()
  await clickOf('B', 8, 7)
  app.host.clock.advance(5 * hour)
  app.services.outbox.wake()
  await until(async () => (await tests().result({ id })).state === 'waiting', 'the time to be over')
  expect(await tests().result({ id })).toMatchObject({ evidence: 'none', winner: null })
  expect(held()).toBeGreaterThan(0)
})
