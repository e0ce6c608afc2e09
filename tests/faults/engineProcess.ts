// The sending engine in a process that is meant to be killed. Tells its parent when everybody has
// an end state, and stops then.
import { dirname, join } from 'node:path'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { Commits } from '#main/features/email/outbox/outbox.commits.ts'
import type { Ledger } from '#main/features/email/outbox/outbox.ledger.ts'
import { startOutbox } from '#main/features/email/outbox/outbox.owner.ts'
import { recoverOutbox } from '#main/features/email/outbox/outbox.recovery.ts'
import { defaultTiming } from '#main/features/email/outbox/outbox.settings.ts'
import { silentLog } from '#main/platform/log.ts'
import type { Mutation } from './mutations.ts'

export type EngineTask = {
  database: string
  installKey: string
  mutate: Mutation
  /** Where copies of its folder are known by; beside the database where left out. */
  memory?: string
  /** How many times as fast as the real one its clock runs: waits of the ladders end sooner. */
  haste?: number
  /** Milliseconds that a server may take to answer; as usual where left out. */
  patience?: number
}

const task = JSON.parse(process.argv[2] ?? '{}') as EngineTask
const folder = dirname(task.database)
const ledgerPath = join(folder, 'ledger.db')

/** The mistake this whole design exists to prevent: whatever was under way is sent again. */
function requeueEverything(connection: SqliteConnection, _ledger: Ledger): void {
  const ledger = openConnection(ledgerPath)
  ledger.exec('DELETE FROM handed_over WHERE outcome IS NULL')
  ledger.close()
  connection.exec(
    `UPDATE outbox SET state = 'queued', lease = NULL WHERE state IN ('claimed', 'handing_over')`,
  )
}

/** Rows that were claimed and not begun are queued again, but their attempt stays counted. */
function countEverything(connection: SqliteConnection, ledger: Ledger, now: number): void {
  connection.exec(`UPDATE outbox SET attempts = attempts + 1 WHERE state = 'claimed'`)
  recoverOutbox(connection, ledger, now)
}

/** Hand-overs are agreed to at once, and written down a little later. */
function answerEarly(): void {
  const { run } = Commits.prototype
  Commits.prototype.run = function answered<T>(work: () => T, ledgerEntry?: () => void) {
    if (ledgerEntry === undefined) return run.call(this, work) as Promise<T>
    // The engine may have ended by then.
    setTimeout(() => void run.call(this, work, ledgerEntry).catch(() => undefined), 30)
    return Promise.resolve(true as T)
  }
}
if (task.mutate === 'early') answerEarly()

const recoveries = {
  none: recoverOutbox,
  requeue: requeueEverything,
  early: recoverOutbox,
  count: countEverything,
}

let isRunning = false
const started = Date.now()
const haste = task.haste ?? 1
const { patience } = task
const owner = startOutbox({
  files: {
    database: task.database,
    ledger: ledgerPath,
    lock: join(folder, 'instance.lock'),
    memory: task.memory ?? join(folder, 'outside'),
  },
  installKey: task.installKey,
  credentialOf: async () => ({ kind: 'password', password: null }),
  relay: () => null,
  changed: () => undefined,
  statusChanged: ({ engine }) => void (isRunning ||= engine === 'running'),
  log: silentLog,
  clock: { now: () => started + (Date.now() - started) * haste },
  timing: {
    ...defaultTiming,
    ...{ tick: 20, lockRetry: 20 },
    // A clock that runs fast has not jumped.
    ...(haste === 1 ? {} : { clockJump: Number.POSITIVE_INFINITY }),
    ...(patience === undefined
      ? {}
      : {
          timeouts: {
            ...{ connection: patience, greeting: patience, command: patience },
            finalDot: patience,
          },
        }),
  },
  recover: recoveries[task.mutate],
})

const reader = openConnection(task.database)
// What is held waits for a person, and this process for nobody.
const open = reader.prepare(
  `SELECT 1 FROM campaigns WHERE status = 'sending' AND queue_cursor < last_lead_id
   UNION ALL SELECT 1 FROM outbox WHERE state IN ('claimed', 'handing_over')
   UNION ALL SELECT 1 FROM outbox JOIN campaigns ON campaigns.id = outbox.campaign_id
     WHERE outbox.state = 'queued' AND campaigns.status = 'sending' LIMIT 1`,
)
const timer = setInterval(() => {
  if (!isRunning || open.get() !== undefined) return
  clearInterval(timer)
  void owner.stop().then(() => {
    reader.close()
    process.send?.('done')
    process.disconnect()
  })
}, 50)
