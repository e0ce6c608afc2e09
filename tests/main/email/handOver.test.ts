// The point of no return: what must be on the disk before a message may be finished, whatever fails
// on the way there.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { newAttempt } from '#main/features/email/outbox/outbox.attempt.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import { Commits } from '#main/features/email/outbox/outbox.commits.ts'
import { createHandOvers } from '#main/features/email/outbox/outbox.handOver.ts'
import { openLedger, type Ledger } from '#main/features/email/outbox/outbox.ledger.ts'
import { createQueueing } from '#main/features/email/outbox/outbox.queueing.ts'
import { recoverOutbox } from '#main/features/email/outbox/outbox.recovery.ts'
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
  const attempts = createClaims(connection, 'test').claim([id], 1, now, 5).map(newAttempt)
  const handOvers = createHandOvers(connection, failing, 'key')
  const commits = new Commits(connection, failing, () => 2)
  const agreed = await Promise.all(
    attempts.map((attempt) =>
      commits.run(
        () => handOvers.handOver(attempt, now),
        () => handOvers.enter(attempt, now),
      ),
    ),
  )
  expect(agreed).toEqual([true, true])
  expect(attempts.map(({ row }) => ledger.outcomeOf(row.messageId))).toEqual([null, null])
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
  const [attempt] = createClaims(connection, 'test').claim([id], 1, now, 1).map(newAttempt)
  if (attempt === undefined) throw new Error('There is nothing to hand over.')
  await app.client.email.suppressions.add({ entries: attempt.row.email, reason: 'unsubscribed' })
  const handOvers = createHandOvers(connection, ledger, 'key')
  handOvers.enter(attempt, now)
  expect(handOvers.handOver(attempt, now)).toBe(false)
  expect(attempt.id).toBeNull()
  ledger.close()
  connection.close()
})

it('leaves one doubt, not two, where a kill falls between the ledger and the row', async () => {
  await app.addLeads(2)
  const id = await app.addCampaign(await app.addAccount(2525))
  await app.client.email.campaigns.send({ id })
  const now = app.host.clock.now()
  const connection = openConnection(app.services.database.path)
  const ledger = openLedger(join(app.host.dataFolder, 'ledger.db'))
  createQueueing(connection, 'key', createVersions(connection)).slice(now)
  const attempts = createClaims(connection, 'test').claim([id], 1, now, 2).map(newAttempt)
  const [first, second] = attempts
  if (first === undefined || second === undefined) throw new Error('Two rows are needed.')
  const handOvers = createHandOvers(connection, ledger, 'key')
  const commits = new Commits(connection, ledger, () => 1)
  await commits.run(
    () => handOvers.handOver(first, now),
    () => handOvers.enter(first, now),
  )
  // The first is accepted; its outcome and the second's hand-over never reach the database.
  commits.later(() => ledger.settle(first.row.messageId, 'accepted'))
  const cut = commits.run(
    () => {
      throw new Error('Killed.')
    },
    () => handOvers.enter(second, now),
  )
  await expect(cut).rejects.toThrow('Killed.')
  recoverOutbox(connection, ledger, now)
  expect(app.rows().map((row) => row.state)).toEqual(['sent', 'uncertain'])
  ledger.close()
  connection.close()
})
