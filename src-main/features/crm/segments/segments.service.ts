// Segments: a filter with a name. Who is in one is asked anew whenever it is used.
import type { z } from 'zod'
import type { Segment, SegmentChange, SegmentDraft } from '#shared/contract/crm/segments.ts'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { keepDeleted, listDeleted, rowsToKeep, takeDeleted } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { sequencesOfSegment } from '../filters/sequenceUsers.ts'
import { refuseFilterProblem } from '../filters/filterCheck.ts'
import { listSegmentRows } from './segments.repository.ts'
import { segmentsTable, type SegmentRow } from './segments.table.ts'

const topics: Topic[] = ['crm', 'email']

export const listSegments = ({ database }: Services) => ({
  items: listSegmentRows(database).map(toSegment),
})

/** @throws 422 for a filter with a mistake */
export async function createSegment(
  { database, host }: Services,
  { name, filter }: z.infer<typeof SegmentDraft>,
): Promise<Segment> {
  refuseFilterProblem(database, filter)
  const now = host.clock.now()
  const row = { name, filter, createdAt: now, updatedAt: now }
  const id = await database.write(topics, (transaction) => segmentsTable.insert(transaction, row))
  return toSegment({ id, ...row })
}

/** Fields left out keep their value. @throws 404; 422 for a filter with a mistake */
export async function updateSegment(
  { database, host }: Services,
  { id, name, filter }: z.infer<typeof SegmentChange>,
): Promise<Segment> {
  if (filter !== undefined) refuseFilterProblem(database, filter)
  return database.write(topics, async (transaction) => {
    const before = await segmentsTable.findForUpdate(transaction, { id })
    if (before === null) throw unknownId('segment', id)
    const after = {
      ...before,
      name: name ?? before.name,
      filter: filter ?? before.filter,
      updatedAt: host.clock.now(),
    }
    await segmentsTable.update(transaction, { id }, after)
    return toSegment(after)
  })
}

const campaignName = rowOf({ name: text() })
const selectRowSql = `SELECT ${segmentsTable.list()} FROM segments WHERE id = ?`

/** @throws 404; 409 while a campaign that is not over goes to it, or a sequence begins by it */
export async function deleteSegment({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    const segment = await segmentsTable.findForUpdate(transaction, { id })
    if (segment === null) throw unknownId('segment', id)
    const users = await transaction.all(
      campaignName,
      `SELECT name FROM campaigns WHERE status IN ('scheduled', 'sending', 'paused') AND deleted_at IS NULL AND json_extract(recipients, '$.segment') = ?`,
      [id],
    )
    const names = [...users.map(({ name }) => name), ...(await sequencesOfSegment(transaction, id))]
    if (names.length > 0)
      throw apiError(
        'CONFLICT',
        'segment_in_use',
        'A campaign goes to this segment, or a sequence begins by it.',
        { detail: names.join(', ') },
      )
    const rows = { segments: await rowsToKeep(transaction, selectRowSql, id) }
    await keepDeleted(
      transaction,
      { kind: 'segment', id, name: segment.name, rows },
      host.clock.now(),
    )
    await segmentsTable.delete(transaction, { id })
  })
}

export const listDeletedSegments = ({ database, host }: Services): DeletedItem[] =>
  listDeleted(database, 'segment', host.clock.now())

/** Under its old number. @throws 404 if it was deleted too long ago, or never */
export async function restoreSegment({ database, host }: Services, id: number): Promise<Segment> {
  return database.write(topics, async (transaction) => {
    const { segments = [] } = await takeDeleted(transaction, 'segment', id, host.clock.now())
    for (const row of segments) await segmentsTable.insert(transaction, segmentsTable.read(row))
    const segment = await segmentsTable.findForUpdate(transaction, { id })
    if (segment === null) throw unknownId('deleted segment', id)
    return toSegment(segment)
  })
}

const toSegment = ({ createdAt, updatedAt, ...segment }: SegmentRow): Segment => ({
  ...segment,
  createdAt: toTimestamp(createdAt),
  updatedAt: toTimestamp(updatedAt),
})
