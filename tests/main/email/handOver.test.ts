// The point of no return: what must be on the disk before a message may be finished, whatever fails
// on the way there.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import { createCommits } from '#main/features/email/outbox/outbox.commits.ts'
import { createHandOvers, type Crossing } from '#main/features/email/outbox/outbox.handOver.ts'
import { openLedger, type Ledger } from '#main/features/email/outbox/outbox.ledger.ts'
import { createQueueing } from '#main/features/email/outbox/outbox.queueing.ts'
import { createVersions } from '#main/features/email/outbox/outbox.versions.ts'
import { createMailApp, type MailApp } from '../../support/mailApp.ts'

let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

it('is written into the ledger for each of several messages, also where their first common write failed', async () => {
  await app.addLeads(2)
  const id = await app.addCampaign(await app.addAccount(2525))
  await app.client.email.campaigns.send({ id })
  const now = app.host.clock.now()
  const connection = openConnection(app.services.database.path)
  const ledger = openLedger(join(app.host.dataFolder, 'ledger.db'))
  let failures = 1
  const failing: Ledger = {
    ...ledger,
    commit(entries) {
      const fail = () => {
        throw new Error('The disk is full.')
      }
      failures -= 1
      ledger.commit(failures >= 0 ? [...entries, fail] : entries)
    },
  }
  createQueueing(connection, 'key', createVersions(connection)).slice(now)
  const claims = createClaims(connection, 'test')
  const rows = [claims.claim([id], 1, now), claims.claim([id], 1, now)].flatMap((row) => row ?? [])
  const handOvers = createHandOvers(
    connection,
    failing,
    createCommits(connection, failing, () => 2),
    'key',
  )
  const crossings = rows.map((): Crossing => ({ entered: false, attemptId: null }))
  const agreed = await Promise.all(
    rows.map((row, index) => handOvers.handOver(row, crossings[index] as Crossing, now)),
  )
  expect(agreed).toEqual([true, true])
  expect(rows.map((row) => ledger.outcomeOf(row.messageId))).toEqual([null, null])
  ledger.close()
  connection.close()
})

it('is not passed by a message whose person refused while it was on its way to the server', async () => {
  await app.addLeads(1)
  const id = await app.addCampaign(await app.addAccount(2525))
  await app.client.email.campaigns.send({ id })
  const now = app.host.clock.now()
  const connection = openConnection(app.services.database.path)
  const ledger = openLedger(join(app.host.dataFolder, 'ledger.db'))
  createQueueing(connection, 'key', createVersions(connection)).slice(now)
  const claims = createClaims(connection, 'test')
  const row = claims.claim([id], 1, now)
  if (row === null) throw new Error('There is nothing to hand over.')
  await app.client.email.suppressions.add({ entries: row.email, reason: 'unsubscribed' })
  const crossing: Crossing = { entered: false, attemptId: null }
  expect(
    await createHandOvers(
      connection,
      ledger,
      createCommits(connection, ledger, () => 1),
      'key',
    ).handOver(row, crossing, now),
  ).toBe(false)
  expect(crossing.attemptId).toBeNull()
  ledger.close()
  connection.close()
})
