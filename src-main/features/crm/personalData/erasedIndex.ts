// A deleted entry of the search index leaves its words in it until its parts are joined: done in small
// steps after an erasure, and after a start where it was cut short.
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'

/** `is_open` of an erasure whose words may still be in the index. */
export const indexToClean = 2
/** Pages of the index written in one transaction. */
const pagesAtOnce = 64

/** Of no effect where no erasure left words behind. */
export async function cleanErasedIndex({ database }: Services): Promise<void> {
  const isWaiting = `SELECT EXISTS (SELECT 1 FROM erasures WHERE is_open = ${indexToClean}) AS n`
  if (database.count(isWaiting) === 0) return
  // The first step says that all parts are to become one, the others go on with it.
  for (let pages = -pagesAtOnce; ; pages = pagesAtOnce) {
    const isDone = await database.write([], (transaction) => mergeStep(transaction, pages))
    if (isDone && pages > 0) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  await database.write([], (transaction) =>
    transaction.sql('UPDATE erasures SET is_open = 0 WHERE is_open = ?', [indexToClean]),
  )
}

/** @returns whether there was nothing left to do */
async function mergeStep(transaction: Transaction, pages: number): Promise<boolean> {
  const before = await transaction.count('SELECT total_changes() AS n')
  await transaction.sql(`INSERT INTO lead_search (lead_search, rank) VALUES ('merge', ?)`, [pages])
  return (await transaction.count('SELECT total_changes() AS n')) - before < 2
}
