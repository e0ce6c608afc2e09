// All SQL about sending accounts on the main thread's connections.
import { encodeCursor, decodeCursor, type Paging } from '#main/database/keyset.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { accountsTable, type AccountRow } from './accounts.table.ts'
import { statusSql } from '../campaigns/campaignStatus.ts'
import { hasUnfinishedSql } from '../outbox/outbox.states.ts'
import { accountsOfCampaignSql, leavesThroughSql } from '../spread/accountsOfCampaign.ts'
import { isShownCampaignSql } from '../campaigns/campaignKinds.ts'

/** Parameter: account. Read by `accountsTable`. */
export const selectAccountSql = `SELECT ${accountsTable.list()} FROM email_accounts WHERE id = ?`

export const findAccount = (database: Database, id: number): AccountRow | null =>
  accountsTable.find(database, { id })

export function listAccountRows(database: Database, { cursor, limit }: Paging) {
  const after = decodeCursor(cursor)?.id ?? 0
  const rows = database.all(
    accountsTable,
    `SELECT ${accountsTable.list()} FROM email_accounts WHERE id > ? ORDER BY id LIMIT ?`,
    [after, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    total: database.count('SELECT count(*) AS n FROM email_accounts'),
    nextCursor: rows.length > limit && last ? encodeCursor({ key: null, id: last.id }) : null,
  }
}

/** Those that log in before they send. */
export const accountsWithLogin = (database: Database): AccountRow[] =>
  database.all(
    accountsTable,
    `SELECT ${accountsTable.list()} FROM email_accounts WHERE user IS NOT NULL ORDER BY id`,
  )

export const hasAccount = (database: Database): boolean =>
  database.count('SELECT EXISTS (SELECT 1 FROM email_accounts) AS n') > 0

/** True while a campaign that may still send, or a message that waits, would need the account. */
export async function isAccountInUse(transaction: Transaction, id: number): Promise<boolean> {
  const rows = await transaction.sql(
    `SELECT 1 FROM campaigns WHERE ${leavesThroughSql} AND deleted_at IS NULL AND (${statusSql} IN ('scheduled', 'sending', 'paused')
       OR (status = 'automatic' AND automatic_on = 1 AND ${isShownCampaignSql})
       OR (status = 'automatic' AND ${hasUnfinishedSql})) LIMIT 1`,
    [id, id],
  )
  return rows.length > 0
}

const tryAgainSql = `UPDATE email_accounts SET blocked_at = ?,
  retry_at = CASE WHEN blocked_reason IN ('rate', 'quota') THEN retry_at ELSE ? END`

/**
 * Whoever sends or lets a campaign go on wants its account tried again, and waits anew; what a
 * server asked to wait for is waited for. Parameters: now, now, account.
 */
export const tryAccountAgainSql = `${tryAgainSql} WHERE id = ? AND blocked_reason IS NOT NULL`
/** The same for all accounts of a campaign. Parameters: now, now, campaign. */
export const tryAccountsAgainSql = `${tryAgainSql} WHERE blocked_reason IS NOT NULL
  AND EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = ? AND email_accounts.id IN ${accountsOfCampaignSql})`

export const unblockAccountSql = `UPDATE email_accounts SET blocked_reason = NULL, blocked_cause = NULL, blocked_reply = NULL, blocked_at = NULL, retry_at = NULL,
  connection_failures = 0 WHERE id = ?`
