// Why somebody is no longer in a sequence: asked before each step, and of everybody under way.
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  domainOfSql,
  leadFilterSql,
  leftTopicSql,
  mayBeWrittenToSql,
  reachableAddressSql,
  topicSql,
} from '#main/features/crm/crm.feature.ts'
import { cancelMessage } from '#main/features/email/email.feature.ts'
import { parkCalls } from '../calls/calls.repository.ts'
import type { SequenceRow } from '../sequences.table.ts'

const leaving = rowOf({ id: integer(), reason: text<SequenceEnd>() })
const waitingMessage = rowOf({ outboxId: integer() })

/** Messages of the sequence to the person of a row `people`. */
export const ownMessagesSql = `outbox.lead_id = people.lead_id
  AND outbox.campaign_id IN (SELECT campaign_id FROM sequence_emails WHERE sequence_id = people.sequence_id)`

/** SQL over `people`: the person answered a message of it, or wrote at all since they came in. */
export const hasRepliedSql = `(EXISTS (SELECT 1 FROM outbox WHERE ${ownMessagesSql} AND replied_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM received_messages WHERE received_messages.lead_id = people.lead_id AND kind = 'reply' AND received_at >= people.entered_at))`

const lastMessageIs = (what: string) =>
  `EXISTS (SELECT 1 FROM outbox WHERE outbox.id = (SELECT max(outbox.id) FROM outbox WHERE ${ownMessagesSql}) AND ${what})`
/** SQL over `people`: the last message of the sequence to the person left with links that are measured. */
export const isMeasuredSql = lastMessageIs('outbox.measured = 1')
/** SQL over `people`: the person opened a link of it. */
export const hasClickedSql = lastMessageIs(
  'EXISTS (SELECT 1 FROM clicks WHERE clicks.outbox_id = outbox.id AND automatic IS NULL)',
)

const hasBouncedSql = `EXISTS (SELECT 1 FROM outbox WHERE ${ownMessagesSql} AND bounced_at IS NOT NULL)`
const emailDomain = domainOfSql('people.email')
const isRefusedSql = `CASE WHEN people.email IS NOT NULL THEN NOT (${mayBeWrittenToSql('people.email', emailDomain)})
  ELSE leads.email IS NOT NULL AND (${reachableAddressSql}) IS NULL END`
/** The address is dead: that is a bounce, whichever message it was of. */
const isDeadSql = `EXISTS (SELECT 1 FROM suppressions WHERE kind = 'address' AND reason = 'hard_bounce' AND value = coalesce(people.email, leads.email))`

/**
 * Those of some people who leave, with the reason.
 * @param ids numbers of people of this sequence
 */
export async function whoLeaves(
  transaction: Pick<Transaction, 'all'>,
  { database, now }: { database: Database; now: number },
  { exits, topic }: Pick<SequenceRow, 'exits' | 'topic'>,
  ids: readonly number[],
): Promise<Map<number, SequenceEnd>> {
  const parameters: SqlValue[] = []
  const terms = [
    `WHEN leads.id IS NULL THEN 'deleted'`,
    `WHEN ${hasBouncedSql} THEN 'bounced'`,
    `WHEN ${isRefusedSql} THEN CASE WHEN ${isDeadSql} THEN 'bounced' ELSE 'refused' END`,
  ]
  if (topic !== null)
    terms.push(
      `WHEN ${leftTopicSql(topicSql(topic), 'leads.id', 'coalesce(people.email, leads.email)')} THEN 'left_topic'`,
    )
  if (exits.reply) terms.push(`WHEN ${hasRepliedSql} THEN 'replied'`)
  if (exits.won) terms.push(`WHEN leads.status = 'won' THEN 'won'`)
  if (exits.filter !== null) {
    const meant = leadFilterSql({ filter: exits.filter }, { database, now })
    terms.push(`WHEN (${meant.where}) THEN 'left_filter'`)
    parameters.push(...meant.parameters)
  }
  const rows = await transaction.all(
    leaving,
    `SELECT id, reason FROM (SELECT people.id AS id, CASE ${terms.join(' ')} END AS reason
       FROM json_each(?) AS given CROSS JOIN sequence_people AS people ON people.id = given.value LEFT JOIN leads ON leads.id = people.lead_id)
     WHERE reason IS NOT NULL`,
    [...parameters, JSON.stringify(ids)],
  )
  return new Map(rows.map(({ id, reason }) => [id, reason]))
}

/** They are out of it; what of their message no server has yet does not leave, and no call is made. */
export async function endPeople(
  transaction: Transaction,
  ids: readonly number[],
  end: SequenceEnd,
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  const list = JSON.stringify(ids)
  const waiting = await transaction.all(
    waitingMessage,
    `SELECT outbox_id AS outboxId FROM sequence_people WHERE id IN (SELECT value FROM json_each(?)) AND state = 'sending' AND outbox_id IS NOT NULL`,
    [list],
  )
  for (const { outboxId } of waiting) await cancelMessage(transaction, outboxId, end)
  await parkCalls(transaction, list)
  await transaction.sql(
    `UPDATE sequence_people SET state = 'ended', reason = ?, ended_at = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'ended'`,
    [end, now, list],
  )
}

/** Of some people, those who leave are out. @returns the others, in their order */
export async function withoutLeaving(
  transaction: Transaction,
  place: { database: Database; now: number },
  sequence: SequenceRow,
  ids: readonly number[],
): Promise<number[]> {
  const leaves = await whoLeaves(transaction, place, sequence, ids)
  const ends = new Set(leaves.values())
  for (const end of ends)
    await endPeople(
      transaction,
      ids.filter((id) => leaves.get(id) === end),
      end,
      place.now,
    )
  return ids.filter((id) => !leaves.has(id))
}

const under = rowOf({ id: integer(), leadId: optional(integer()) })

/** People under way after a number, in its order. */
export const underWayAfter = (
  database: Database,
  sequenceId: number,
  after: number,
  limit: number,
) =>
  database.all(
    under,
    `SELECT id, lead_id AS leadId FROM sequence_people WHERE sequence_id = ? AND state <> 'ended' AND id > ? ORDER BY id LIMIT ?`,
    [sequenceId, after, limit],
  )
