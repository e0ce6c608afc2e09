// However many clicks of a message came, one that says something new is kept: a link nobody had opened,
// and a person behind a program.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepClick } from '#main/features/email/email.feature.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
const minute = 60_000
const message = JSON.stringify({
  html: '<p><a href="https://shop.example/one">1</a> <a href="https://shop.example/two">2</a></p>',
  text: null,
})
const sql = (statement: string, ...parameters: (string | number)[]) =>
  app.services.database.write([], (transaction) => transaction.sql(statement, parameters))
const count = (where: string) =>
  app.services.database.count(`SELECT count(*) AS n FROM clicks WHERE ${where}`)

beforeEach(async () => {
  app = await createTestApp()
  const leads = app.client.crm.leads
  const { id } = await leads.create({ email: 'lea@exemple.fr' })
  await leads.noteMeasuring({ id, action: 'granted', channel: 'paper' })
  await sql(
    'INSERT INTO message_versions (id, campaign_id, content, created_at) VALUES (1, 1, ?, 1)',
    message,
  )
  await sql(
    `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at, measured)
     VALUES (1, ?, 'k', 'm', 'r', 1, 1, 'lea@exemple.fr', 'exemple.fr', '{}', 'sent', 1, 1, 1)`,
    id,
  )
})
afterEach(() => app.remove())

let number = 0
const click = (minutes: number, place: number, looks: 'program' | null = null) =>
  app.services.database.write([], (transaction) =>
    keepClick(transaction, {
      ...{ eventId: `click${(number += 1)}`, reference: 'r', versionId: 1, place, looks },
      at: app.host.clock.now() + minutes * minute,
    }),
  )

it('keeps the first click of a person after two hundred of a program', async () => {
  for (let minutes = 0; minutes < 205; minutes += 1) await click(minutes, 0, 'program')
  expect(count('1')).toBe(200)
  await click(206, 1)
  await click(207, 0)
  expect(count(`automatic IS NULL AND link = 'https://shop.example/two'`)).toBe(1)
  expect(count(`automatic IS NULL AND link = 'https://shop.example/one'`)).toBe(1)
})

it('goes on noting the last click, once an hour', async () => {
  for (let minutes = 0; minutes < 200; minutes += 1) await click(minutes, 0)
  for (const minutes of [230, 259, 261, 300, 330]) await click(minutes, 0)
  expect(count('1')).toBe(202)
  await click(331, 1)
  expect(count(`link = 'https://shop.example/two'`)).toBe(1)
})
