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

export type EngineTask = { database: string; installKey: string; mutate: Mutation }

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

const owner = startOutbox({
  files: {
    database: task.database,
    ledger: ledgerPath,
    lock: join(folder, 'instance.lock'),
    memory: join(folder, 'outside'),
  },
  installKey: task.installKey,
  passwordOf: async () => null,
  relay: () => null,
  changed: () => undefined,
  statusChanged: () => undefined,
  log: silentLog,
  clock: { now: () => Date.now() },
  timing: { ...defaultTiming, tick: 20, lockRetry: 20 },
  recover: recoveries[task.mutate],
})

const reader = openConnection(task.database)
const open = reader.prepare(
  `SELECT 1 FROM campaigns WHERE status = 'sending' AND queue_cursor < last_lead_id
   UNION ALL SELECT 1 FROM outbox WHERE state IN ('queued', 'claimed', 'handing_over') LIMIT 1`,
)
const timer = setInterval(() => {
  if (open.get() !== undefined) return
  clearInterval(timer)
  void owner.stop().then(() => {
    reader.close()
    process.send?.('done')
    process.disconnect()
  })
}, 50)
