// What the sandbox kept is in no figure of what was sent, not even of a campaign that left it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

it('counts two of five messages where three stayed in the sandbox', async () => {
  const now = app.host.clock.now()
  await app.services.database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT INTO campaigns (id, name, subject, preheader, html, from_name, recipients, status, account_id, started_at, created_at, updated_at)
       VALUES (1, 'A', '', '', '', '', '{}', 'sending', 1, ?, ?, ?)`,
      [now, now, now],
    )
    for (const [n, account] of [0, 0, 0, 1, 1].entries())
      await transaction.sql(
        `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
         VALUES (1, ?, ?, ?, '', ?, 1, ?, '', '{}', 'sent', '', 0, ?, ?)`,
        [n + 1, `k${n}`, `m${n}`, account, `e${n}@x.example`, now, now],
      )
  })
  expect(await app.client.email.campaigns.stats()).toMatchObject({ sent: 2, sandboxed: 3 })
  expect((await app.client.analytics.campaigns({})).items[0]).toMatchObject({ sent: 2 })
  expect((await app.client.dashboard.overview({})).figures.emailsSent.value).toBe(2)
})
