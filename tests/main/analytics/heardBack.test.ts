// What came back of campaigns side by side: a figure only where somebody could have heard it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

/** Campaigns through account 1, through account 2 and in the sandbox, with five messages each. */
async function fill(): Promise<void> {
  const now = app.host.clock.now()
  await app.services.database.write([], async (transaction) => {
    for (const [id, accountId] of [1, 2, null].entries()) {
      await transaction.sql(
        `INSERT INTO campaigns (id, name, subject, preheader, html, from_name, recipients, status, account_id, started_at, created_at, updated_at)
         VALUES (?, ?, '', '', '', '', '{}', 'completed', ?, ?, ?, ?)`,
        [id + 1, `Campagne ${id + 1}`, accountId, now + id, now, now],
      )
      for (let n = 0; n < 5; n += 1)
        await transaction.sql(
          `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
           VALUES (?, ?, ?, ?, '', ?, 1, ?, '', '{}', 'sent', '', 0, ?, ?)`,
          [
            id + 1,
            n + 1,
            `k${id}.${n}`,
            `m${id}.${n}`,
            accountId ?? 0,
            `e${n}@x.example`,
            now,
            now,
          ],
        )
    }
  })
}
const mark = (column: string, campaignId: number, count: number) =>
  app.services.database.write([], (transaction) =>
    transaction.sql(
      `UPDATE outbox SET ${column} = 1 WHERE id IN (SELECT id FROM outbox WHERE campaign_id = ? ORDER BY id LIMIT ?)`,
      [campaignId, count],
    ),
  )
const heard = async () =>
  (await app.client.analytics.campaigns({})).items
    .toSorted((one, other) => one.id - other.id)
    .map(({ bounced, replied, unsubscribed }) => [bounced, replied, unsubscribed])

it('is unknown where no mailbox is read, and counted where one is or something came', async () => {
  await fill()
  const unknown = [null, null, null]
  expect(await heard()).toEqual([unknown, unknown, unknown])
  await app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO mailboxes (name, account_id, host, port, security, user, created_at, updated_at) VALUES ('B', 1, 'imap.example', 993, 'tls', 'moi', 0, 0)`,
      [],
    ),
  )
  expect(await heard()).toEqual([[0, 0, 0], unknown, unknown])
  await mark('bounced_at', 1, 2)
  await mark('replied_at', 1, 1)
  // By the relay, or by hand: it needs no mailbox.
  await mark('withdrawn_at', 2, 3)
  expect(await heard()).toEqual([[2, 1, 0], [null, null, 3], unknown])
})
