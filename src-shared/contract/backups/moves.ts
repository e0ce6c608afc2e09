// Moving to another computer: one sealed file with everything, and opening it there. Of two computers
// with the same data one sends.
import { z } from 'zod'
import { longestPassphrase } from '../../rules/passphrase.ts'
import { contract, Timestamp } from '../common.ts'
import { BackupCounts, NewPassphrase } from './backupCounts.ts'

export const MoveFile = z.object({
  fileName: z.string(),
  /** Where it rests. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  madeAt: Timestamp,
})
export type MoveFile = z.infer<typeof MoveFile>

/**
 * Why nothing leaves from this computer. `left`: another one sends from now on; `arrived`: the data
 * came from another one, and nobody has said yet that it does not send any more.
 */
export const StoppedSending = z.object({
  reason: z.enum(['left', 'arrived']),
  at: Timestamp,
  /** The other computer's name, where it is known. */
  computer: z.string().nullable(),
})
export type StoppedSending = z.infer<typeof StoppedSending>

/** What an opened file holds. Moments are by the other computer's clock. */
export const MovePreview = z.object({
  computer: z.string(),
  /** As Node names it: `win32`, `darwin`, `linux`. */
  system: z.string(),
  version: z.string(),
  madeAt: Timestamp,
  lastChangeAt: Timestamp.nullable(),
  /** The other computer had stopped sending before the file was made. */
  hasStopped: z.boolean(),
  then: BackupCounts,
  /** What is here now, and would be replaced; null where it cannot be read. */
  now: BackupCounts.nullable(),
  /** Passwords and keys that came with it. */
  secrets: z.int().nonnegative(),
  /** It was made here, or from a file that was opened here: the same business. */
  isOwn: z.boolean(),
  /** `newer`: of a newer version; `has_sent`: this computer has sent with other data. Null: it can be taken. */
  obstacle: z.enum(['newer', 'has_sent']).nullable(),
})
export type MovePreview = z.infer<typeof MovePreview>

export const MoveState = z.object({
  /** Null: this computer sends. */
  stopped: StoppedSending.nullable(),
  /** The file that was made here last, where it still lies in the data folder. */
  made: MoveFile.nullable(),
  /** Bytes of a file that are here by now. */
  arrived: z.int().nonnegative(),
  /** What was opened, until it is taken or left. */
  opened: MovePreview.nullable(),
  /** Passwords and keys that came with a file wait: the keychain does not give them yet. */
  secretsWait: z.boolean(),
})
export type MoveState = z.infer<typeof MoveState>

export const moves = {
  state: contract.route({ method: 'GET', path: '/marketing/moves' }).output(MoveState),
  /**
   * One file with the database, the record of who was written to, passwords and keys, sealed under the
   * passphrase. Without a folder (an absolute path) it is made in the data folder.
   */
  make: contract
    .route({ method: 'POST', path: '/marketing/moves', successStatus: 201 })
    .input(
      z.strictObject({
        passphrase: NewPassphrase,
        folder: z.string().min(1).max(1_000).nullable().default(null),
        /** This computer stops sending before the file is made. */
        stopsSending: z.boolean().default(false),
      }),
    )
    .output(
      MoveFile.extend({
        /** Passwords that cannot be read here and are not in it: to be entered again there. */
        unreadable: z.int().nonnegative(),
      }),
    ),
  /** The file that was made here last. */
  file: contract.route({ method: 'GET', path: '/marketing/moves/file' }).output(z.file()),
  deleteFile: contract
    .route({ method: 'DELETE', path: '/marketing/moves/file', successStatus: 204 })
    .output(z.void()),
  /** A part of a file from elsewhere, at most 8 MB, one after the other; from 0 it begins anew. */
  addPart: contract
    .route({ method: 'POST', path: '/marketing/moves/arrival/parts' })
    .input(z.strictObject({ from: z.string().regex(/^\d{1,15}$/), file: z.file() }))
    .output(z.object({ bytes: z.int().nonnegative() })),
  /**
   * Opens what arrived, or the file at an absolute path of this computer, to its end. Nothing of the
   * present data changes.
   */
  open: contract
    .route({ method: 'POST', path: '/marketing/moves/arrival/open' })
    .input(
      z.strictObject({
        passphrase: z.string().min(1).max(longestPassphrase),
        path: z.string().min(1).max(1_000).nullable().default(null),
      }),
    )
    .output(MovePreview),
  /**
   * Puts what was opened in the place of the present data, of which a backup is made first. Nothing
   * leaves from here until `setSending` says that the other computer does not send any more.
   */
  take: contract.route({ method: 'POST', path: '/marketing/moves/arrival/take' }).output(MoveState),
  /** What arrived or was opened is deleted. */
  leave: contract
    .route({ method: 'DELETE', path: '/marketing/moves/arrival', successStatus: 204 })
    .output(z.void()),
  /** True: no other computer sends with this data any more, and this one does. */
  setSending: contract
    .route({ method: 'PUT', path: '/marketing/moves/sending' })
    .input(z.strictObject({ sends: z.boolean() }))
    .output(MoveState),
}
