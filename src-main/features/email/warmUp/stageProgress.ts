// What a stage of a warm-up has come to, counted from the attempts and from what came back: the same SQL
// on the sending thread's connection and on the application's.
import { integer, moment } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { threadReads } from '#main/database/sqliteConnection.ts'
import type { WarmUpTrouble } from '#shared/contract/email/warmUp.ts'
import {
  stageAmount,
  stageEnd,
  warmUpStages,
  type StageSent,
} from '#shared/rules/sending/warmUp.ts'
import { isOverBrake } from '../outbox/outcomes/campaignBrakes.ts'

type Reads = Pick<ReturnType<typeof threadReads>, 'all'>

const outcomes = rowOf({
  accepted: integer(),
  refused: integer(),
  limited: integer(),
})
const triedAt = rowOf({ at: moment() })
const cameBack = rowOf({ bounced: integer(), complaints: integer() })

export type StageProgress = StageSent & {
  /** Messages that a server refused for good, or that came back, but for full mailboxes. */
  refused: number
  /** Answers that the account may send no more. */
  limited: number
  complaints: number
}

/** Outcomes of attempts, as `attemptName` writes them. */
const refusedOutcomes = `'refused_recipient', 'refused_policy', 'refused_sender', 'refused_content', 'sender', 'unauthenticated'`
const limitedOutcomes = `'account_rate', 'account_quota', 'account_suspended'`

/**
 * The last of those that were tried. A stage ends a day after it was full, and lets through no more than
 * its amount a day: there are ten days of the largest in it.
 */
const mostTried = 10 * Math.max(...warmUpStages)

/** What came of an account's messages since its stage began. */
export function stageProgress(reads: Reads, accountId: number, since: number): StageProgress {
  const [sent] = reads.all(
    outcomes,
    `SELECT coalesce(sum(outcome = 'accepted'), 0) AS accepted,
       coalesce(sum(outcome IN (${refusedOutcomes})), 0) AS refused,
       coalesce(sum(outcome IN (${limitedOutcomes})), 0) AS limited
     FROM send_attempts WHERE account_id = ? AND attempted_at >= ?`,
    [accountId, since],
  )
  const tried = reads
    .all(
      triedAt,
      `SELECT attempted_at AS at FROM send_attempts WHERE account_id = ? AND attempted_at >= ? ORDER BY attempted_at DESC LIMIT ?`,
      [accountId, since, mostTried],
    )
    .map(({ at }) => at)
    .reverse()
  const [back] = reads.all(
    cameBack,
    `SELECT coalesce(sum(received_messages.kind = 'bounce' AND received_messages.class IN ('hard', 'sender') AND is_delayed = 0), 0) AS bounced,
       coalesce(sum(received_messages.kind = 'complaint'), 0) AS complaints
     FROM received_messages CROSS JOIN outbox ON outbox.id = outbox_id
     WHERE received_messages.kind IN ('bounce', 'complaint') AND read_at >= ? AND outbox.account_id = ?`,
    [since, accountId],
  )
  const { accepted, refused, limited } = sent ?? noAttempts
  const { bounced, complaints } = back ?? nothingBack
  return { accepted, tried, refused: refused + bounced, limited, complaints }
}
const noAttempts = { accepted: 0, refused: 0, limited: 0 }
const nothingBack = { bounced: 0, complaints: 0 }

/**
 * What keeps a stage from counting: a complaint, an answer that the account sends too much, or the share
 * of refused messages that stops a campaign, too.
 */
export function stageTrouble(progress: StageProgress): WarmUpTrouble | null {
  const { accepted, refused, limited, complaints } = progress
  if (complaints > 0) return 'complaint'
  if (limited > 0) return 'limited'
  const reached = accepted + refused
  return isOverBrake({ reached, dead: refused, seen: 0 }) ? 'refused' : null
}

export type StageStep =
  | { kind: 'done'; stage: number; trouble: null }
  | { kind: 'finished'; stage: null; trouble: null }
  | { kind: 'repeated'; stage: number; trouble: WarmUpTrouble }

/** What is to become of a stage now; null to leave it. */
export function stageStep(
  stage: number,
  maxPerDay: number | null,
  progress: StageProgress,
  now: number,
): StageStep | null {
  const amount = stageAmount(stage, maxPerDay)
  if (amount === null) return { kind: 'finished', stage: null, trouble: null }
  const trouble = stageTrouble(progress)
  if (trouble !== null) return { kind: 'repeated', stage, trouble }
  const end = stageEnd(progress, amount)
  if (end === null || end > now) return null
  return stageAmount(stage + 1, maxPerDay) === null
    ? { kind: 'finished', stage: null, trouble: null }
    : { kind: 'done', stage: stage + 1, trouble: null }
}
