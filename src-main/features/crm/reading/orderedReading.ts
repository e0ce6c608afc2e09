// Pages of an order that no index has: everybody's place in it is read once, and kept until somebody
// writes. A cursor is looked up by what is compared, so that a page goes on where the last one ended
// whatever was written between them.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { decodeCursor } from '#main/database/keyset.ts'
import {
  addTo,
  emptySet,
  idsIn,
  inFirstOnly,
  isIn,
  numbersIn,
  type IdSet,
} from '../filters/idSet.ts'
import { afterCursor, type LeadOrder } from '../leads/leadOrder.ts'
import { rowsInOrder, type LeadReads, type ListInput } from '../leads/leads.repository.ts'
import type { LeadRow } from '../leads/leads.table.ts'

/** A page of an order, and one more where there are more; only of those in the set. */
export type OrderedReading = (input: ListInput, order: LeadOrder, meant: IdSet) => LeadRow[]

/** Orders that are kept at once: four megabytes each at a million leads. */
const maxKept = 4

/** Numbers of all who have a key, in the order. */
function readOrder(connection: SqliteConnection, order: LeadOrder): Uint32Array {
  const way = order.descending ? 'DESC' : 'ASC'
  const keys = order.keys ?? `SELECT leads.id, ${order.key} AS key FROM leads`
  const list = connection
    .prepare<[], Uint8Array>(
      `WITH keys(id, key) AS (${keys})
       SELECT CAST(json_group_array(keys.id ORDER BY keys.key ${way}, keys.id ${way}) AS BLOB)
       FROM keys JOIN leads ON leads.id = keys.id WHERE keys.key IS NOT NULL`,
    )
    .pluck()
    .get()
  return Uint32Array.from(list === undefined ? [] : numbersIn(list))
}

/** The place in the order of the first lead after a cursor. */
function placeAfter(
  database: LeadReads,
  placed: Uint32Array,
  order: LeadOrder,
  cursor: string | undefined,
): number {
  const after = afterCursor(cursor, order)
  if (after.where === '') return 0
  const isAfter = (id: number) =>
    database.query(`SELECT 1 FROM leads WHERE leads.id = ? ${after.where}`, [
      id,
      ...after.parameters,
    ]).length > 0
  let [first, last] = [0, placed.length]
  while (first < last) {
    const middle = (first + last) >>> 1
    if (isAfter(placed[middle] ?? 0)) last = middle
    else first = middle + 1
  }
  return first
}

/** @param connection each page is read in a transaction on it */
export function createOrderedReading(
  connection: SqliteConnection,
  database: LeadReads,
): OrderedReading {
  const kept = new Map<string, Uint32Array>()
  let version: unknown = null

  function placesOf(order: LeadOrder): Uint32Array {
    const present = connection.pragma('data_version', { simple: true })
    if (present !== version) kept.clear()
    version = present
    const name = `${order.key} ${order.descending}`
    const placed = kept.get(name) ?? readOrder(connection, order)
    kept.delete(name)
    kept.set(name, placed)
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break
      kept.delete(oldest)
    }
    return placed
  }

  return (input, order, meant) => {
    const placed = placesOf(order)
    const cursor = decodeCursor(input.cursor)
    const ids: number[] = []
    const from =
      cursor !== null && cursor.key === null
        ? placed.length
        : placeAfter(database, placed, order, input.cursor)
    for (let at = from; at < placed.length && ids.length <= input.limit; at += 1) {
      const id = placed[at] ?? 0
      if (isIn(meant, id)) ids.push(id)
    }
    if (ids.length <= input.limit)
      ids.push(
        ...withoutKey(meant, placed, order, cursor?.key === null ? cursor.id : null).slice(
          0,
          input.limit + 1 - ids.length,
        ),
      )
    return rowsInOrder(database, ids)
  }
}

/** @param after only those after this number, in the direction of the order */
function withoutKey(
  meant: IdSet,
  placed: Uint32Array,
  { descending }: LeadOrder,
  after: number | null,
): number[] {
  const keyed = emptySet(placed.reduce((most, id) => Math.max(most, id), 0))
  for (const id of placed) addTo(keyed, id)
  const ids = idsIn(inFirstOnly(meant, keyed))
  if (descending) ids.reverse()
  if (after === null) return ids
  return ids.filter((id) => (descending ? id < after : id > after))
}
