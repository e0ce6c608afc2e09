// Who left while a sequence was off: out before a message that waits may leave again.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { SequenceRow } from '../sequences.table.ts'
import { withoutLeaving } from './leaving.ts'

/** People looked at in one transaction. */
const atOnce = 500
const idOnly = rowOf({ id: integer() })
const sendingSql = `SELECT id FROM sequence_people WHERE sequence_id = ? AND state = 'sending' AND id > ? ORDER BY id LIMIT ?`

/** In the write that turns it on: exact for as many as a write has time for. */
export async function endSomeLeft(
  { database, host }: Services,
  transaction: Transaction,
  sequence: SequenceRow,
): Promise<void> {
  const place = { database, now: host.clock.now() }
  const rows = await transaction.all(idOnly, sendingSql, [sequence.id, 0, atOnce])
  await withoutLeaving(
    transaction,
    place,
    sequence,
    rows.map(({ id }) => id),
  )
}

/** Before that write, where more people wait for a message than it has time for; in slices. */
export async function endManyLeft(services: Services, sequence: SequenceRow): Promise<void> {
  const { database, host } = services
  const slice = (after: number) => database.all(idOnly, sendingSql, [sequence.id, after, atOnce])
  let rows = slice(0)
  if (rows.length < atOnce) return
  for (; rows.length > 0; rows = slice(rows.at(-1)?.id ?? Infinity)) {
    const ids = rows.map(({ id }) => id)
    await database.write(['sequences', 'crm', 'email'], (transaction) =>
      withoutLeaving(transaction, { database, now: host.clock.now() }, sequence, ids),
    )
    await yieldToEventLoop()
  }
}
