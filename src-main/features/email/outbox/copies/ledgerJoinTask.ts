// Joining ledgers in a thread of its own.
import { startTask } from '#main/platform/task.ts'

/** Absolute paths. */
export type LedgerJoin = { path: string; others: string[] }
/** Errors are results here, with their code: an error loses it on the way between threads. */
export type LedgersJoined =
  { kind: 'done' } | { kind: 'failed'; message: string; code: string | undefined }

/**
 * What the other ledgers know, or know later, becomes known to the one at `path`, which is a single
 * file afterwards.
 * @param path made where it is missing
 * @param others each may be missing; nobody has them open
 * @throws what SQLite says, with its code
 */
export async function joinLedgers(path: string, ...others: string[]): Promise<void> {
  const source = new URL('./ledgerJoin.worker.ts', import.meta.url)
  const joined = await startTask<LedgerJoin, LedgersJoined>(source, { path, others }).outcome
  if (joined.kind === 'failed')
    throw Object.assign(new Error(joined.message), { code: joined.code })
}
