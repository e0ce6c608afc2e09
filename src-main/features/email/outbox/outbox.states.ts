// The states a row of the outbox can be in, and every statement that moves one from state to state.
// Both connections use these: the sending thread's, which prepares them, and the application's.
// No other file names a state in SQL.
import type { Transaction, SqlValue } from '#main/database/database.ts'
import type { SqliteConnection, Statement } from '#main/database/sqliteConnection.ts'
import { unfinishedStates, type DeliveryState } from '#shared/contract/deliveries.ts'
import { mayLeaveSql } from '../campaigns/mayLeave.ts'
import { leftTopicSql, mayBeAskedSql, mayBeWrittenToSql } from '../campaigns/recipients.ts'
import { isShownCampaignSql } from '../campaigns/campaignKinds.ts'

const is = (state: DeliveryState, column = 'state') => `${column} = '${state}'`
const isOneOf = (states: readonly DeliveryState[], column = 'state') =>
  `${column} IN (${states.map((state) => `'${state}'`).join(', ')})`

/** As a person sees it: still to come, for whatever reason. */
export const waitingStates = [...unfinishedStates, 'held'] as const

/** SQL conditions, on a column named `state` unless another is given. */
export const isQueuedSql = is('queued')
export const isSentSql = is('sent')
export const isFailedSql = is('failed')
export const isUnfinishedSql = (column = 'state') => isOneOf(unfinishedStates, column)
/** Uncertain, and the user has not said yet what is to become of it. */
export const isUndecidedSql = `${is('uncertain')} AND reason <> 'left'`
/** A row that waits and is due. Parameters: campaign, now. */
export const isDueSql = `campaign_id = ? AND ${isQueuedSql} AND next_attempt_at <= ?`
/** Left with links that are measured, to somebody who agrees still. */
export const isMeasuredSql = `(${is('sent')} AND measured = 1)`
/** Waits for the winner of its campaign's test. */
export const isHeldSql = is('held')
/** True if the campaign `campaigns` has rows that are not at their end. */
export const hasUnfinishedSql = `EXISTS (SELECT 1 FROM outbox_totals
  WHERE outbox_totals.campaign_id = campaigns.id AND outbox_totals.count > 0 AND ${isOneOf(waitingStates, 'outbox_totals.state')})`
/** Will leave unless it is taken back. */
export const isToComeSql = (column = 'state') => isOneOf(['queued', 'held'], column)

/**
 * Rows in a state, found campaign by campaign through the totals: a start must not read every row
 * there ever was, and an index for these few rows would be paid for by every message.
 */
const foundByTotals = (state: DeliveryState) =>
  `${is(state)} AND campaign_id IN (SELECT campaign_id FROM outbox_totals WHERE ${is(state)} AND count > 0)`

/** SQL condition: a server knows nobody of this address, at once or in a report. */
export const isDeadAddressSql = `((${is('failed')} AND reason = 'refused_recipient') OR bounce_class = 'hard')`
/** Uncertain messages, whatever the user said of them. */
export const foundUncertainSql = foundByTotals('uncertain')
/** True for what was handed to somebody else's server: something may come back of it. */
export const leftSql = (table = 'outbox') =>
  `(${table}.handed_at IS NOT NULL AND ${table}.account_id <> 0)`
/** Reached, as far as is known: a server took the message, or knows nobody of this address. */
export const isReachedSql = `(${is('sent')} OR ${isDeadAddressSql})`

/** A statement with the names and types of its parameters, in their order. */
export type Transition<Parameters extends SqlValue[]> = string & {
  readonly parameters?: Parameters
}
const transition = <Parameters extends SqlValue[]>(sql: string) => sql as Transition<Parameters>

/** For the sending thread's connection. */
export const prepareTransition = <Parameters extends SqlValue[], Row = unknown>(
  connection: SqliteConnection,
  statement: Transition<Parameters>,
): Statement<Parameters, Row> => connection.prepare<Parameters, Row>(statement)

/** For the application's connection. @returns the rows, where the statement gives any */
export const applyTransition = <Parameters extends SqlValue[], Row = unknown>(
  transaction: Transaction,
  statement: Transition<Parameters>,
  ...parameters: Parameters
): Promise<Row[]> => transaction.sql<Row>(statement, parameters)

const topicOfRow = '(SELECT topic FROM campaigns WHERE campaigns.id = outbox.campaign_id)'
/** SQL that is true where the person of a row left the topic of its campaign. */
export const recipientLeftTopicSql = leftTopicSql(topicOfRow, 'outbox.lead_id', 'outbox.email')
/** SQL that is true while a person may still be written to what stands in `outbox`. */
export const recipientAgreesSql = `CASE WHEN outbox.confirms IS NULL
    THEN ${mayBeWrittenToSql('outbox.email', 'outbox.domain')} AND NOT ${recipientLeftTopicSql}
  ELSE ${mayBeAskedSql('outbox.email', 'outbox.domain')} END`
/** SQL that is true while the person of a row agrees that the links they open are measured. */
export const recipientIsMeasuredSql = `EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = outbox.lead_id)`
/** SQL that is true while the person of a row is still in the CRM. */
export const recipientIsKnownSql = `EXISTS (SELECT 1 FROM leads WHERE leads.id = outbox.lead_id)`
const campaignMayLeaveSql = `EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = outbox.campaign_id AND ${mayLeaveSql})`

/**
 * What rows know of messages that were handed over, for a ledger that lost them: an outcome of the
 * ledger each. Those that wait left nobody, or may leave again.
 */
export const handedOverSql = `SELECT message_id, coalesce(handed_at, created_at) AS handed_at,
    CASE WHEN ${is('sent')} THEN 'accepted' END AS outcome
  FROM outbox WHERE ${isOneOf(['sent', 'uncertain', 'handing_over', 'expired'])} AND account_id <> 0`

// Into the outbox ------------------------------------------------------------

const queuedColumns = `campaign_id, lead_id, resend_number, idem_key, message_id, reference, account_id,
  message_version_id, email, domain, merge_values`
type Queued = [
  campaignId: number,
  leadId: number,
  resendNumber: number,
  idemKey: string,
  messageId: string,
  reference: string,
  accountId: number,
  versionId: number,
  email: string,
  domain: string,
  mergeValues: string,
]

/** A person of a campaign that starts; of no effect where the row, or the person's, is there. */
export const queueRecipient = transition<[...Queued, createdAt: number]>(
  `INSERT OR IGNORE INTO outbox (${queuedColumns}, state, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?)`,
)
/** The same for a person who tests one version of the message. */
export const queueTested = transition<[...Queued, variant: string, createdAt: number]>(
  `INSERT OR IGNORE INTO outbox (${queuedColumns}, variant, state, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?)`,
)
/** The same for a person of the rest, who waits for the version that wins. */
export const holdRecipient = transition<[...Queued, createdAt: number]>(
  `INSERT OR IGNORE INTO outbox (${queuedColumns}, is_rest, state, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'held', 0, ?)`,
)
/** A slice of those: the winner is known, and they get it. */
export const releaseSlice = transition<[variant: string, versionId: number, campaignId: number]>(
  `UPDATE outbox SET state = 'queued', variant = ?, message_version_id = ? WHERE id IN (
     SELECT id FROM outbox WHERE campaign_id = ? AND ${isHeldSql} LIMIT 1000)`,
)
/** A person of such a campaign who refused mail: written down, and never sent to. */
export const suppressRecipient = transition<[...Queued, reason: string, createdAt: number]>(
  `INSERT OR IGNORE INTO outbox (${queuedColumns}, state, reason, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'suppressed', ?, 0, ?)`,
)
/** One automatic message, once for ever. Gives its number unless it was there. */
export const queueOnce = transition<
  [...Queued, confirms: string | null, dueAt: number, createdAt: number]
>(
  `INSERT INTO outbox (${queuedColumns}, confirms, state, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
)
/** The same message to the same person as a new row, because the user said so. */
export const queueAgain = transition<
  [
    resendNumber: number,
    idemKey: string,
    messageId: string,
    reference: string,
    createdAt: number,
    replacedId: number,
  ]
>(
  `INSERT INTO outbox (${queuedColumns}, is_letter, variant, is_rest, state, next_attempt_at, created_at)
   SELECT campaign_id, lead_id, ?, ?, ?, ?, account_id, message_version_id, email, domain, merge_values, is_letter, variant, is_rest, 'queued', 0, ?
   FROM outbox WHERE id = ?`,
)
/** A letter, once for ever. Gives its number unless it was there. */
export const queueLetter = transition<[...Queued, createdAt: number]>(
  `INSERT INTO outbox (${queuedColumns}, is_letter, state, next_attempt_at, created_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'queued', 0, ?) ON CONFLICT (idem_key) DO NOTHING RETURNING id`,
)
/** The row a new one stands for: nobody's present state any more. */
export const expire = transition<[id: number]>(
  `UPDATE outbox SET state = 'expired', reason = 'sent_again' WHERE id = ?`,
)

// While it waits -------------------------------------------------------------

/** Taken for a connection: an attempt, unless it turns out that nothing left. */
export const claim = transition<[now: number, lease: string, id: number]>(
  `UPDATE outbox SET state = 'claimed', attempts = attempts + 1,
     first_attempt_at = coalesce(first_attempt_at, ?), lease = ? WHERE id = ? AND ${isQueuedSql}`,
)
/** The same by one of several accounts of its campaign: from then on the message is that one's. */
export const claimBy = transition<
  [now: number, lease: string, accountId: number, accountId: number, id: number]
>(
  `UPDATE outbox SET state = 'claimed', attempts = attempts + 1,
     first_attempt_at = coalesce(first_attempt_at, ?), lease = ?, account_id = ?, taken_by = ? WHERE id = ? AND ${isQueuedSql}`,
)
/** The person refused mail since it was queued. */
export const suppress = transition<[reason: string, id: number]>(
  `UPDATE outbox SET state = 'suppressed', reason = ? WHERE id = ? AND ${isQueuedSql}`,
)
/** The person is no longer in the CRM. */
export const cancelUnknown = transition<[id: number]>(
  `UPDATE outbox SET state = 'cancelled', reason = 'lead_deleted' WHERE id = ? AND ${isQueuedSql}`,
)
/** The address cannot be written to at all. */
export const failAddress = transition<[id: number]>(
  `UPDATE outbox SET state = 'failed', reason = 'address_invalid' WHERE id = ? AND ${isQueuedSql}`,
)
/** Messages that go out by themselves, whose account was not to be had for as long as they waited. */
export const giveUpOnAccount = transition<[reply: string, accountId: number, before: number]>(
  `UPDATE outbox SET state = 'failed', reason = 'gave_up', last_reply = ? WHERE ${isQueuedSql} AND account_id = ? AND created_at <= ?
     AND campaign_id IN (SELECT id FROM campaigns WHERE automatic_on IS NOT NULL OR confirms_funnel_id IS NOT NULL)`,
)
/** A slice of what a cancelled campaign has queued or holds. */
export const cancelSlice = transition<[campaignId: number]>(
  `UPDATE outbox SET state = 'cancelled' WHERE id IN (
     SELECT id FROM outbox WHERE campaign_id = ? AND ${isToComeSql()} LIMIT 1000)`,
)
export const cancelQueued = transition<[campaignId: number]>(
  `UPDATE outbox SET state = 'cancelled' WHERE campaign_id = ? AND ${isQueuedSql}`,
)
/** What waits, and what no server has yet: put back later, it would wait again. */
export const cancelQueuedAndClaimed = transition<[campaignId: number]>(
  `UPDATE outbox SET state = 'cancelled', lease = NULL
   WHERE campaign_id = ? AND ${isOneOf(['queued', 'claimed'])}`,
)
/** One message that is not to leave any more; of no effect where a server may have it. */
export const cancelOne = transition<[reason: string, id: number]>(
  `UPDATE outbox SET state = 'cancelled', reason = ?, lease = NULL
   WHERE id = ? AND ${isOneOf(['queued', 'claimed'])}`,
)
/** One that was cancelled because its person was taken out by hand, and who is put back. */
export const waitAgainOne = transition<[id: number]>(
  `UPDATE outbox SET state = 'queued', reason = NULL WHERE id = ? AND ${is('cancelled')} AND reason = 'removed'`,
)
/** A letter that no server has yet. Gives its number. */
export const cancelLetter = transition<[id: number]>(
  `UPDATE outbox SET state = 'cancelled', reason = NULL, lease = NULL
   WHERE id = ? AND is_letter = 1 AND ${isOneOf(['queued', 'claimed'])} RETURNING id`,
)
/** What was queued before a moment, and has lost its sense. */
export const cancelTooLate = transition<[campaignId: number, before: number]>(
  `UPDATE outbox SET state = 'cancelled', reason = 'too_late'
   WHERE campaign_id = ? AND ${isQueuedSql} AND created_at < ?`,
)
/** Everything of a campaign that waits leaves through another account, in another version. */
export const redirectQueued = transition<
  [accountId: number, versionId: number, campaignId: number]
>(
  `UPDATE outbox SET account_id = ?, message_version_id = ? WHERE campaign_id = ? AND ${isQueuedSql}`,
)
/** The same for what waits in one version. */
export const redirectQueuedVersion = transition<
  [accountId: number, newVersionId: number, campaignId: number, versionId: number]
>(
  `UPDATE outbox SET account_id = ?, message_version_id = ?
   WHERE campaign_id = ? AND ${isQueuedSql} AND message_version_id = ?`,
)
/** A moment further off than any wait can only come from a clock that was wrong. */
export const clampWait = transition<[latest: number, latest: number]>(
  `UPDATE outbox SET next_attempt_at = ? WHERE ${isQueuedSql} AND first_attempt_at IS NOT NULL AND next_attempt_at > ?`,
)
/**
 * What was never tried may wait for days because it was meant to; there a row made in the future
 * betrays the clock, and keeps its distance from now on.
 */
export const shiftUntried = transition<[now: number, now: number, latest: number, latest: number]>(
  `UPDATE outbox SET next_attempt_at = ? + next_attempt_at - created_at, created_at = ?
   WHERE ${isQueuedSql} AND first_attempt_at IS NULL AND next_attempt_at > ? AND created_at > ?`,
)

// While it is claimed ---------------------------------------------------------

/** Gives a row for one that is still claimed under a lease. Parameters: id, lease. */
export const isClaimedSql = `SELECT 1 FROM outbox WHERE id = ? AND lease = ? AND ${is('claimed')}`
/** The same where its campaign may still leave, too. */
export const isClaimedAndMayLeaveSql = `${isClaimedSql} AND ${campaignMayLeaveSql}`
/**
 * The point of no return; of no effect where the row was taken back, its campaign stopped, or its
 * person refused or was deleted meanwhile.
 */
/** `isMeasured`: its links lead by the relay, which counts for somebody who agrees now. */
export const handOver = transition<[now: number, isMeasured: number, id: number, lease: string]>(
  `UPDATE outbox SET state = 'handing_over', handed_at = ?, measured = (? = 1 AND ${recipientIsMeasuredSql}) WHERE id = ? AND ${is('claimed')} AND lease = ?
     AND ${campaignMayLeaveSql} AND ${recipientIsKnownSql} AND ${recipientAgreesSql}`,
)
/** Back as if it had never been claimed: nothing left. */
export const putBack = transition<[id: number, lease: string]>(
  `UPDATE outbox SET state = 'queued', attempts = max(0, attempts - 1), lease = NULL WHERE id = ? AND lease = ?`,
)

// What became of it -----------------------------------------------------------

export const accept = transition<[reply: string, now: number, id: number, lease: string]>(
  `UPDATE outbox SET state = 'sent', reason = NULL, last_code = 250, last_reply = ?, sent_at = ?, lease = NULL WHERE id = ? AND lease = ?`,
)
type Ended = [reason: string, code: number | null, reply: string, id: number, lease: string]
export const fail = transition<Ended>(
  `UPDATE outbox SET state = 'failed', reason = ?, last_code = ?, last_reply = ?, lease = NULL WHERE id = ? AND lease = ?`,
)
export const markUncertain = transition<Ended>(
  `UPDATE outbox SET state = 'uncertain', reason = ?, last_code = ?, last_reply = ?, lease = NULL WHERE id = ? AND lease = ?`,
)
/** Not now: waits again. */
export const requeue = transition<
  [
    attempts: number,
    nextAttemptAt: number,
    code: number | null,
    reply: string,
    id: number,
    lease: string,
  ]
>(
  `UPDATE outbox SET state = 'queued', attempts = ?, next_attempt_at = ?, last_code = ?, last_reply = ?, lease = NULL WHERE id = ? AND lease = ?`,
)
/** The user lets an uncertain row be. */
export const leave = transition<[id: number]>(`UPDATE outbox SET reason = 'left' WHERE id = ?`)
export const leaveUndecided = transition<[campaignId: number]>(
  `UPDATE outbox SET reason = 'left' WHERE campaign_id = ? AND ${isUndecidedSql}`,
)
/** An uncertain row that may go once more. */
export const retry = transition<[nextAttemptAt: number, id: number]>(
  `UPDATE outbox SET state = 'queued', reason = NULL, lease = NULL, next_attempt_at = ? WHERE id = ?`,
)

// What came back --------------------------------------------------------------

/**
 * A delivery that failed after its server had accepted it. Told twice, it counts once; that nobody has
 * the address is the last word.
 */
export const noteBounce = transition<
  [at: number, bounceClass: string, words: string, id: number, bounceClass: string]
>(
  `UPDATE outbox SET bounced_at = ?, bounce_class = ?, bounce_words = ?
   WHERE id = ? AND (bounced_at IS NULL OR (? = 'hard' AND bounce_class <> 'hard'))`,
)
export const noteReply = transition<[at: number, id: number]>(
  `UPDATE outbox SET replied_at = coalesce(replied_at, ?) WHERE id = ?`,
)
export const noteWithdrawal = transition<[at: number, id: number]>(
  `UPDATE outbox SET withdrawn_at = coalesce(withdrawn_at, ?) WHERE id = ?`,
)
/** The same by the token of its unsubscribe link. */
export const noteWithdrawalOf = transition<[at: number, reference: string]>(
  `UPDATE outbox SET withdrawn_at = coalesce(withdrawn_at, ?) WHERE reference = ?`,
)
/**
 * Somebody had it, so a server took it: an answer, a report, or a copy among those sent says so. What
 * waits to be tried once more is not sent again.
 */
export const acceptByEvidence = transition<[now: number, id: number]>(
  `UPDATE outbox SET state = 'sent', reason = NULL, lease = NULL, sent_at = coalesce(handed_at, ?)
   WHERE id = ? AND (${is('uncertain')} OR (${isQueuedSql} AND handed_at IS NOT NULL))`,
)
/** What became uncertain after its evidence had come. */
export const acceptAnswered = transition<[now: number]>(
  `UPDATE outbox SET state = 'sent', reason = NULL, lease = NULL, sent_at = coalesce(handed_at, ?)
   WHERE ${foundByTotals('uncertain')} AND (bounced_at IS NOT NULL OR replied_at IS NOT NULL)`,
)
/**
 * Messages that would follow by themselves, queued before their person answered; those too that were
 * taken for a connection and that no server has yet.
 */
export const cancelFollowing = transition<[leadId: number, answeredAt: number]>(
  `UPDATE outbox SET state = 'cancelled', reason = 'replied', lease = NULL
   WHERE lead_id = ? AND created_at <= ? AND ${isOneOf(['queued', 'claimed'])}
     AND campaign_id IN (SELECT id FROM campaigns WHERE automatic_on IS NOT NULL AND ${isShownCampaignSql})`,
)

// After a crash, or as the ledger knows it --------------------------------------

/** Nobody knows about what was being handed over. All of them, or an account's. */
export const recoverHandingOver = transition<[]>(
  `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL WHERE ${foundByTotals('handing_over')}`,
)
export const recoverHandingOverOf = transition<[accountId: number]>(
  `${recoverHandingOver} AND account_id = ?`,
)
/** Nothing left of what was only claimed. All of them, or an account's. */
export const recoverClaimed = transition<[]>(
  `UPDATE outbox SET state = 'queued', lease = NULL, attempts = max(0, attempts - 1) WHERE ${foundByTotals('claimed')}`,
)
export const recoverClaimedOf = transition<[accountId: number]>(
  `${recoverClaimed} AND account_id = ?`,
)
/** The attempts of the rows that `recoverHandingOver` is about to move. */
export const recoverAttempts = transition<[]>(
  `UPDATE send_attempts SET outcome = 'uncertain' WHERE ${is('handing_over', 'outcome')}
   AND outbox_id IN (SELECT id FROM outbox WHERE ${foundByTotals('handing_over')})`,
)
/** Questions and letters that another copy of the data may have sent meanwhile. */
export const doubtCarried = transition<[]>(
  `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL
   WHERE ${isUnfinishedSql()} AND campaign_id IN (SELECT id FROM campaigns WHERE NOT ${isShownCampaignSql})`,
)
/** The attempt that begins with a hand-over. */
export const insertAttempt = transition<[outboxId: number, accountId: number, now: number]>(
  `INSERT INTO send_attempts (outbox_id, account_id, attempted_at, outcome) VALUES (?, ?, ?, 'handing_over')`,
)
/** The ledger has it as accepted. */
export const acceptByLedger = transition<[now: number, id: number]>(
  `UPDATE outbox SET state = 'sent', reason = NULL, lease = NULL, sent_at = coalesce(handed_at, ?) WHERE id = ?`,
)
/** The ledger has it as handed over, and no more. */
export const doubtByLedger = transition<[id: number]>(
  `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL WHERE id = ?`,
)
/** The ledger has it as refused: it may go. */
export const requeueByLedger = transition<[id: number]>(
  `UPDATE outbox SET state = 'queued', reason = NULL, lease = NULL WHERE id = ?`,
)
