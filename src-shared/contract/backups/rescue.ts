// Where the data cannot be opened: what happened, what can be had of it, and the ways out. Asked
// before there is an application, over the same wire.
import { z } from 'zod'
import { longestPassphrase } from '../../rules/passphrase.ts'
import { ById, contract, Id } from '../common.ts'
import { countsOfEach } from './backupCounts.ts'
import { Backup } from './backups.contract.ts'

/** As `/startup` says it: `update`, where the data could not be brought up to date. */
export const RescueProblem = z.enum(['damaged', 'missing', 'newer', 'update'])
export type RescueProblem = z.infer<typeof RescueProblem>

/** `lost`: could not be read, or contradicts the rest; null where nothing says how many. */
export const ReadRows = z.object({
  read: z.int().nonnegative(),
  lost: z.int().nonnegative().nullable(),
})
export type ReadRows = z.infer<typeof ReadRows>

/** What was read of a damaged database, counted in the new one that is made of it. */
export const RescueRead = z.object({
  tables: countsOfEach(ReadRows),
  /** Of all other tables together. */
  others: ReadRows,
  isWhole: z.boolean(),
})
export type RescueRead = z.infer<typeof RescueRead>

/**
 * Whether what people refused, agreed to or had erased is known to the data that took the place.
 * `whole`: nothing was lost, so there was nothing to ask for. `carried`: brought along, from a backup
 * or from the damaged file; not `isAll`: some of it could not be read. `none`: there was nothing to ask;
 * `sealed`: a backup that no passphrase known here opens; `unreadable`: it could not be read.
 */
export const RescuedRefusals = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('carried'),
    refusals: z.int(),
    erased: z.int(),
    isAll: z.boolean(),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('sealed') }),
  z.object({ kind: z.literal('unreadable') }),
])
export type RescuedRefusals = z.infer<typeof RescuedRefusals>

/**
 * `read`: what could be read took the place; `backup`: a backup did; `copy`: the copy of before an
 * update did as it is, for the version that made it.
 */
export const rescueWays = ['read', 'backup', 'copy'] as const
export const RescueWay = z.enum(rescueWays)
export type RescueWay = z.infer<typeof RescueWay>

export const RescueReport = z.object({
  way: RescueWay,
  backup: Backup.nullable(),
  /** Absolute path of the file that was there, which is kept; null where there was none. */
  keptAs: z.string().nullable(),
  refusals: RescuedRefusals,
})
export type RescueReport = z.infer<typeof RescueReport>

export const RescueWork = z.object({
  kind: z.enum(['reading', 'taking', 'putting_back', 'saving']),
  /** What is being read, and its rows so far. */
  table: z.string().nullable(),
  rows: z.int().nonnegative(),
})
export type RescueWork = z.infer<typeof RescueWork>

export const RescueState = z.object({
  problem: RescueProblem,
  version: z.string(),
  /** Absolute path of the data folder, and the bytes of `main.db`; null where it is not there. */
  folder: z.string(),
  bytes: z.int().nonnegative().nullable(),
  underWay: RescueWork.nullable(),
  read: RescueRead.nullable(),
  /** Why nothing was read; `detail` in the words of whoever failed. */
  readFailure: z
    .object({
      problem: z.enum([
        'nothing',
        'disk_full',
        'not_writable',
        'in_use',
        'disk_error',
        'too_many_files',
        'unexpected',
      ]),
      detail: z.string(),
    })
    .nullable(),
  /** Those that can be put back here, the newest good one first. */
  backups: z.array(Backup),
  done: RescueReport.nullable(),
})
export type RescueState = z.infer<typeof RescueState>

export const rescueContract = {
  state: contract.output(RescueState),
  /** Reads what can be read once more; the state says what came of it. */
  read: contract.output(RescueState),
  /** Tries a passphrase on a sealed backup, and keeps the one that opens it. */
  unlock: contract.input(
    z.strictObject({ id: Id, passphrase: z.string().min(1).max(longestPassphrase) }),
  ),
  putBack: contract.input(ById).output(RescueReport),
  /** `withoutRefusals`: also where the newest backup is sealed, and its refusals stay unknown. */
  take: contract.input(z.strictObject({ withoutRefusals: z.boolean() })).output(RescueReport),
  /** What can be read as CSV files, beside the data. */
  save: contract
    .input(z.strictObject({ separator: z.enum([',', ';']) }))
    .output(z.object({ folder: z.string(), files: z.array(z.string()) })),
  /** Opens what is in its place now; tried again where nothing was done. */
  open: contract,
  /** Closes the application; everything stays as it is. */
  close: contract,
}
