// Who sent a form of a funnel and agreed to be written to.
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Queueing } from '#main/features/email/email.feature.ts'
import { send } from '../engine/doing.ts'
import { enter, type Times } from '../people/entering.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { readZone } from '../steps/readZone.ts'
import { firstKey, planOf } from '../steps/stepPlan.ts'

const startedId = rowOf({ id: integer() })
const entered = rowOf({ id: integer(), leadId: optional(integer()), email: optional(text()) })

/**
 * Whoever sent a form and agreed to be written to comes into the sequences that are on and begin by
 * it. They are written to at the address that agreed, and at no other. An answer that follows at once
 * is queued in the transaction that takes the form in.
 */
export async function enterByForm(
  transaction: Transaction,
  of: { funnelId: number; pageId: number; leadId: number; email: string },
  { now, installKey }: Queueing,
): Promise<void> {
  const started = await transaction.all(
    startedId,
    `SELECT id FROM sequences WHERE is_on = 1 AND is_held = 0 AND deleted_at IS NULL AND json_extract(start, '$.kind') = 'form'
       AND json_extract(start, '$.funnelId') = ? AND coalesce(json_extract(start, '$.pageId'), ?) = ? ORDER BY id`,
    [of.funnelId, of.pageId, of.pageId],
  )
  if (started.length === 0) return
  const times = { now, timeZone: await readZone(transaction) }
  for (const { id } of started) {
    const sequence = await sequencesTable.findForUpdate(transaction, { id })
    if (sequence === null) continue
    const by = { email: of.email, evenIfThere: true }
    const count = await enter(transaction, sequence, [of.leadId], times, 'form', by)
    if (count > 0) await answerAtOnce(transaction, sequence, of.leadId, { ...times, installKey })
  }
}

/** Where what ends a sequence early has to be asked of more than answers, the next look does it. */
async function answerAtOnce(
  transaction: Transaction,
  sequence: SequenceRow,
  leadId: number,
  times: Times & { installKey: string },
): Promise<void> {
  const { exits, steps, topic, id } = sequence
  const planned = planOf(steps).get(firstKey(steps) ?? '')
  const isAsked = exits.won || exits.filter !== null || topic !== null
  if (planned?.step.kind !== 'send' || isAsked) return
  const person = await transaction.first(
    entered,
    'SELECT id, lead_id AS leadId, email FROM sequence_people WHERE sequence_id = ? AND lead_id = ?',
    [id, leadId],
  )
  if (person !== null) await send(transaction, { ...times, sequence, planned }, person)
}
