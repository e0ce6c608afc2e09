// What was deleted a moment ago, kept in memory so that it can be restored: nothing of it stays on
// the disk.

/** How long a deletion can be taken back, in milliseconds. */
export const undoPeriod = 10 * 60 * 1000

export type RecentlyDeleted<Row> = {
  /** @param now in milliseconds since 1970 */
  keep(row: Row, now: number): void
  /** Null if nothing was deleted under this identifier, or too long ago. */
  find(id: number, now: number): Row | null
  forget(id: number): void
}

export function createRecentlyDeleted<Row extends { id: number }>(): RecentlyDeleted<Row> {
  const kept = new Map<number, { row: Row; deletedAt: number }>()
  function forgetOld(now: number): void {
    for (const [id, { deletedAt }] of kept) if (now - deletedAt > undoPeriod) kept.delete(id)
  }
  return {
    keep(row, now) {
      forgetOld(now)
      kept.set(row.id, { row, deletedAt: now })
    },
    find(id, now) {
      forgetOld(now)
      return kept.get(id)?.row ?? null
    },
    forget: (id) => void kept.delete(id),
  }
}
