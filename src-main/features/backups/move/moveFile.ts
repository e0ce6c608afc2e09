// What a move's file holds, within its seal: a head that says everything, and the content it names.
import { z } from 'zod'
import { BackupCounts } from '#shared/contract/backups/backupCounts.ts'

export const moveFormat = 1
/** In the order in which they stand in the file. */
export const moveEntries = ['secrets.json', 'install.key', 'ledger.db', 'main.db'] as const
export type MoveEntry = (typeof moveEntries)[number]

export const MoveHead = z.object({
  kind: z.literal('webox-move'),
  format: z.number(),
  /** Of this one file. */
  id: z.string(),
  /** Of the application that made it. */
  version: z.string(),
  /** Names of the migrations its database has. */
  schema: z.array(z.string()),
  /** By the clock of the other computer, as all moments; in milliseconds since 1970. */
  madeAt: z.number(),
  lastChangeAt: z.number().nullable(),
  computer: z.string(),
  /** As Node names it: `win32`, `darwin`, `linux`. */
  system: z.string(),
  /** It had stopped sending before this was made: what it sent is all known here. */
  hasStopped: z.boolean(),
  counts: BackupCounts,
  entries: z.array(
    z.object({ name: z.enum(moveEntries), bytes: z.int().nonnegative(), sha256: z.string() }),
  ),
})
export type MoveHead = z.infer<typeof MoveHead>

/** Opened: the databases lie in a room of the data folder; secrets are in memory only. */
export type MovedContent = { head: MoveHead; secrets: string; installKey: string }

/** What is first read of a head of any format. */
export const AnyHead = z.object({ kind: z.literal('webox-move'), format: z.number() })
/** Longer is none of ours, in bytes. */
export const longestHead = 1024 * 1024
