// What came back of the versions in a test, and when it is decided: the same SQL on the sending
// thread's connection and on the application's.
import { integer, optional, moment, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import type { TestMeasure, UnclearRule } from '#shared/contract/email/campaignTest.ts'
import { variants, type Variant } from '#shared/rules/sending/testSplit.ts'
import { judgeTest, type TestVerdict } from '#shared/rules/sending/testVerdict.ts'
import { isHeldSql, isMeasuredSql, isSentSql, isUnfinishedSql } from '../outbox/outbox.states.ts'

/** SQL condition for a message of the test itself. */
export const isTestedSql = 'variant IS NOT NULL AND is_rest = 0'

export const answers = rowOf({
  variant: text<Variant>(),
  people: integer(),
  sent: integer(),
  bounced: integer(),
  replied: integer(),
  unsubscribed: integer(),
  measured: integer(),
  clicked: integer(),
  lastSentAt: optional(moment()),
})
export type AnswersRow = RowOfTable<typeof answers>

/** Parameter: campaign. A message sent again is one person's: the row it replaces is nobody's. */
export const selectAnswersSql = `SELECT variant, count(DISTINCT email) AS people, sum(${isSentSql}) AS sent,
    sum(bounced_at IS NOT NULL) AS bounced, sum(replied_at IS NOT NULL) AS replied, sum(withdrawn_at IS NOT NULL) AS unsubscribed,
    sum(${isMeasuredSql}) AS measured,
    sum(${isMeasuredSql} AND EXISTS (SELECT 1 FROM clicks WHERE clicks.outbox_id = outbox.id AND automatic IS NULL)) AS clicked,
    max(sent_at) AS lastSentAt
  FROM outbox WHERE campaign_id = ? AND ${isTestedSql} GROUP BY variant`

/** Rows of both versions, those without a message yet as nothing. */
export const answersOf = (rows: readonly AnswersRow[]): AnswersRow[] =>
  variants.map(
    (variant) =>
      rows.find((row) => row.variant === variant) ?? {
        ...{ variant, people: 0, sent: 0, bounced: 0, replied: 0, unsubscribed: 0 },
        ...{ measured: 0, clicked: 0, lastSentAt: null },
      },
  )

/** What the answers of a test say: replies of all who were written to, or clicks of those who agreed to it. */
export function verdictOf(rows: readonly AnswersRow[], measure: TestMeasure): TestVerdict {
  // Both of two messages that one person got may be answered: he answered once.
  const [a, b] = answersOf(rows).map(({ sent, replied, measured, clicked }) =>
    measure === 'clicks'
      ? { accepted: measured, answered: clicked }
      : { accepted: sent, answered: Math.min(sent, replied) },
  )
  return judgeTest(a ?? nothing, b ?? nothing)
}
const nothing = { accepted: 0, answered: 0 }

/**
 * What goes to the rest once the time is over; null where it waits. Without a measurement nothing leads:
 * the rest waits for a person, whatever the rule.
 */
export function winnerBy({ evidence, leading }: TestVerdict, unclear: UnclearRule): Variant | null {
  if (evidence === 'none') return null
  if (evidence === 'clear') return leading
  return unclear === 'send_leading' ? (leading ?? 'A') : null
}

/** How probable it is that a version does better; null where nothing was measured. */
export function probabilityFor(winner: Variant, verdict: TestVerdict): number | null {
  const { leading, probability } = verdict
  if (probability === null) return null
  return winner === (leading ?? 'B') ? probability : 1 - probability
}

const hour = 3_600_000

/**
 * @returns the moment from which on a test may be decided: its hours after the last message of it was
 * accepted, or after the start where none was
 */
export function decisionMoment(
  { hours, startedAt }: { hours: number; startedAt: number },
  rows: readonly AnswersRow[],
): number {
  const last = rows.reduce((latest, { lastSentAt }) => Math.max(latest, lastSentAt ?? 0), 0)
  return (last === 0 ? startedAt : last) + hours * hour
}

/** SQL that is true while messages of the test, or people of the campaign, are still under way. */
export const isTestUnderWaySql = `(campaigns.queue_cursor < campaigns.last_lead_id OR EXISTS (SELECT 1 FROM outbox_totals
  WHERE outbox_totals.campaign_id = campaigns.id AND outbox_totals.count > 0 AND ${isUnfinishedSql('outbox_totals.state')}))`

/** Parameters: winner, who decided, when, how probable it was, campaign. Of no effect once decided. */
export const decideSql = `UPDATE campaign_tests SET winner = ?, decided_by = ?, decided_at = ?, decided_probability = ?
  WHERE campaign_id = ? AND decided_at IS NULL AND removed_at IS NULL RETURNING id`

/** Campaigns whose winner is known while people still wait for it, with what they get. */
export const releasableSql = `SELECT tests.campaign_id AS campaignId, tests.winner AS winner,
    CASE tests.winner WHEN 'A' THEN campaigns.message_version_id ELSE others.message_version_id END AS versionId
  FROM campaign_tests AS tests JOIN campaigns ON campaigns.id = tests.campaign_id JOIN campaigns AS others ON others.id = tests.variant_id
  JOIN outbox_totals ON outbox_totals.campaign_id = tests.campaign_id AND outbox_totals.${isHeldSql} AND outbox_totals.count > 0
  WHERE tests.decided_at IS NOT NULL AND campaigns.status IN ('sending', 'paused')`
export type Releasable = { campaignId: number; winner: Variant; versionId: number }
