// People whose step was taken out of the sequence: they go on with what follows it.
import type { Transaction } from '#main/database/database.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { endPeople } from '../engine/leaving.ts'
import { planOf } from '../steps/stepPlan.ts'
import type { SequenceRow } from '../sequences.table.ts'
import { dueFrom, type Times } from './entering.ts'

const idOnly = rowOf({ id: integer() })

/**
 * Whoever waits at a step that is gone; whose message is on its way goes on once it was sent.
 * @param after with `gone` for each step that is
 */
export async function movePeople(
  transaction: Transaction,
  before: Pick<SequenceRow, 'steps'>,
  after: SequenceRow,
  times: Times,
): Promise<void> {
  const plan = planOf(after.steps)
  for (const key of planOf(before.steps).keys()) {
    if (plan.has(key)) continue
    const to = after.gone[key] ?? null
    const here = `sequence_id = ? AND step_key = ? AND state = 'waiting'`
    if (to === null) {
      const rows = await transaction.all(idOnly, `SELECT id FROM sequence_people WHERE ${here}`, [
        after.id,
        key,
      ])
      await endPeople(
        transaction,
        rows.map(({ id }) => id),
        'finished',
        times.now,
      )
    } else
      await transaction.sql(
        `UPDATE sequence_people SET step_key = ?, since = ?, due_at = ? WHERE ${here}`,
        [to, times.now, dueFrom(after, to, times.now, times), after.id, key],
      )
  }
}
