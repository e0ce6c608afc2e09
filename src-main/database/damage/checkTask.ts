// The whole of a database checked in a thread of its own, beside those who use it.
import { startTask, type Task } from '#main/platform/task.ts'

export type CheckInput = { path: string }
/** `damage`: what SQLite says first; null if it found nothing. */
export type CheckResult = { damage: string | null }

/** A file up to this takes less than a second of another thread, in bytes. */
export const smallFile = 64 * 1024 * 1024
/** Reason of the TaskFailure where the check was cancelled before its end. */
export const checkCancelled = 'cancelled'

/**
 * Rows and indexes are compared: about a second per 100 MB, and no write waits for it. Cancelled, it
 * ends before the next table.
 */
export const startCheck = (path: string): Task<CheckResult> =>
  startTask<CheckInput, CheckResult>(new URL('./check.worker.ts', import.meta.url), { path })
