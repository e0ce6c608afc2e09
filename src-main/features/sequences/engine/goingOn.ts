// Somebody who was out of a sequence and is in it again: deleted and brought back, or taken out by hand
// and put back.
import type { Transaction } from '#main/database/database.ts'
import { unparkCall } from '../calls/calls.repository.ts'
import { placeOf, planOf } from '../steps/stepPlan.ts'
import type { SequencePersonRow } from '../people/sequencePeople.table.ts'
import type { SequenceRow } from '../sequences.table.ts'
import { endPeople } from './leaving.ts'

type Place = Pick<SequencePersonRow, 'id' | 'stepKey' | 'outboxId' | 'dueAt'>

/** At the step where they were, or at what follows it; what became of a message says how it goes on. */
export async function goOnWhereTheyWere(
  transaction: Transaction,
  { steps, gone }: Pick<SequenceRow, 'steps' | 'gone'>,
  { id, stepKey, outboxId, dueAt }: Place,
  now: number,
): Promise<void> {
  const place = placeOf(planOf(steps), gone, stepKey)
  const isSent =
    outboxId !== null &&
    (await transaction.count(
      `SELECT count(*) AS n FROM sequence_steps WHERE person_id = ? AND step_key = ? AND kind = 'send'`,
      [id, stepKey],
    )) > 0
  await transaction.sql(
    `UPDATE sequence_people SET state = ?, step_key = ?, due_at = ?, reason = NULL, ended_at = NULL WHERE id = ?`,
    [
      isSent ? 'sending' : 'waiting',
      isSent ? stepKey : place,
      isSent ? null : place === stepKey ? dueAt : now,
      id,
    ],
  )
  // Only a call stands without a due moment.
  if (!isSent && place === stepKey && dueAt === null)
    await unparkCall(transaction, { id, stepKey }, now)
  if (!isSent && place === null) await endPeople(transaction, [id], 'finished', now)
}
