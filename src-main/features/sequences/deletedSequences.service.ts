// Deleted sequences: they do nothing, and can be brought back for a month as they were, off. What
// waited when they were deleted stays cancelled.
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import { restorablePeriod, toDeletedItem } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, text } from '#main/database/columnKinds.ts'
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
    await releaseAll(transaction, id, now)
    await sequencesTable.update(transaction, { id }, { isOn: false, deletedAt: now })
  })
  outbox.wake()
}

/** Newest first. */
export const listDeletedSequences = ({ database, host }: Services): DeletedItem[] =>
  database
    .all(
      listed,
      `SELECT id, name, deleted_at AS deletedAt FROM sequences WHERE deleted_at >= ? ORDER BY deleted_at DESC, id DESC`,
      [host.clock.now() - restorablePeriod],
    )
    .map((item) => toDeletedItem(item, restorablePeriod))

/** Off, with everybody where they were. @throws 404 if it was deleted too long ago, or never */
export async function restoreSequence(services: Services, id: number): Promise<Sequence> {
  const { database, host } = services
  const now = host.clock.now()
  await database.write(sequenceTopics, async (transaction) => {
    const restored = await transaction.sql(
      `UPDATE sequences SET deleted_at = NULL, is_on = 0, updated_at = ? WHERE id = ? AND deleted_at >= ? RETURNING id`,
      [now, id, now - restorablePeriod],
    )
    if (restored.length === 0) throw unknownId('deleted sequence', id)
    await takeAllBack(transaction, id)
  })
  return getSequence(database, id)
}

/** What can no longer be brought back is gone, with who was in it, some at a time. */
export async function purgeDeletedSequences({ database, host }: Services): Promise<void> {
  const before = host.clock.now() - restorablePeriod
  const expired = 'SELECT id FROM sequences WHERE deleted_at < ?'
  const some = `SELECT id FROM sequence_people WHERE sequence_id IN (${expired}) LIMIT 500`
  const hasExpired = () => database.count(`SELECT EXISTS (${expired}) AS n`, [before]) === 1
  while (hasExpired()) {
    const isDone = await database.write([], async (transaction) => {
      await transaction.sql(`DELETE FROM sequence_steps WHERE person_id IN (${some})`, [before])
      const gone = await transaction.sql(
        `DELETE FROM sequence_people WHERE id IN (${some}) RETURNING id`,
        [before],
      )
      if (gone.length > 0) return false
      await transaction.sql(`DELETE FROM sequence_emails WHERE sequence_id IN (${expired})`, [
        before,
      ])
      await transaction.sql('DELETE FROM sequences WHERE deleted_at < ?', [before])
      return true
    })
    if (isDone) return
  }
}
