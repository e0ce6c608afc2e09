// The application itself: health, the change feed, demo data.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { Backup, BackupFailure } from './backups/backups.contract.ts'
import { contract, Id, Timestamp } from './common.ts'
import { OutboxStatus } from './outbox.ts'
import { RescueProblem, RescueWay } from './backups/rescue.ts'
import { desktop } from './system/desktop.ts'
import { opening } from './system/opening.ts'
import { UpdateState } from './system/updates.ts'

/**
 * A part of the data that changed. The first element of a query key is its topic, so a topic is a
 * feature's name.
 */
export const topics = [
  'crm',
  'email',
  'funnels',
  'sequences',
  'dashboard',
  'analytics',
  'ads',
  'assistant',
  'webox',
  'backups',
  'settings',
  'system',
] as const
export const Topic = z.enum(topics)
export type Topic = z.infer<typeof Topic>

/** Where the data folder lies, if others write there too. `service`: whose folder it is. */
export const SharedFolder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('synchronised'), service: z.string() }),
  z.object({ kind: z.literal('network') }),
])
export type SharedFolder = z.infer<typeof SharedFolder>

/**
 * What stands in the way of the data folder and needs a person. `passwords`: what was kept and cannot
 * be read here any more, to be entered (a relay: paired) again.
 */
export const Troubles = z.object({
  damage: z
    .object({
      since: Timestamp,
      /** Copies that can take the place of `main.db`, newest first. */
      backups: z.array(z.string()),
    })
    .nullable(),
  passwords: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('account'), id: Id, name: z.string() }),
      z.object({ kind: z.literal('assistant') }),
      z.object({ kind: z.literal('relay') }),
    ]),
  ),
  sharedFolder: SharedFolder.nullable(),
})
export type Troubles = z.infer<typeof Troubles>

/** A file of the data folder; null where it is not there. */
const FileState = z.object({ bytes: z.int().nonnegative() })

/** How the application and its files are: what is checked, when, how large, what failed last. */
export const SystemHealth = z.object({
  status: z.enum(['ok', 'attention']),
  version: z.string(),
  host: z.enum(['electron', 'local', 'test']),
  /** `checkedAt`: the whole of it, last; null: not yet. `damage` in SQLite's words. */
  database: FileState.extend({
    logBytes: z.int().nonnegative(),
    checkedAt: Timestamp.nullable(),
    damage: z.string().nullable(),
    wasCutOff: z.boolean(),
    /** The last time that other data took the place of what could not be opened. */
    rescued: z
      .object({
        at: Timestamp,
        problem: RescueProblem,
        way: RescueWay,
        /** File name of the backup that did; null: what could be read did. */
        backup: z.string().nullable(),
        /** Rows that could not be read; null: nobody knows how many, or nothing was read. */
        lost: z.int().nonnegative().nullable(),
      })
      .nullable(),
    /** Databases that were kept aside, whenever: absolute paths, the last one first. */
    keptAside: z.array(FileState.extend({ path: z.string() })),
  }),
  ledger: FileState.nullable(),
  /** Null where the system does not say. */
  freeBytes: z.int().nonnegative().nullable(),
  backups: z.object({
    howMany: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    last: Backup.nullable(),
    failure: BackupFailure.nullable(),
    secondFailure: BackupFailure.nullable(),
  }),
  sending: OutboxStatus.shape.engine,
})
export type SystemHealth = z.infer<typeof SystemHealth>

export const system = {
  health: contract
    .route({ method: 'GET', path: '/health' })
    .output(z.object({ status: z.literal('ok'), name: z.string(), version: z.string() })),
  condition: contract.route({ method: 'GET', path: '/system/health' }).output(SystemHealth),
  about: contract.output(
    z.object({
      version: z.string(),
      host: z.enum(['electron', 'local', 'test']),
      dataFolder: z.string(),
      hasLeads: z.boolean(),
    }),
  ),
  troubles: contract.output(Troubles),
  /** What is known of newer versions; changes come as the topic `system`. */
  updates: contract.output(UpdateState),
  /** Looks for a newer version now. */
  lookForUpdates: contract.output(UpdateState),
  opening,
  desktop,
  /**
   * One event a committed change, several topics at once; the first event (no topics) says the feed
   * is open.
   */
  changes: contract.output(eventIterator(z.object({ topics: z.array(Topic) }))),
  /**
   * Fills an empty application with demo leads, and drafts of a campaign, a funnel and a sequence. Refused
   * when there are leads.
   */
  loadDemoData: contract.output(z.object({ leads: z.int() })),
}
