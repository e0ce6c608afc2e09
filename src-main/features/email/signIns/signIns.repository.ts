// All SQL about sign-ins.
import type { Database, Transaction } from '#main/database/database.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { signInsTable, type SignInRow } from './signIns.table.ts'

export const findSignIn = (database: Database, id: number): SignInRow | null =>
  signInsTable.find(database, { id })

const isUsedSql = `(EXISTS (SELECT 1 FROM email_accounts WHERE sign_in_id = mail_sign_ins.id)
  OR EXISTS (SELECT 1 FROM mailboxes WHERE sign_in_id = mail_sign_ins.id))`

/** True while an account or a mailbox logs in by it. */
export const isUsed = (database: Database, id: number): boolean =>
  database.count(`SELECT count(*) AS n FROM mail_sign_ins WHERE id = ? AND ${isUsedSql}`, [id]) > 0

/** True while something else logs in as the same person at the same provider. */
export const isInUse = (
  database: Database,
  { id = 0, provider, issuer, address }: Partial<Pick<SignInRow, 'id'>> & SignInPerson,
): boolean =>
  address !== null &&
  database.count(
    `SELECT count(*) AS n FROM mail_sign_ins WHERE id <> ? AND provider = ? AND issuer = ? AND lower(address) = lower(?)
       AND ended_at IS NULL AND ${isUsedSql}`,
    [id, provider, issuer, address],
  ) > 0
type SignInPerson = Pick<SignInRow, 'provider' | 'issuer' | 'address'>

/** Those nobody uses any more and nobody was told to see to. */
export const unusedSignIns = (database: Database): SignInRow[] =>
  database.all(
    signInsTable,
    `SELECT ${signInsTable.list()} FROM mail_sign_ins
     WHERE left_access IS NULL AND NOT ${isUsedSql} ORDER BY id`,
  )

export const leftSignIns = (database: Database): SignInRow[] =>
  database.all(
    signInsTable,
    `SELECT ${signInsTable.list()} FROM mail_sign_ins WHERE left_access IS NOT NULL ORDER BY ended_at DESC, id DESC`,
  )

const numbered = rowOf({ id: integer() })

export const accountsSignedIn = (database: Database, signInId: number): number[] =>
  database
    .all(numbered, 'SELECT id FROM email_accounts WHERE sign_in_id = ? ORDER BY id', [signInId])
    .map(({ id }) => id)

export const mailboxesSignedIn = (database: Database, signInId: number): number[] =>
  database
    .all(numbered, 'SELECT id FROM mailboxes WHERE sign_in_id = ? ORDER BY id', [signInId])
    .map(({ id }) => id)

/** An account signs in anew: the mailbox that shares its sign-in does, too. What troubled it is tried again. */
export async function moveMailboxes(
  transaction: Transaction,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await transaction.sql(
    `UPDATE mailboxes SET sign_in_id = ?, trouble = NULL, trouble_cause = NULL, trouble_reply = NULL,
       trouble_at = NULL, retry_at = NULL, failures = 0, last_tried_at = NULL WHERE sign_in_id = ?`,
    [to, from],
  )
}
