// Who comes into a sequence: by hand, by a filter, by a form. Each once, for ever.
import type { SequenceStart } from '#shared/contract/sequences/sequences.contract.ts'
import type { Transaction } from '#main/database/database.ts'
import { firstKey, planOf } from '../steps/stepPlan.ts'
import { waitEnd } from '../steps/waitEnd.ts'
import type { SequenceRow } from '../sequences.table.ts'

/** People written down in one statement. */
export const enteredAtOnce = 1_000
export type Times = { now: number; timeZone: string }

/** When a step is due of whoever comes to it at a moment. */
export function dueFrom(
  { steps }: Pick<SequenceRow, 'steps'>,
  key: string,
  from: number,
  { now, timeZone }: Times,
): number {
  const step = planOf(steps).get(key)?.step
  return step?.kind === 'wait' ? waitEnd(step, from, timeZone) : now
}

/**
 * Of no effect while there are no steps, and for whoever is or was in it; those who were only there when it was turned on may still
 * come in where `evenIfThere` says so.
 * @param leadIds at most `enteredAtOnce`
 * @returns how many came in
 */
export async function enter(
  transaction: Transaction,
  sequence: SequenceRow,
  leadIds: readonly number[],
  times: Times,
  by: SequenceStart['kind'],
  more: { email?: string; evenIfThere?: boolean } = {},
): Promise<number> {
  const { id } = sequence
  const list = JSON.stringify(leadIds)
  const key = firstKey(sequence.steps)
  // Come in now, they would be finished for ever.
  if (key === null) return 0
  if (more.evenIfThere === true)
    await transaction.sql(
      `DELETE FROM sequence_people WHERE sequence_id = ? AND reason = 'already_there' AND lead_id IN (SELECT value FROM json_each(?))`,
      [id, list],
    )
  const { now } = times
  const rows = await transaction.sql(
    `INSERT OR IGNORE INTO sequence_people (sequence_id, lead_id, email, state, step_key, since, due_at, entered_at, entered_by)
     SELECT ?, leads.id, ?, 'waiting', ?, ?, ?, ?, ? FROM json_each(?) AS given CROSS JOIN leads ON leads.id = given.value RETURNING id`,
    [id, more.email ?? null, key, now, dueFrom(sequence, key, now, times), now, by, list],
  )
  return rows.length
}

/**
 * Those who were meant before a sequence began to take people in: written down as such, so that only
 * who is meant from then on comes in, however often it is looked.
 */
export async function noteThere(
  transaction: Transaction,
  sequenceId: number,
  leadIds: readonly number[],
  now: number,
): Promise<void> {
  await transaction.sql(
    `INSERT OR IGNORE INTO sequence_people (sequence_id, lead_id, state, since, reason, entered_at, ended_at)
     SELECT ?, value, 'ended', ?, 'already_there', ?, ? FROM json_each(?)`,
    [sequenceId, now, now, now, JSON.stringify(leadIds)],
  )
}
