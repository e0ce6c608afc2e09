// Takes waiting rows for the connections of an account, a few at a time. Everything that may have changed since it was queued is
// asked again in the same transaction.
import { recipientHash } from '#main/mail/messageIdentity.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import type { RowValues } from '../campaigns/shownBlocks.ts'
import { mayLeaveSql } from '../campaigns/mayLeave.ts'
import { isSpreadSql } from '../spread/accountsOfCampaign.ts'
import { freshFor, mailboxWasReadSql } from '../mailboxes/mailboxGate.ts'
import * as states from './outbox.states.ts'

export type ClaimedRow = {
  id: number
  campaignId: number
  versionId: number
  accountId: number
  messageId: string
  reference: string
  email: string
  values: RowValues
  /** The version of a test that it is; null where its campaign tests nothing. */
  variant: Variant | null
  /** The event whose confirmation the message asks for; null for all others. */
  confirms: string | null
  /** Its links are measured: its campaign's are, and its person agrees. */
  isMeasured: boolean
  /** Written to this person alone. */
  isLetter: boolean
  /** What its campaign is about; null: about no topic that is there. */
  topic: { key: string; name: string } | null
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
  variant: Variant | null
  confirms: string | null
  is_letter: number
  attempts: number
  first_attempt_at: number | null
  allowed: number
  left_topic: number
  measured: number
  known: number
}

/** `name` is null for a topic that was deleted: nobody can leave it any more, and who did is left out. */
type CampaignTopic = { key: string; name: string | null }

/**
 * Rows that turn out not to be written to are settled on the way; this many at most in one
 * transaction.
 */
const maxSettled = 200

export type Claims = {
  /** Rows of these campaigns that are due and may be written to: no more than `most`. */
  claim(campaignIds: number[], accountId: number, now: number, most: number): ClaimedRow[]
  /** How many rows are due, counting no further than `most`. */
  dueCount(campaignIds: number[], now: number, most: number): number
  /** When the next waiting row of those that may run becomes due, or null. */
  nextDue(campaignIds: number[], now: number): number | null
}

/**
 * @param hasRelay whether a relay could take the answer to a confirmation: without one, the
 * question waits
 * @param isErased whether the person of an address refused and was erased since
 */
export function createClaims(
  database: SqliteConnection,
  owner: string,
  hasRelay: () => boolean = () => true,
  isErased: (email: string, topic: string | null) => boolean = () => false,
): Claims {
  const sql = claimStatements(database)
  const mayRun = (campaignId: number, now: number) => runningOf(sql, campaignId, hasRelay, now)
  let leases = 0
  const turns = new Map<number, number>()

  function claimFrom(campaignId: number, accountId: number, now: number, most: number) {
    const rows: ClaimedRow[] = []
    const campaign = mayRun(campaignId, now)
    if (campaign === null) return rows
    const topic = sql.topicOf.get(campaignId) ?? null
    const isSpread = campaign.isSpread === 1
    for (let settled = 0; settled < maxSettled && rows.length < most;) {
      const found = sql.due.all(campaignId, now, most - rows.length)
      if (found.length === 0) break
      for (const row of found) {
        if (settledInstead(sql, row, (email) => isErased(email, topic?.key ?? null))) {
          settled += 1
          continue
        }
        leases += 1
        const lease = `${owner}:${leases}`
        rows.push(taken(sql, { ...row, isSpread }, accountId, { lease, topic }, now))
      }
    }
    return rows
  }

  return {
    claim(campaignIds, accountId, now, most) {
      const rows: ClaimedRow[] = []
      // Starting at another campaign each time, and no more than its share of each, so that a large
      // one does not hold back a small one. Each account counts its own turns: two that claim in
      // turn would else come upon the same campaigns every time.
      const turn = turns.get(accountId) ?? 0
      const share = Math.ceil(most / Math.max(1, campaignIds.length))
      for (let step = 0; step < campaignIds.length && rows.length < most; step += 1) {
        const id = campaignIds[(turn + step) % campaignIds.length] as number
        const own = claimFrom(id, accountId, now, Math.min(share, most - rows.length))
        if (own.length > 0) turns.set(accountId, turn + step + 1)
        rows.push(...own)
      }
      return rows
    },
    dueCount(campaignIds, now, most) {
      let due = 0
      for (const id of campaignIds)
        if (due < most && mayRun(id, now) !== null)
          due += sql.count.get(id, now, most - due)?.n ?? 0
      return due
    },
    nextDue(campaignIds, now) {
      const moments = campaignIds.flatMap((id) =>
        mayRun(id, now) !== null ? (sql.first.get(id)?.moment ?? []) : [],
      )
      return moments.length === 0 ? null : Math.min(...moments)
    },
  }
}

/** A campaign whose messages may leave now; null for one that waits. */
function runningOf(
  sql: ReturnType<typeof claimStatements>,
  campaignId: number,
  hasRelay: () => boolean,
  now: number,
) {
  const campaign = sql.running.get(campaignId, now - freshFor)
  return campaign !== undefined && (campaign.confirms === 0 || hasRelay()) ? campaign : null
}

const claimStatements = (database: SqliteConnection) => ({
  running: database.prepare<[number, number], { confirms: number; isSpread: number }>(
    `SELECT confirms_funnel_id IS NOT NULL AS confirms, ${isSpreadSql} AS isSpread FROM campaigns WHERE id = ? AND ${mayLeaveSql} AND deleted_at IS NULL
       AND ${mailboxWasReadSql}`,
  ),
  due: database.prepare<[number, number, number], Row>(
    `SELECT id, campaign_id, message_version_id, message_id, reference, email, domain, merge_values, variant, confirms, is_letter, attempts, first_attempt_at,
       ${states.recipientAgreesSql} AS allowed, ${states.recipientLeftTopicSql} AS left_topic, ${states.recipientIsKnownSql} AS known,
       ((SELECT measures_clicks FROM campaigns WHERE campaigns.id = outbox.campaign_id) = 1 AND ${states.recipientIsMeasuredSql}) AS measured
     FROM outbox WHERE ${states.isDueSql} ORDER BY next_attempt_at, id LIMIT ?`,
  ),
  topicOf: database.prepare<[number], CampaignTopic>(
    `SELECT campaigns.topic AS key, mail_topics.name AS name FROM campaigns
     LEFT JOIN mail_topics ON mail_topics.key = campaigns.topic AND mail_topics.deleted_at IS NULL
     WHERE campaigns.id = ? AND campaigns.topic IS NOT NULL`,
  ),
  take: states.prepareTransition(database, states.claim),
  takeBy: states.prepareTransition(database, states.claimBy),
  signed: database.prepare<[number, number], { id: number }>(
    'SELECT signed_version_id AS id FROM signed_versions WHERE version_id = ? AND account_id = ?',
  ),
  cancelUnknown: states.prepareTransition(database, states.cancelUnknown),
  suppress: states.prepareTransition(database, states.suppress),
  failAddress: states.prepareTransition(database, states.failAddress),
  refusedAddress: database.prepare(
    `SELECT 1 FROM suppressions WHERE kind = 'address' AND value = ?`,
  ),
  count: database.prepare<[number, number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM outbox WHERE ${states.isDueSql} LIMIT ?)`,
  ),
  first: database.prepare<[number], { moment: number | null }>(
    `SELECT min(next_attempt_at) AS moment FROM outbox WHERE campaign_id = ? AND ${states.isQueuedSql}`,
  ),
})

/** What keeps a row from being sent: that everything is refused says more than one topic. */
function reasonOf(sql: ReturnType<typeof claimStatements>, row: Row): string {
  if (sql.refusedAddress.get(row.email) !== undefined) return 'address'
  return row.left_topic === 1 ? 'topic' : 'domain'
}

/** True if the row was settled instead of being sent. */
function settledInstead(
  sql: ReturnType<typeof claimStatements>,
  row: Row,
  isErased: (email: string) => boolean,
): boolean {
  if (!row.known) sql.cancelUnknown.run(row.id)
  else if (!row.allowed) sql.suppress.run(reasonOf(sql, row), row.id)
  else if (isErased(row.email)) sql.suppress.run('address', row.id)
  else if (!isEmailAddress(row.email)) sql.failAddress.run(row.id)
  else return false
  return true
}

type Taking = { lease: string; topic: CampaignTopic | null }

/** Where several accounts may take it, only now it is known whose it is, and who signs it. */
function taken(
  sql: ReturnType<typeof claimStatements>,
  row: Row & { isSpread: boolean },
  accountId: number,
  taking: Taking,
  now: number,
): ClaimedRow {
  const { lease } = taking
  if (!row.isSpread) {
    sql.take.run(now, lease, row.id)
    return claimed(row, accountId, taking, now)
  }
  sql.takeBy.run(now, lease, accountId, accountId, row.id)
  const signed = sql.signed.get(row.message_version_id, accountId)?.id ?? row.message_version_id
  return claimed({ ...row, message_version_id: signed }, accountId, taking, now)
}

function claimed(row: Row, accountId: number, { lease, topic }: Taking, now: number): ClaimedRow {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    versionId: row.message_version_id,
    accountId,
    messageId: row.message_id,
    reference: row.reference,
    email: row.email,
    values: JSON.parse(row.merge_values) as RowValues,
    variant: row.variant,
    confirms: row.confirms,
    isMeasured: row.measured === 1,
    isLetter: row.is_letter === 1,
    topic: topic?.name == null ? null : { key: topic.key, name: topic.name },
    attempts: row.attempts + 1,
    firstAttemptAt: row.first_attempt_at ?? now,
    lease,
  }
}

/** Asks whether an address refused before its person was erased: only a keyed hash of it is kept. */
export function createErasedCheck(
  database: SqliteConnection,
  installKey: string,
): (email: string, topic: string | null) => boolean {
  const any = database.prepare('SELECT 1 FROM erased_refusals LIMIT 1')
  const find = database.prepare<[string]>('SELECT 1 FROM erased_refusals WHERE hash = ?')
  const anyTopic = database.prepare<[string]>(
    'SELECT 1 FROM erased_topic_refusals WHERE topic = ? LIMIT 1',
  )
  const findTopic = database.prepare<[string, string]>(
    'SELECT 1 FROM erased_topic_refusals WHERE hash = ? AND topic = ?',
  )
  return (email, topic) =>
    (any.get() !== undefined && find.get(recipientHash(installKey, email)) !== undefined) ||
    (topic !== null &&
      anyTopic.get(topic) !== undefined &&
      findTopic.get(recipientHash(installKey, email), topic) !== undefined)
}
