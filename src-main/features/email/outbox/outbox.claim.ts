// T1: takes one waiting row for a lane. Everything that may have changed since it was queued is
// asked again in the same transaction.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import type { MergeValues } from '#shared/rules/mergeFields.ts'
import { mayLeaveSql } from '../campaigns/campaignStatus.ts'
import { mayBeAskedSql, mayBeWrittenToSql } from '../campaigns/recipients.ts'

export type ClaimedRow = {
  id: number
  campaignId: number
  versionId: number
  accountId: number
  messageId: string
  reference: string
  email: string
  values: MergeValues
  /** The event whose confirmation the message asks for; null for all others. */
  confirms: string | null
  /** Attempts including this one. */
  attempts: number
  firstAttemptAt: number
  lease: string
}

type Row = {
  id: number
  campaign_id: number
  message_version_id: number
  message_id: string
  reference: string
  email: string
  domain: string
  merge_values: string
  confirms: string | null
  attempts: number
  first_attempt_at: number | null
  allowed: number
  known: number
}

/**
 * Rows that turn out not to be written to are settled on the way; this many at most in one
 * transaction.
 */
const maxSettled = 200

export type Claims = {
  /** A row of one of these campaigns that is due and may be written to, or null. */
  claim(campaignIds: number[], accountId: number, now: number): ClaimedRow | null
  /** How many rows are due, counting no further than `most`. */
  dueCount(campaignIds: number[], now: number, most: number): number
  /** When the next waiting row becomes due, or null. */
  nextDue(campaignIds: number[]): number | null
}

const dueSql = `FROM outbox WHERE campaign_id = ? AND state = 'queued' AND next_attempt_at <= ?`

/**
 * @param hasRelay whether a relay could take the answer to a confirmation: without one, the
 * question waits
 */
export function createClaims(
  connection: SqliteConnection,
  owner: string,
  hasRelay: () => boolean = () => true,
): Claims {
  const running = connection.prepare<[number], { confirms: number }>(
    `SELECT confirms_funnel_id IS NOT NULL AS confirms FROM campaigns WHERE id = ? AND ${mayLeaveSql} AND deleted_at IS NULL`,
  )
  const mayRun = (campaignId: number) => {
    const campaign = running.get(campaignId)
    return campaign !== undefined && (campaign.confirms === 0 || hasRelay())
  }
  const next = connection.prepare<[number, number], Row>(
    `SELECT id, campaign_id, message_version_id, message_id, reference, email, domain, merge_values, confirms, attempts, first_attempt_at,
       CASE WHEN confirms IS NULL THEN ${mayBeWrittenToSql('outbox.email', 'outbox.domain')}
         ELSE ${mayBeAskedSql('outbox.email', 'outbox.domain')} END AS allowed, EXISTS (SELECT 1 FROM leads WHERE leads.id = lead_id) AS known
     ${dueSql} ORDER BY next_attempt_at, id LIMIT 1`,
  )
  const take = connection.prepare(
    `UPDATE outbox SET state = 'claimed', attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?), lease = ? WHERE id = ?`,
  )
  const settle = connection.prepare('UPDATE outbox SET state = ?, reason = ? WHERE id = ?')
  const refusedAddress = connection.prepare(
    `SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ?`,
  )
  const count = connection.prepare<[number, number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 ${dueSql} LIMIT ?)`,
  )
  const first = connection.prepare<[number], { moment: number | null }>(
    `SELECT min(next_attempt_at) AS moment FROM outbox WHERE campaign_id = ? AND state = 'queued'`,
  )
  let leases = 0
  const turns = new Map<number, number>()

  /** True where the row was settled instead of being sent. */
  function settledInstead(row: Row): boolean {
    if (!row.known) settle.run('cancelled', 'lead_deleted', row.id)
    else if (!row.allowed)
      settle.run(
        'suppressed',
        refusedAddress.get(row.email) === undefined ? 'domain' : 'address',
        row.id,
      )
    else if (!isEmailAddress(row.email)) settle.run('failed', 'address_invalid', row.id)
    else return false
    return true
  }

  function claimFrom(campaignId: number, accountId: number, now: number): ClaimedRow | null {
    if (!mayRun(campaignId)) return null
    for (let settled = 0; settled < maxSettled; settled += 1) {
      const row = next.get(campaignId, now)
      if (row === undefined) return null
      if (settledInstead(row)) continue
      leases += 1
      const lease = `${owner}:${leases}`
      take.run(now, lease, row.id)
      return claimed(row, accountId, lease, now)
    }
    return null
  }

  return {
    claim(campaignIds, accountId, now) {
      // Starting at another campaign each time, so that a large one does not hold back a small one.
      // Each account counts its own turns: two that claim in turn would else come upon the same
      // campaigns every time.
      const turn = turns.get(accountId) ?? 0
      for (let step = 0; step < campaignIds.length; step += 1) {
        const row = claimFrom(
          campaignIds[(turn + step) % campaignIds.length] as number,
          accountId,
          now,
        )
        if (row === null) continue
        turns.set(accountId, turn + step + 1)
        return row
      }
      return null
    },
    dueCount(campaignIds, now, most) {
      let due = 0
      for (const id of campaignIds)
        if (due < most && mayRun(id)) due += count.get(id, now, most - due)?.n ?? 0
      return due
    },
    nextDue(campaignIds) {
      const moments = campaignIds.flatMap((id) => first.get(id)?.moment ?? [])
      return moments.length === 0 ? null : Math.min(...moments)
    },
  }
}

function claimed(row: Row, accountId: number, lease: string, now: number): ClaimedRow {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    versionId: row.message_version_id,
    accountId,
    messageId: row.message_id,
    reference: row.reference,
    email: row.email,
    values: JSON.parse(row.merge_values) as MergeValues,
    confirms: row.confirms,
    attempts: row.attempts + 1,
    firstAttemptAt: row.first_attempt_at ?? now,
    lease,
  }
}
