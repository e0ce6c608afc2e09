// What left here, asked by the reading thread on a connection of its own that cannot write.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { foundUncertainSql, leftSql } from '../../outbox/outbox.states.ts'
import type { KnownMail } from './mayConcernUs.ts'

/** Uncertain messages looked for at one reading: each is a question to the server. */
const maxSought = 100

export type UncertainMessage = { id: number; messageId: string }

export function createKnownMail(database: SqliteConnection): KnownMail & {
  uncertain(accountId: number): UncertainMessage[]
} {
  const ours = database.prepare<[string]>(
    `SELECT 1 FROM outbox WHERE message_id = ? AND ${leftSql()}`,
  )
  const writtenTo = database.prepare<[string, string]>(
    `SELECT 1 FROM (SELECT id FROM leads WHERE email = ? UNION ALL SELECT lead_id FROM lead_addresses WHERE address = ?) AS person
     WHERE EXISTS (SELECT 1 FROM outbox WHERE outbox.lead_id = person.id AND ${leftSql()})`,
  )
  const uncertain = database.prepare<[number, number], UncertainMessage>(
    `SELECT id, message_id AS messageId FROM outbox WHERE ${foundUncertainSql} AND account_id = ? ORDER BY id DESC LIMIT ?`,
  )
  return {
    isOurs: (messageId) => ours.get(messageId) !== undefined,
    isWrittenTo: (address) => writtenTo.get(address, address) !== undefined,
    uncertain: (accountId) => uncertain.all(accountId, maxSought),
  }
}
