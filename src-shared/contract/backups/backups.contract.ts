// Backups: whole copies of the database, made by themselves and by hand; and putting one back.
import { z } from 'zod'
import { ById, contract, Id, Timestamp } from '../common.ts'
import { longestPassphrase } from '../../rules/passphrase.ts'
import { BackupCounts, countsOfEach, NewPassphrase } from './backupCounts.ts'
import { moves } from './moves.ts'

export const backupReasons = ['daily', 'by_hand', 'before_update', 'before_restore'] as const
export const BackupReason = z.enum(backupReasons)
export type BackupReason = z.infer<typeof BackupReason>

/** `here`: in the data folder; `second`: in the folder the user named. */
export const BackupPlace = z.enum(['here', 'second'])
export type BackupPlace = z.infer<typeof BackupPlace>

export const Backup = z.object({
  /** The moment it was made, in milliseconds since 1970. */
  id: Id,
  madeAt: Timestamp,
  reason: BackupReason,
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  /** Under a passphrase: nobody opens it without. */
  isSealed: z.boolean(),
  /** When it was read from beginning to end and found whole; null: nobody did. */
  checkedAt: Timestamp.nullable(),
  /** Of the application that made it. */
  version: z.string().nullable(),
  counts: BackupCounts.nullable(),
  places: z.array(BackupPlace),
})
export type Backup = z.infer<typeof Backup>

/**
 * What stood in the way. `damaged`: the copy, or what it was made of, is. `ledger_damaged`: the backup
 * was made and is kept, but the record of who was written to, which no backup holds, is damaged.
 * `passphrase_unreadable`: it was to be sealed, and the passphrase cannot be read here.
 */
export const BackupProblem = z.enum([
  'disk_full',
  'not_writable',
  'damaged',
  'ledger_damaged',
  'passphrase_unreadable',
  'in_use',
  'disk_error',
  'too_many_files',
  'unexpected',
])
export type BackupProblem = z.infer<typeof BackupProblem>

/** `detail` in the words of whoever failed. */
export const BackupFailure = z.object({
  at: Timestamp,
  problem: BackupProblem,
  detail: z.string(),
})
export type BackupFailure = z.infer<typeof BackupFailure>

export const SecondFolder = z.object({
  folder: z.string(),
  /** Absent: a stick that is not plugged in, say; copies are made up for when it is back. */
  isPresent: z.boolean(),
  failure: BackupFailure.nullable(),
})
export type SecondFolder = z.infer<typeof SecondFolder>

/** `bytes`: of `total` copied or checked; both 0 where nobody can say. */
export const BackupWork = z.object({
  kind: z.enum(['backup', 'restore', 'move']),
  step: z.enum(['copying', 'checking', 'sealing', 'second', 'preparing', 'swapping']),
  bytes: z.int().nonnegative(),
  total: z.int().nonnegative(),
})
export type BackupWork = z.infer<typeof BackupWork>

export const BackupsState = z.object({
  /** Newest first. */
  items: z.array(Backup),
  /** Where they rest. */
  folder: z.string(),
  freeBytes: z.int().nonnegative().nullable(),
  underWay: BackupWork.nullable(),
  /** Of the last try, if it failed or found the ledger damaged; the next one comes by itself. */
  failure: BackupFailure.nullable(),
  /** From the next one on they are sealed under the passphrase. */
  isSealing: z.boolean(),
  second: SecondFolder.nullable(),
})
export type BackupsState = z.infer<typeof BackupsState>

/**
 * What putting a backup back would do to one kind of things: those that came since would be gone, those
 * deleted since would be back, those changed since would be as they were.
 */
export const RestoreChange = z.object({
  gone: z.int().nonnegative(),
  back: z.int().nonnegative(),
  changed: z.int().nonnegative(),
})
export type RestoreChange = z.infer<typeof RestoreChange>

export const RestorePreview = z.object({
  backup: Backup,
  then: BackupCounts,
  /** Null where the present database is too damaged to say; the changes are then, too. */
  now: BackupCounts.nullable(),
  changes: countsOfEach(RestoreChange).nullable(),
  /** `older`: it is brought up to date first; `newer`: made by a newer version, and not put back. */
  schema: z.enum(['same', 'older', 'newer']),
})
export type RestorePreview = z.infer<typeof RestorePreview>

export const RestoreReport = z.object({
  restored: Backup,
  /** The state of just before; null where it was too damaged: its files were kept aside. */
  before: Backup.nullable(),
  /** Refusals and erasures since, which hold all the same; null where they could not be read. */
  carried: z.object({ refusals: z.int(), erased: z.int() }).nullable(),
})
export type RestoreReport = z.infer<typeof RestoreReport>

export const backups = {
  moves,
  list: contract.route({ method: 'GET', path: '/marketing/backups' }).output(BackupsState),
  /** Answers once it is made, checked and kept. Refused while another one is under way. */
  make: contract
    .route({ method: 'POST', path: '/marketing/backups', successStatus: 201 })
    .output(Backup),
  /** As a SQLite database, or sealed as it rests. */
  file: contract
    .route({ method: 'GET', path: '/marketing/backups/{id}/file' })
    .input(ById)
    .output(z.file()),
  preview: contract
    .route({ method: 'GET', path: '/marketing/backups/{id}/preview' })
    .input(ById)
    .output(RestorePreview),
  /**
   * Puts a backup in the place of the present data, of which a backup is made first. Nobody is written
   * to by it: campaigns under way are paused, and who was written to since is not written to again.
   */
  restore: contract
    .route({ method: 'POST', path: '/marketing/backups/{id}/restore' })
    .input(ById)
    .output(RestoreReport),
  /** In the data folder and in the second folder, for good. */
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/backups/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Tries a passphrase, and keeps the one that opens this backup: it is not asked for again here. */
  unlock: contract
    .route({ method: 'POST', path: '/marketing/backups/{id}/unlock', successStatus: 204 })
    .input(z.strictObject({ id: Id, passphrase: z.string().min(1).max(longestPassphrase) }))
    .output(z.void()),
  /**
   * What the next backups are sealed under; null: they are written in clear. Those there are stay as they
   * are. Nobody can open a sealed one without it.
   */
  setPassphrase: contract
    .route({ method: 'PUT', path: '/marketing/backups/passphrase' })
    .input(z.strictObject({ passphrase: NewPassphrase.nullable() }))
    .output(BackupsState),
  /** An absolute path; null: there is none. What is in it stays. */
  setSecondFolder: contract
    .route({ method: 'PUT', path: '/marketing/backups/second-folder' })
    .input(z.strictObject({ folder: z.string().min(1).max(1_000).nullable() }))
    .output(BackupsState),
}
