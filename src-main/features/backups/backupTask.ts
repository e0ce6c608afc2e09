// Work on whole databases in a thread of its own: making a backup, copying one elsewhere, opening a
// sealed one, and looking at one again.
import { startTask, type Task } from '#main/platform/task.ts'
import type { BackupWork } from '#shared/contract/backups/backups.contract.ts'
import type { BackupNote } from './backupFiles.ts'
import type { MovedContent, MoveHead } from './move/moveFile.ts'

export type BackupInput =
  | {
      kind: 'make'
      /** Absolute paths: of the database, of its ledger (which may be missing), and of the backup. */
      source: string
      ledger: string
      target: string
      /** Null: written in clear. */
      passphrase: string | null
      version: string
      /** In milliseconds since 1970. */
      now: number
    }
  /** @see BackupNote.sha256; null where nobody noted it */
  | {
      kind: 'copy'
      source: string
      target: string
      sha256: string | null
      /** What it is for, as it is shown meanwhile. */
      step: Extract<BackupWork['step'], 'second' | 'preparing'>
    }
  | { kind: 'check'; path: string }
  /** Opens a sealed one into a database in clear. */
  | { kind: 'open'; source: string; target: string; passphrase: string }
  | PackInput
  | { kind: 'unpack'; source: string; room: string; passphrase: string }

/** Absolute paths; `database` is a copy of its own, `ledger` may be missing. */
export type PackInput = {
  kind: 'pack'
  database: string
  ledger: string
  target: string
  passphrase: string
  head: Omit<MoveHead, 'entries' | 'schema' | 'lastChangeAt'>
  secrets: string
  installKey: string
}

export type BackupProgress = Omit<BackupWork, 'kind'>
/** Errors are results here, with their code: an error loses it on the way between threads. */
export type BackupResult =
  | { kind: 'done'; note: BackupNote | null; moved: MovedContent | null }
  | { kind: 'cancelled' }
  | { kind: 'failed'; message: string; code: string | undefined }

export const startBackup = (
  input: BackupInput,
  progress: (progress: BackupProgress) => void,
): Task<BackupResult> =>
  startTask<BackupInput, BackupResult, BackupProgress>(
    new URL('./backup.worker.ts', import.meta.url),
    input,
    progress,
  )
