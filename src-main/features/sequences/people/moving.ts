// People whose step was taken out of the sequence: they go on with what follows it, some at a time.
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { parkCalls } from '../calls/calls.repository.ts'
import { endPeople } from '../engine/leaving.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { dueFrom, type Times } from './entering.ts'

/** People moved in one transaction. */
const atOnce = 500
const stranded = rowOf({ id: integer(), stepKey: text() })
const strandedSql = `sequence_id = ? AND state = 'waiting' AND step_key IN (SELECT value FROM json_each(?))`
const keysOf = ({ gone }: Pick<SequenceRow, 'gone'>) => JSON.stringify(Object.keys(gone))

/**
 * Some of whoever waits at a step that is gone; whose message is on its way goes on once it was sent.
 * Where they go is remembered with the sequence: the others follow at the next look.
 * @returns whether there may be more
 */
export async function moveSome(
  transaction: Transaction,
  sequence: SequenceRow,
  times: Times,
): Promise<boolean> {
  const rows = await transaction.all(
    stranded,
    `SELECT id, step_key AS stepKey FROM sequence_people WHERE ${strandedSql} LIMIT ?`,
    [sequence.id, keysOf(sequence), atOnce],
  )
  for (const key of new Set(rows.map(({ stepKey }) => stepKey))) {
    const to = sequence.gone[key] ?? null
    const ids = rows.filter(({ stepKey }) => stepKey === key).map(({ id }) => id)
    if (to === null) await endPeople(transaction, ids, 'finished', times.now)
    else {
      await parkCalls(transaction, JSON.stringify(ids))
      await transaction.sql(
        `UPDATE sequence_people SET step_key = ?, since = ?, due_at = ? WHERE id IN (SELECT value FROM json_each(?))`,
        [to, times.now, dueFrom(sequence, to, times.now, times), JSON.stringify(ids)],
      )
    }
  }
  return rows.length === atOnce
}

/** All who still stand at a step that is gone, in slices; a kill in between leaves the rest to the next. */
export async function moveStranded(
  { database }: Services,
  sequence: Pick<SequenceRow, 'id' | 'gone'>,
  times: Times,
  goesOn: () => boolean = () => true,
): Promise<void> {
  const isThere = () =>
    database.count(`SELECT EXISTS (SELECT 1 FROM sequence_people WHERE ${strandedSql}) AS n`, [
      sequence.id,
      keysOf(sequence),
    ]) === 1
  for (let hasMore = isThere(); hasMore && goesOn();)
    hasMore = await database.write(['sequences', 'crm'], async (transaction) => {
      const present = await sequencesTable.findForUpdate(transaction, { id: sequence.id })
      return present !== null && (await moveSome(transaction, present, times))
    })
}
