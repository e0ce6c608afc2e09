// The last look before a message leaves: whoever refused and was erased is not written to, even where
// the address came back by a way that put no refusal into the list.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createClaims, createErasedCheck } from '#main/features/email/outbox/outbox.claim.ts'
import { createQueueing } from '#main/features/email/outbox/outbox.queueing.ts'
import { createVersions } from '#main/features/email/outbox/outbox.versions.ts'
import { recipientHash } from '#main/mail/messageIdentity.ts'
import { createMailApp, type MailApp } from '../../../support/mailApp.ts'

let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

it('leaves out who refused before being erased, and nobody else', async () => {
  await app.addLeads(2)
  const id = await app.addCampaign(await app.addAccount(2525))
  await app.client.email.campaigns.send({ id })
  const now = app.host.clock.now()
  const connection = openConnection(app.services.database.path)
  createQueueing(connection, 'key', createVersions(connection)).slice(now)
  connection
    .prepare(`INSERT INTO erased_refusals (hash, reason, refused_at) VALUES (?, 'unsubscribed', 1)`)
    .run(recipientHash('key', 'person1@people.example'))
  const claims = createClaims(connection, 'test', undefined, createErasedCheck(connection, 'key'))
  expect(claims.claim([id], 1, now, 5).map(({ email }) => email)).toEqual([
    'person2@people.example',
  ])
  expect(
    connection
      .prepare(`SELECT state, reason FROM outbox WHERE email = 'person1@people.example'`)
      .get(),
  ).toEqual({ state: 'suppressed', reason: 'address' })
  connection.close()
})
