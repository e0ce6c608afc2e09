// A backup compared with the present data, in a thread of its own.
import { startTask, type Task } from '#main/platform/task.ts'
import type { BackupCounts } from '#shared/contract/backups/backupCounts.ts'
import type { RestorePreview } from '#shared/contract/backups/backups.contract.ts'

/** Absolute paths. */
export type ComparisonInput = { then: string; now: string }
/** `schema`: the migrations the backup has. */
export type Comparison = Pick<RestorePreview, 'now' | 'changes'> & {
  then: BackupCounts
  schema: string[]
}

export const startComparison = (input: ComparisonInput): Task<Comparison> =>
  startTask<ComparisonInput, Comparison>(new URL('./comparison.worker.ts', import.meta.url), input)
