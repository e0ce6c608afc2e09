// Reading what can be read of a damaged database, and saving it as files, in a thread of its own.
import { startTask, type Task } from '#main/platform/task.ts'
import type { CsvSeparator } from '#shared/rules/csvText.ts'
import type { Salvage, SalvageInput } from './salvage.ts'

/** Absolute paths. */
export type RescueInput =
  | ({ kind: 'read' } & SalvageInput)
  | { kind: 'save'; source: string; folder: string; separator: CsvSeparator }
/** The table that is being read, and its rows so far. */
export type SalvageProgress = { table: string; rows: number }
/** Errors are results here, with their code: an error loses it on the way between threads. */
export type SalvageResult =
  | { kind: 'read'; salvage: Salvage }
  | { kind: 'saved'; files: string[] }
  | { kind: 'cancelled' }
  | { kind: 'failed'; message: string; code: string | undefined }

export const startSalvage = (
  input: RescueInput,
  progress: (progress: SalvageProgress) => void,
): Task<SalvageResult> =>
  startTask<RescueInput, SalvageResult, SalvageProgress>(
    new URL('./salvage.worker.ts', import.meta.url),
    input,
    progress,
  )
