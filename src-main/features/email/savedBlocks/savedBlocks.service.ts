// Blocks that are kept under a name: kept, renamed, deleted with undo. Their pictures stay as long as they
// can be brought back (see files/unusedFiles.service.ts), and become those of the campaign they are put into.
import type { z } from 'zod'
import type { DeletedItem } from '#shared/contract/common.ts'
import type {
  SavedBlock,
  SavedBlockChange,
  SavedBlockDraft,
} from '#shared/contract/email/savedBlocks.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { restorablePeriod, toDeletedItem } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { refuseWrongConditions } from '../campaigns/blockConditions.ts'
import { savedBlocksTable, type SavedBlockRow } from './savedBlocks.table.ts'

const topics: Topic[] = ['email']
/** A list is read whole. */
const maxSaved = 200

const toSaved = ({
  createdAt,
  updatedAt,
  deletedAt: _deletedAt,
  ...saved
}: SavedBlockRow): SavedBlock => ({
  ...saved,
  createdAt: toTimestamp(createdAt),
  updatedAt: toTimestamp(updatedAt),
})

export const listSavedBlocks = ({ database }: Pick<Services, 'database'>) => ({
  items: database
    .all(
      savedBlocksTable,
      `SELECT ${savedBlocksTable.list()} FROM saved_blocks WHERE deleted_at IS NULL ORDER BY folded(name), id`,
    )
    .map(toSaved),
})

/** @throws 422 for a condition with a mistake, or where there are too many */
export async function createSavedBlock(
  { database, host }: Services,
  { name, blocks }: SavedBlockDraft,
): Promise<SavedBlock> {
  refuseWrongConditions(database, { blocks })
  const now = host.clock.now()
  const row = { name, blocks, createdAt: now, updatedAt: now, deletedAt: null }
  const id = await database.write(topics, async (transaction) => {
    await refuseTooMany(transaction)
    return savedBlocksTable.insert(transaction, row)
  })
  return toSaved({ id, ...row })
}

async function refuseTooMany(transaction: Transaction): Promise<void> {
  const there = await transaction.count(
    'SELECT count(*) AS n FROM saved_blocks WHERE deleted_at IS NULL',
  )
  if (there >= maxSaved)
    throw apiError('UNPROCESSABLE', 'saved_blocks_full', `There are ${maxSaved} saved blocks.`)
}

/** What is left out stays. @throws 404; 422 for a condition with a mistake */
export async function updateSavedBlock(
  { database, host }: Services,
  { id, name, blocks }: z.infer<typeof SavedBlockChange>,
): Promise<SavedBlock> {
  refuseWrongConditions(database, blocks === undefined ? null : { blocks })
  return database.write(topics, async (transaction) => {
    const before = await requireSaved(transaction, id)
    const after = {
      ...before,
      name: name ?? before.name,
      blocks: blocks ?? before.blocks,
      updatedAt: host.clock.now(),
    }
    await savedBlocksTable.update(transaction, { id }, after)
    return toSaved(after)
  })
}

/** @throws 404 */
export async function deleteSavedBlock({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    await requireSaved(transaction, id)
    await savedBlocksTable.update(transaction, { id }, { deletedAt: host.clock.now() })
  })
}

async function requireSaved(transaction: Transaction, id: number): Promise<SavedBlockRow> {
  const row = await savedBlocksTable.findForUpdate(transaction, { id })
  if (row === null || row.deletedAt !== null) throw unknownId('saved block', id)
  return row
}

const listed = rowOf({ id: integer(), name: text(), deletedAt: moment() })

/** Newest first. */
export const listDeletedSavedBlocks = ({ database, host }: Services): DeletedItem[] =>
  database
    .all(
      listed,
      'SELECT id, name, deleted_at AS deletedAt FROM saved_blocks WHERE deleted_at >= ? ORDER BY deleted_at DESC, id DESC',
      [host.clock.now() - restorablePeriod],
    )
    .map((item) => toDeletedItem(item, restorablePeriod))

/** @throws 404 if it was deleted too long ago, or never; 422 where there are too many */
export async function restoreSavedBlock(
  { database, host }: Services,
  id: number,
): Promise<SavedBlock> {
  return database.write(topics, async (transaction) => {
    const row = await savedBlocksTable.findForUpdate(transaction, { id })
    const since = host.clock.now() - restorablePeriod
    if (row === null || row.deletedAt === null || row.deletedAt < since)
      throw unknownId('deleted saved block', id)
    await refuseTooMany(transaction)
    await savedBlocksTable.update(transaction, { id }, { deletedAt: null })
    return toSaved({ ...row, deletedAt: null })
  })
}

/** What can no longer be brought back goes, and with it its hold on pictures. */
export async function purgeSavedBlocks({ database, host }: Services): Promise<void> {
  const before = host.clock.now() - restorablePeriod
  const expired = 'deleted_at < ?'
  if (
    database.count(`SELECT EXISTS (SELECT 1 FROM saved_blocks WHERE ${expired}) AS n`, [before]) ===
    0
  )
    return
  await database.write([], (transaction) =>
    transaction.sql(`DELETE FROM saved_blocks WHERE ${expired}`, [before]),
  )
}
