// What became of messages: whose was sent goes on, counted from then; whose was not is out of the
// sequence. What waits, and what only the user can decide, is waited for.
import type { DeliveryState } from '#shared/contract/deliveries.ts'
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Services } from '#main/core/services.ts'
import { isUnfinishedSql } from '#main/features/email/email.feature.ts'
import type { Times } from '../people/entering.ts'
import { placeOf, planOf } from '../steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { moveOn } from './doing.ts'
import { endPeople, withoutLeaving } from './leaving.ts'

/** People looked at in one reading, and moved in one transaction. */
const lookedAt = 1_000
const atOnce = 40

const message = rowOf({
  id: integer(),
  stepKey: optional(text()),
  outboxId: optional(integer()),
  state: optional(text<DeliveryState>()),
  reason: optional(text()),
  sentAt: optional(moment()),
  /** The row that stands for one that was sent again. */
  successor: optional(integer()),
})
type Message = RowOfTable<typeof message>

const readSql = (
  people: string,
) => `SELECT people.id AS id, people.step_key AS stepKey, people.outbox_id AS outboxId,
    outbox.state AS state, outbox.reason AS reason, outbox.sent_at AS sentAt,
    (SELECT max(later.id) FROM outbox AS later WHERE later.campaign_id = outbox.campaign_id AND later.email = outbox.email
       AND later.resend_number > outbox.resend_number) AS successor
  FROM (${people}) AS people LEFT JOIN outbox ON outbox.id = people.outbox_id`
const sendingSql = `SELECT id, step_key, outbox_id FROM sequence_people WHERE sequence_id = ? AND state = 'sending'`
const afterSql = `SELECT id FROM (${sendingSql} AND id > ? ORDER BY id LIMIT ?)`
const amongSql = 'id IN (SELECT value FROM json_each(?))'
const idOnly = rowOf({ id: integer() })

type Became =
  | { kind: 'waits' }
  | { kind: 'sent'; at: number }
  | { kind: 'again'; outboxId: number }
  | { kind: 'ended'; end: SequenceEnd }
  | { kind: 'passed' }

/** @param topic what the sequence is about: whoever left what only one e-mail is about goes past that one */
function became(
  { state, reason, sentAt, successor, outboxId }: Message,
  topic: string | null,
): Became {
  const ended = (end: SequenceEnd): Became => ({ kind: 'ended', end })
  switch (state) {
    case 'queued':
    case 'claimed':
    case 'handing_over':
    case 'held':
      return { kind: 'waits' }
    case 'sent':
      return { kind: 'sent', at: sentAt ?? 0 }
    case 'uncertain':
      return reason === 'left' ? ended('not_sent') : { kind: 'waits' }
    case 'expired':
      return successor === null || successor === outboxId
        ? ended('not_sent')
        : { kind: 'again', outboxId: successor }
    case 'suppressed':
      if (reason !== 'topic') return ended('refused')
      return topic === null ? { kind: 'passed' } : ended('left_topic')
    case 'cancelled':
      // Also where the person was deleted meanwhile: asked here, they are back, and it did not leave.
      return reason === 'replied' || reason === 'step_gone' ? { kind: 'passed' } : ended('not_sent')
    default:
      return ended('not_sent')
  }
}

/** Everybody of a sequence whose message has come to its end. */
export async function settleSent(
  services: Services,
  sequence: SequenceRow,
  times: Times,
  goesOn: () => boolean,
): Promise<void> {
  const { database } = services
  for (let after = 0; goesOn();) {
    const looked = database.all(idOnly, afterSql, [sequence.id, after, lookedAt])
    const last = looked.at(-1)
    if (last === undefined) return
    // What is only waited for costs no write: a write is told, and what is told is looked at again.
    const ids = database
      .all(
        message,
        `${readSql(`${sendingSql} AND ${amongSql}`)} WHERE outbox.id IS NULL OR NOT ${isUnfinishedSql('outbox.state')}`,
        [sequence.id, JSON.stringify(looked.map(({ id }) => id))],
      )
      .filter((row) => became(row, sequence.topic).kind !== 'waits')
      .map(({ id }) => id)
    for (let from = 0; from < ids.length && goesOn(); from += atOnce)
      await database.write(['sequences', 'crm'], (transaction) =>
        settle(services, transaction, sequence.id, ids.slice(from, from + atOnce), times),
      )
    after = last.id
  }
}

async function settle(
  { database }: Services,
  transaction: Transaction,
  sequenceId: number,
  ids: readonly number[],
  times: Times,
): Promise<void> {
  const sequence = await sequencesTable.findForUpdate(transaction, { id: sequenceId })
  if (sequence === null || !sequence.isOn || sequence.isHeld) return
  const rows = await transaction.all(message, readSql(`${sendingSql} AND ${amongSql}`), [
    sequenceId,
    JSON.stringify(ids),
  ])
  for (const row of rows) await settleOne(transaction, { database, sequence, times }, row)
}

async function settleOne(
  transaction: Transaction,
  {
    database,
    sequence,
    times,
  }: { database: Services['database']; sequence: SequenceRow; times: Times },
  row: Message,
): Promise<void> {
  const { now } = times
  const outcome = became(row, sequence.topic)
  if (outcome.kind === 'waits') return
  if (outcome.kind === 'again') {
    await transaction.sql('UPDATE sequence_people SET outbox_id = ? WHERE id = ?', [
      outcome.outboxId,
      row.id,
    ])
    return
  }
  // A reply, a refusal or a bounce says more than that the message did not leave.
  const staying = await withoutLeaving(transaction, { database, now }, sequence, [row.id])
  if (staying.length === 0) return
  if (outcome.kind === 'ended') return endPeople(transaction, [row.id], outcome.end, now)
  if (outcome.kind === 'passed')
    await transaction.sql(
      `UPDATE sequence_steps SET result = 'not_done' WHERE person_id = ? AND step_key = ?`,
      [row.id, row.stepKey],
    )
  const plan = planOf(sequence.steps)
  const planned = row.stepKey === null ? undefined : plan.get(row.stepKey)
  const next = planned === undefined ? placeOf(plan, sequence.gone, row.stepKey) : planned.next
  const from = outcome.kind === 'sent' ? Math.min(outcome.at, now) : now
  await moveOn(transaction, { sequence, ...times }, [row.id], next, from)
}
