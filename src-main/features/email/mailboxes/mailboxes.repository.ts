// All SQL about mailboxes on the main thread's connections.
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { decodeCursor, encodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { ReceivedKind } from '#shared/contract/email/mailboxes.ts'
import {
  mailboxesTable,
  mailboxFoldersTable,
  receivedTable,
  type MailboxRow,
} from './mailboxes.table.ts'
import type { FolderPlace } from './reading/readingMessages.ts'

const list = mailboxesTable.list('mailboxes')
/** The account of a mailbox may have been deleted; it may come back. */
const shownSql = list.replace(
  'mailboxes.account_id AS accountId',
  '(SELECT id FROM email_accounts WHERE id = mailboxes.account_id) AS accountId',
)

export const findMailbox = (database: Database, id: number): MailboxRow | null =>
  database.first(mailboxesTable, `SELECT ${shownSql} FROM mailboxes WHERE id = ?`, [id])

/** Whether a mailbox of the account is read: without one nobody hears what comes back. */
export const isHeard = (database: Database, accountId: number): boolean =>
  database.count('SELECT count(*) AS n FROM mailboxes WHERE account_id = ?', [accountId]) > 0

export const allMailboxes = (database: Database): MailboxRow[] =>
  database.all(mailboxesTable, `SELECT ${list} FROM mailboxes ORDER BY id`)

export function listMailboxRows(database: Database, { cursor, limit }: Paging) {
  const after = decodeCursor(cursor)?.id ?? 0
  const rows = database.all(
    mailboxesTable,
    `SELECT ${shownSql} FROM mailboxes WHERE id > ? ORDER BY id LIMIT ?`,
    [after, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    total: database.count('SELECT count(*) AS n FROM mailboxes'),
    nextCursor: rows.length > limit && last ? encodeCursor({ key: null, id: last.id }) : null,
  }
}

const kindCount = rowOf({ kind: text<ReceivedKind>(), count: integer() })

export const receivedCounts = (database: Database, mailboxId: number) =>
  database.all(
    kindCount,
    'SELECT kind, count(*) AS count FROM received_messages WHERE mailbox_id = ? GROUP BY kind',
    [mailboxId],
  )

const place = mailboxFoldersTable.select('path', 'uidValidity', 'lastUid')

export const foldersOf = (database: Database, mailboxId: number): FolderPlace[] =>
  database.all(place, `SELECT ${place.list()} FROM mailbox_folders WHERE mailbox_id = ?`, [
    mailboxId,
  ])

/**
 * Whatever was known of its folders was another server's, or another login's. So were the places of what
 * came in: many servers number all their mailboxes alike.
 */
export async function forgetFolders(transaction: Transaction, mailboxId: number): Promise<void> {
  await mailboxFoldersTable.delete(transaction, { mailboxId })
  await transaction.sql(
    `UPDATE received_messages SET uid_validity = 'left ' || id WHERE mailbox_id = ?`,
    [mailboxId],
  )
}

export function listReceivedRows<Item>(
  database: Database,
  input: Paging & { id: number; kind?: ReceivedKind },
  toItem: (row: ReceivedRowWithoutPlace) => Item,
) {
  const conditions = ['mailbox_id = ?']
  const parameters: SqlValue[] = [input.id]
  if (input.kind !== undefined) {
    conditions.push('kind = ?')
    parameters.push(input.kind)
  }
  const total = database.count(
    `SELECT count(*) AS n FROM received_messages WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const after = decodeCursor(input.cursor)
  if (after) {
    conditions.push('id < ?')
    parameters.push(after.id)
  }
  const rows = database.all(
    received,
    `SELECT ${received.list()} FROM received_messages WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(rows, input.limit, total, (row) => ({ key: null, id: row.id }), toItem)
}

const received = receivedTable.select(
  ...(['id', 'kind', 'class', 'isDelayed', 'leadId', 'address', 'subject', 'words'] as const),
  'receivedAt',
)
type ReceivedRowWithoutPlace = ReturnType<typeof received.read>
