// Deleted sequences: they do nothing, and can be brought back for a month as they were, off. What
// waited when they were deleted stays cancelled.
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import { restorablePeriod, toDeletedItem } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { releaseAll, takeAllBack } from './emails/sequenceEmails.service.ts'
import { getSequence, getSequenceForUpdate } from './sequences.repository.ts'
import { sequenceTopics } from './sequences.service.ts'
import { sequencesTable } from './sequences.table.ts'

const listed = rowOf({ id: integer(), name: text(), deletedAt: moment() })

/** What waits is cancelled; what was sent stays among the campaigns. @throws 404 */
export async function deleteSequence(
  { database, host, outbox }: Services,
  id: number,
): Promise<void> {
  const now = host.clock.now()
  await database.write(sequenceTopics, async (transaction) => {
    await getSequenceForUpdate(transaction, id)
    await deleteInside(transaction, id, now)
  })
  outbox.wake()
}

/** The same inside a write. */
export async function deleteInside(
  transaction: Transaction,
  id: number,
  now: number,
): Promise<void> {
  await releaseAll(transaction, id, now)
  await sequencesTable.update(transaction, { id }, { isOn: false, deletedAt: now })
}

/** It comes back with the funnel it went with, and by nothing else. */
const wentWithFunnelSql = `EXISTS (SELECT 1 FROM deleted_items, json_each(deleted_items.snapshot, '$.sequences') AS gone
  WHERE deleted_items.kind = 'funnel' AND json_extract(gone.value, '$.id') = sequences.id)`

/** Newest first. */
export const listDeletedSequences = ({ database, host }: Services): DeletedItem[] =>
  database
    .all(
      listed,
      `SELECT id, name, deleted_at AS deletedAt FROM sequences WHERE deleted_at >= ? AND emptied_at IS NULL AND NOT ${wentWithFunnelSql}
       ORDER BY deleted_at DESC, id DESC`,
      [host.clock.now() - restorablePeriod],
    )
    .map((item) => toDeletedItem(item, restorablePeriod))

/** Off, with everybody where they were. @throws 404 if it was deleted too long ago, or never */
export async function restoreSequence(services: Services, id: number): Promise<Sequence> {
  const { database, host } = services
  const now = host.clock.now()
  await database.write(sequenceTopics, async (transaction) => {
    const isAlone =
      (await transaction.count(
        `SELECT count(*) AS n FROM sequences WHERE id = ? AND NOT ${wentWithFunnelSql}`,
        [id],
      )) > 0
    if (!isAlone || !(await restoreInside(transaction, id, now)))
      throw unknownId('deleted sequence', id)
  })
  return getSequence(database, id)
}

/** The same inside a write. @returns false if it was deleted too long ago, or never */
export async function restoreInside(
  transaction: Transaction,
  id: number,
  now: number,
): Promise<boolean> {
  const restored = await transaction.sql(
    `UPDATE sequences SET deleted_at = NULL, is_on = 0, updated_at = ? WHERE id = ? AND deleted_at >= ? AND emptied_at IS NULL RETURNING id`,
    [now, id, now - restorablePeriod],
  )
  if (restored.length > 0) await takeAllBack(transaction, id)
  return restored.length > 0
}

/** People of a sequence looked at in one transaction. */
const atOnce = 500
const place = rowOf({ id: integer(), leadId: integer() })
const expired = rowOf({ id: integer() })

/**
 * What can no longer be brought back is gone, some at a time. Its name is left, for the history of
 * whoever was in it.
 */
export async function purgeDeletedSequences(services: Services): Promise<void> {
  const { database, host } = services
  const gone = database.all(
    expired,
    'SELECT id FROM sequences WHERE deleted_at < ? AND emptied_at IS NULL',
    [host.clock.now() - restorablePeriod],
  )
  for (const { id } of gone) {
    while (await database.write([], (transaction) => purgeThere(transaction, id))) continue
    for (let after: number | null = 0; after !== null;) {
      const from: number = after
      after = await database.write([], (transaction) => purgeSlice(transaction, id, from))
    }
    await database.write(['sequences'], (transaction) =>
      emptySequence(transaction, id, host.clock.now()),
    )
  }
}

/** Those who were never in it, or of whom nothing is known any more. @returns whether there are more */
async function purgeThere(transaction: Transaction, sequenceId: number): Promise<boolean> {
  const some = await transaction.all(
    expired,
    `SELECT id FROM sequence_people WHERE sequence_id = ? AND reason = 'already_there' LIMIT ${atOnce}`,
    [sequenceId],
  )
  const unknown = await transaction.all(
    expired,
    `SELECT id FROM sequence_people WHERE sequence_id = ? AND lead_id IS NULL LIMIT ${atOnce}`,
    [sequenceId],
  )
  await forget(transaction, [...some, ...unknown])
  return some.length + unknown.length > 0
}

/** @returns the lead after whom it goes on; null at the end */
async function purgeSlice(
  transaction: Transaction,
  sequenceId: number,
  after: number,
): Promise<number | null> {
  const rows = await transaction.all(
    place,
    `SELECT id, lead_id AS leadId FROM sequence_people WHERE sequence_id = ? AND lead_id > ? ORDER BY lead_id LIMIT ${atOnce}`,
    [sequenceId, after],
  )
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const these = 'IN (SELECT value FROM json_each(?))'
  await transaction.sql(`DELETE FROM sequence_steps WHERE person_id ${these}`, [ids])
  await transaction.sql(`DELETE FROM sequence_calls WHERE person_id ${these}`, [ids])
  await transaction.sql(
    `DELETE FROM sequence_people WHERE id ${these} AND lead_id NOT IN (SELECT id FROM leads)`,
    [ids],
  )
  await transaction.sql(
    `UPDATE sequence_people SET email = NULL, outbox_id = NULL, due_at = NULL WHERE id ${these}`,
    [ids],
  )
  return rows.at(-1)?.leadId ?? null
}

async function forget(transaction: Transaction, people: { id: number }[]): Promise<void> {
  const ids = JSON.stringify(people.map(({ id }) => id))
  for (const [table, column] of [
    ['sequence_calls', 'person_id'],
    ['sequence_steps', 'person_id'],
    ['sequence_people', 'id'],
  ] as const)
    await transaction.sql(
      `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`,
      [ids],
    )
}

async function emptySequence(transaction: Transaction, id: number, now: number): Promise<void> {
  await transaction.sql('DELETE FROM sequence_emails WHERE sequence_id = ?', [id])
  const nothing = {
    start: { kind: 'hand' as const },
    exits: { reply: true, won: true, filter: null },
    ...{ steps: [], gone: {}, forgetsTo: null },
  }
  await sequencesTable.update(transaction, { id }, { ...nothing, emptiedAt: now })
  await transaction.sql(
    'DELETE FROM sequences WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sequence_people WHERE sequence_id = sequences.id)',
    [id],
  )
}
