// The sending engine: owns the outbox while it has the lock, looks around once a tick, and lets
// queueing, sandbox and accounts work.
import { statfsSync } from 'node:fs'
import { setImmediate as breathe, setTimeout as delay } from 'node:timers/promises'
import { dirname } from 'node:path'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { describeError } from '#main/platform/log.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { mayLeaveSql, statusSql } from '../campaigns/campaignStatus.ts'
import { startAccount, type RunningAccount } from './outbox.account.ts'
import { createClaims } from './outbox.claim.ts'
import { createClockWatch } from './outbox.clockWatch.ts'
import { createCommits } from './outbox.commits.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import { createHandOvers } from './outbox.handOver.ts'
import { openLedger } from './outbox.ledger.ts'
import { createOutcomes } from './outbox.outcome.ts'
import { createOnceMore } from './outbox.onceMore.ts'
import type { EngineParts } from './outbox.parts.ts'
import { createQueueing } from './outbox.queueing.ts'
import { clampWaits, inStateSql } from './outbox.recovery.ts'
import { sandboxAccount, sendToSandbox } from './outbox.sandbox.ts'
import { createSchedule } from './outbox.schedule.ts'
import type { EngineOptions } from './outbox.settings.ts'
import { createSignal } from './outbox.signal.ts'
import { createSpeed } from './outbox.speed.ts'
import { createVersions } from './outbox.versions.ts'

export type Engine = {
  /** Looks around now. Resolves when it has. */
  look(): Promise<void>
  accountChanged(accountId: number): void
  /** Lets what is under way finish for a while, then ends everything. */
  stop(): Promise<void>
}

/** Starts the engine on an outbox this process owns. */
export function startEngine(options: EngineOptions): Engine {
  const { clock, timing, files } = options
  const connection = openConnection(files.database)
  // Copying the log back into the file costs as much as a few dozen messages: done a quarter as
  // often, it copies each page once.
  connection.pragma('wal_autocheckpoint = 4000')
  const ledger = openLedger(files.ledger)
  options.recover(connection, ledger, clock.now())

  const busyLanes = { count: 0 }
  const commits = createCommits(connection, ledger, () => busyLanes.count)
  const signal = createSignal()
  const speed = createSpeed()
  const versions = createVersions(connection)
  const queueing = createQueueing(connection, options.installKey, versions)
  const onceMore = createOnceMore(connection, ledger)
  const schedule = createSchedule(connection, timing.scheduleGrace)
  const clockWatch = createClockWatch(timing.clockJump)
  const accounts = new Map<number, RunningAccount>()
  const running = runningCampaigns(connection)
  let campaigns = running()
  let stopping = false
  let lowDisk = false
  let settleUntil = 0
  const touched = new Set<Topic>()

  const parts: EngineParts = {
    ...{ options, connection, ledger, commits, versions, signal, busyLanes },
    claims: createClaims(
      connection,
      `${process.pid}.${Math.trunc(clock.now())}`,
      () => options.relay() !== null,
    ),
    handOvers: createHandOvers(connection, ledger, commits, options.installKey),
    outcomes: createOutcomes(connection, (topics) => topics.forEach((topic) => touched.add(topic))),
    done: (campaignId) => speed.count(campaignId),
    isHeld: () =>
      stopping ||
      lowDisk ||
      performance.now() < settleUntil ||
      options.relayNews?.isAwaited() === true,
    runningCampaigns: (accountId) => campaigns.get(accountId) ?? [],
    laneFailed: (accountId) => void restart(accountId),
  }

  const queue = onlyOnce(async () => {
    while (!parts.isHeld() && queueing.isNeeded()) {
      await commits.run(() => queueing.slice(clock.now()))
      touched.add('email').add('dashboard')
      signal.notify()
      void sandbox()
      await breathe()
    }
    campaigns = running()
  })
  const sandbox = onlyOnce(() => sendToSandbox(parts))

  const closing = new Map<number, Promise<void>>()
  /**
   * Closes an account's lanes and frees what they still hold; the next look starts it again where
   * it is needed.
   */
  function restart(accountId: number): Promise<void> {
    const account = accounts.get(accountId)
    if (!account) return Promise.resolve()
    let ending = closing.get(accountId)
    if (!ending)
      closing.set(
        accountId,
        (ending = end(accountId, account).finally(() => closing.delete(accountId))),
      )
    return ending
  }

  async function end(accountId: number, account: RunningAccount): Promise<void> {
    await account.close()
    try {
      await commits.run(() => releaseRows(connection, accountId))
    } catch (error) {
      options.log('error', 'Rows could not be freed.', describeError(error))
    }
    accounts.delete(accountId)
  }

  function afterJump(now: number): void {
    options.log(
      'info',
      'The clock jumped or the machine slept: connections are dropped and opened anew.',
    )
    settleUntil = performance.now() + timing.settleAfterJump
    if (options.relay() !== null) options.relayNews?.await()
    for (const account of accounts.values()) {
      account.dropConnections()
      account.pace.reload(now)
    }
    commits
      .run(() => clampWaits(connection, now))
      .catch((error: unknown) =>
        options.log('error', 'Waits could not be set to the new clock.', describeError(error)),
      )
  }

  async function look(): Promise<void> {
    const now = clock.now()
    if (clockWatch.jumped(now)) afterJump(now)
    lowDisk = freeDisk(files.database) < timing.lowDisk
    if (!parts.isHeld() && schedule.isDue(now)) {
      await commits.run(() => schedule.startDue(now))
      touched.add('email').add('dashboard')
    }
    if (onceMore.isNeeded()) await commits.run(() => onceMore.run(clock.now()))
    campaigns = running()
    for (const account of accounts.values()) account.reload()
    for (const accountId of campaigns.keys()) {
      if (accountId !== sandboxAccount && !accounts.has(accountId))
        accounts.set(accountId, startAccount(parts, accountId))
    }
    for (const accountId of accounts.keys()) if (!campaigns.has(accountId)) void restart(accountId)
    void queue()
    if (campaigns.has(sandboxAccount)) void sandbox()
    commits.flush()
    signal.notify()
    options.statusChanged(status())
  }

  function status(): EngineStatus {
    return {
      engine: stopping ? 'stopped' : lowDisk ? 'low_disk' : 'running',
      perMinute: speed.perMinute(),
    }
  }

  const watch = guarded(options, look)
  const ticker = setInterval(() => void watch(), timing.tick)
  // The main thread leaves the write-ahead log to this one: copying it into the file there would
  // stall the window.
  const checkpointer = setInterval(
    () => connection.pragma('wal_checkpoint(PASSIVE)'),
    checkpointEvery,
  )
  const teller = setInterval(() => {
    if (touched.size > 0) options.changed([...touched])
    touched.clear()
  }, changesEvery)
  void watch()

  return {
    look: watch,
    accountChanged: (accountId) => void restart(accountId).then(watch),
    async stop() {
      stopping = true
      clearInterval(ticker)
      clearInterval(checkpointer)
      const ended = Promise.all([...accounts.values()].map((account) => account.close()))
      await Promise.race([ended, delay(timing.stopGrace, undefined, { ref: false })])
      for (const account of accounts.values()) account.dropConnections()
      await Promise.race([
        Promise.all([ended, queue(), sandbox()]),
        delay(2_000, undefined, { ref: false }),
      ])
      clearInterval(teller)
      commits.flush()
      connection.close()
      ledger.close()
      options.changed([...touched])
      options.statusChanged(status())
    },
  }
}

/** How often the write-ahead log is copied into the database file, in milliseconds. */
const checkpointEvery = 10_000

/** Changes are told at most this often, in milliseconds: four times a second. */
const changesEvery = 250

function runningCampaigns(connection: SqliteConnection): () => Map<number, number[]> {
  const select = connection.prepare<[], { id: number; account: number }>(
    `SELECT id, coalesce(account_id, ${sandboxAccount}) AS account FROM campaigns
     WHERE ${mayLeaveSql} AND deleted_at IS NULL AND (${statusSql} = 'sending' OR (status = 'automatic' AND EXISTS (
       SELECT 1 FROM outbox_totals WHERE campaign_id = campaigns.id AND count > 0 AND state IN ('queued', 'claimed', 'handing_over'))))
     ORDER BY started_at, id`,
  )
  return () => {
    const byAccount = new Map<number, number[]>()
    for (const { id, account } of select.all())
      byAccount.set(account, [...(byAccount.get(account) ?? []), id])
    return byAccount
  }
}

/** Rows of an account whose lanes have all ended: by the same rule as after a crash. */
function releaseRows(connection: SqliteConnection, accountId: number): void {
  connection
    .prepare(
      `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL WHERE ${inStateSql('handing_over')} AND account_id = ?`,
    )
    .run(accountId)
  connection
    .prepare(
      `UPDATE outbox SET state = 'queued', lease = NULL, attempts = max(0, attempts - 1) 
       WHERE ${inStateSql('claimed')} AND account_id = ?`,
    )
    .run(accountId)
}

function freeDisk(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize
  } catch {
    // Where it cannot be asked, the disk itself will say when it is full.
    return Infinity
  }
}

/** Runs a task unless it is running already; asked for meanwhile, it runs once more afterwards. */
function onlyOnce(task: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null
  let again = false
  return () => {
    if (current !== null) {
      again = true
      return current
    }
    const run = async () => {
      do {
        again = false
        await task()
      } while (again)
    }
    current = run().finally(() => {
      current = null
    })
    return current
  }
}

function guarded(options: EngineOptions, work: () => Promise<void>): () => Promise<void> {
  const once = onlyOnce(work)
  return () =>
    once().catch((error: unknown) =>
      options.log('error', 'The sending engine could not look around.', describeError(error)),
    )
}
