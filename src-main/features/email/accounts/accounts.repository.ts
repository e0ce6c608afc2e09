// All SQL about sending accounts on the main thread's connections.
import { encodeCursor, decodeCursor, type Paging } from '#main/database/keyset.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { AccountRow } from './accounts.table.ts'
import { statusSql } from '../campaigns/campaignStatus.ts'
import { hasUnfinishedSql } from '../outbox/outbox.states.ts'

const columns = `id, name, host, port, security, user, from_name AS fromName, from_email AS fromEmail, max_per_minute AS maxPerMinute,
  max_connections AS maxConnections, blocked_reason AS blockedReason, blocked_reply AS blockedReply, blocked_at AS blockedAt,
  retry_at AS retryAt, connection_failures AS connectionFailures, created_at AS createdAt, updated_at AS updatedAt`

export const selectAccountSql = `SELECT ${columns} FROM email_accounts WHERE id = ?`

export function findAccount(database: Database, id: number): AccountRow | null {
  return database.query<AccountRow>(selectAccountSql, [id])[0] ?? null
}

export function listAccountRows(database: Database, { cursor, limit }: Paging) {
  const after = decodeCursor(cursor)?.id ?? 0
  const rows = database.query<AccountRow>(
    `SELECT ${columns} FROM email_accounts WHERE id > ? ORDER BY id LIMIT ?`,
    [after, limit + 1],
  )
  const [counted] = database.query<{ total: number }>(
    'SELECT count(*) AS total FROM email_accounts',
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    total: counted?.total ?? 0,
    nextCursor: rows.length > limit && last ? encodeCursor({ key: null, id: last.id }) : null,
  }
}

export const hasAccount = (database: Database): boolean =>
  database.query('SELECT 1 FROM email_accounts LIMIT 1').length > 0

/** True while a campaign that may still send, or a message that waits, would need the account. */
export async function isAccountInUse(transaction: Transaction, id: number): Promise<boolean> {
  const rows = await transaction.sql(
    `SELECT 1 FROM campaigns WHERE account_id = ? AND deleted_at IS NULL AND (${statusSql} IN ('scheduled', 'sending', 'paused')
       OR (status = 'automatic' AND automatic_on = 1 AND confirms_funnel_id IS NULL)
       OR (status = 'automatic' AND ${hasUnfinishedSql})) LIMIT 1`,
    [id],
  )
  return rows.length > 0
}

export const unblockAccountSql = `UPDATE email_accounts SET blocked_reason = NULL, blocked_reply = NULL, blocked_at = NULL, retry_at = NULL,
  connection_failures = 0 WHERE id = ?`
