// Paging by key: a cursor names the last row shown, so that page 2,000 costs what page 2 costs.
import { apiError } from '#main/platform/apiError.ts'

export type Paging = { cursor?: string; limit: number }
/**
 * The sort key and id of the last row of a page. `key` is null if rows are ordered by id alone.
 */
export type Key = { key: string | number | null; id: number }

export function encodeCursor(key: Key): string {
  return Buffer.from(JSON.stringify([key.key, key.id])).toString('base64url')
}

/** @throws the declared error where the cursor was not made by `encodeCursor` */
export function decodeCursor(cursor: string | undefined): Key | null {
  if (cursor === undefined) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 2) {
      const [key, id] = value as [unknown, unknown]
      if (
        (key === null || typeof key === 'string' || typeof key === 'number') &&
        typeof id === 'number'
      )
        return { key, id }
    }
  } catch {
    // Falls through to the one error below: what was wrong with it is of no use to the caller.
  }
  throw apiError('UNPROCESSABLE', 'unknown_id', 'The cursor is not one this list handed out.', {
    field: 'cursor',
  })
}

/** Makes the page from `limit + 1` rows read. */
export function pageFrom<Row, Item>(
  rows: Row[],
  limit: number,
  total: number | null,
  keyOf: (row: Row) => Key,
  toItem: (row: Row) => Item,
) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    total,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}
