// The whole of a database checked in a thread of its own, beside those who use it.
import { startTask, type Task } from '#main/platform/task.ts'

export type CheckInput = { path: string }
/** `damage`: what SQLite says first; null if it found nothing. */
export type CheckResult = { damage: string | null }

/** Rows and indexes are compared: about a second per 100 MB, and no write waits for it. */
export const startCheck = (path: string): Task<CheckResult> =>
  startTask<CheckInput, CheckResult>(new URL('./check.worker.ts', import.meta.url), { path })
