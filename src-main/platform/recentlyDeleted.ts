// What was deleted a moment ago, kept in memory so that it can be brought back: nothing of it stays
// on the disk.

/** How long a deletion can be taken back, in milliseconds. */
export const undoPeriod = 10 * 60 * 1000

type Kept<Row> = Map<number, { row: Row; deletedAt: number }>

export type RecentlyDeleted<Row> = {
  /**
   * @param owner the database it was deleted from: several may be open in one process.
   * @param now in milliseconds since 1970
   */
  keep(owner: object, row: Row, now: number): void
  /** Null where nothing was deleted under this identifier, or too long ago. */
  find(owner: object, id: number, now: number): Row | null
  forget(owner: object, id: number): void
}

export function recentlyDeleted<Row extends { id: number }>(): RecentlyDeleted<Row> {
  const byOwner = new WeakMap<object, Kept<Row>>()
  function keptOf(owner: object, now: number): Kept<Row> {
    const kept: Kept<Row> = byOwner.get(owner) ?? new Map()
    byOwner.set(owner, kept)
    for (const [id, { deletedAt }] of kept) if (now - deletedAt > undoPeriod) kept.delete(id)
    return kept
  }
  return {
    keep: (owner, row, now) => void keptOf(owner, now).set(row.id, { row, deletedAt: now }),
    find: (owner, id, now) => keptOf(owner, now).get(id)?.row ?? null,
    forget: (owner, id) => void byOwner.get(owner)?.delete(id),
  }
}
