// Reading segments, and which fields a filter asks for.
import type { Database, Transaction } from '#main/database/database.ts'
import { groupOf, isGroup, type FilterNode } from '#shared/rules/leadFilter/filterTree.ts'
import { segmentsTable, type SegmentRow } from './segments.table.ts'

const allSegmentsSql = `SELECT ${segmentsTable.list()} FROM segments ORDER BY folded(name), id`

/** In the order of their names. */
export const listSegmentRows = (database: Pick<Database, 'all'>): SegmentRow[] =>
  database.all(segmentsTable, allSegmentsSql)

export const listSegmentsForUpdate = (
  transaction: Pick<Transaction, 'all'>,
): Promise<SegmentRow[]> => transaction.all(segmentsTable, allSegmentsSql)

/** The names of all fields in a tree. */
export function fieldsOfFilter(node: FilterNode): Set<string> {
  if (!isGroup(node)) return new Set([node.field])
  return new Set(groupOf(node).nodes.flatMap((inside) => [...fieldsOfFilter(inside)]))
}
