// The sending engine: owns the outbox while it has the lock, looks around once a tick, and lets
// queueing, sandbox and accounts work.
import { setImmediate as yieldToEventLoop, setTimeout as delay } from 'node:timers/promises'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { watchPlace } from '#main/platform/files/filePlace.ts'
import { freeDisk } from '#main/platform/files/freeDisk.ts'
import { describeError } from '#main/platform/log.ts'
import { codeOf, storageProblem } from '#main/platform/storageProblem.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { onlyOnce } from '#main/platform/onlyOnce.ts'
import { Accounts } from './outbox.accounts.ts'
import { createClaims, createErasedCheck } from './outbox.claim.ts'
import { createClockWatch } from './outbox.clockWatch.ts'
import { Commits } from './outbox.commits.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import { createHandOvers } from './outbox.handOver.ts'
import { admitFolder, type AdmittedFolder } from './copies/admission.ts'
import { createOutcomes } from './outcomes/outbox.outcome.ts'
import { createOnceMore } from './outbox.onceMore.ts'
import type { EngineParts } from './outbox.parts.ts'
import { createQueueing } from './outbox.queueing.ts'
import { clampWaits } from './outbox.recovery.ts'
import { sandboxAccount, sendToSandbox } from './outbox.sandbox.ts'
import { createSchedule } from './outbox.schedule.ts'
import type { EngineOptions } from './outbox.settings.ts'
import { createTestDecisions } from '../variants/testDecisions.ts'
import { createWarmUpSteps } from '../warmUp/warmUpSteps.ts'
import { createSignal } from './outbox.signal.ts'
import { createSpeed } from './outbox.speed.ts'
import { createVersions } from './outbox.versions.ts'

/** How often it is asked whether a wait for an account has come to its end, in milliseconds. */
const endWaitsEvery = 60_000
/** How often it is asked whether the time of a test or a stage is over, in milliseconds. */
const stagesEvery = 10_000
/** Changes are told at most this often, in milliseconds: four times a second. */
const changesEvery = 250
/** How long what was cut off at the end may take to notice, in milliseconds. */
const cutOffGrace = 2_000

/** Runs on an outbox this process owns, from its making to `stop`. */
export class Engine {
  readonly #options: EngineOptions
  readonly #parts: EngineParts
  readonly #accounts: Accounts
  readonly #speed = createSpeed()
  readonly #touched = new Set<Topic>()
  readonly #queueing: ReturnType<typeof createQueueing>
  readonly #onceMore: ReturnType<typeof createOnceMore>
  readonly #schedule: ReturnType<typeof createSchedule>
  readonly #tests: ReturnType<typeof createTestDecisions>
  readonly #warmUps: ReturnType<typeof createWarmUpSteps>
  readonly #clockWatch: ReturnType<typeof createClockWatch>
  readonly #timers: NodeJS.Timeout[]
  readonly #folder: AdmittedFolder
  readonly #ledgerDamaged: () => void
  #isStopping = false
  #isDiskLow = false
  /** A write met with a full or failing disk, whatever is said to be free. */
  #unwritable: 'low_disk' | 'not_writable' | null = null
  #isDamaged = false
  readonly #isInPlace: () => boolean
  #isGone = false
  readonly #told = new Set<string>()
  #settleUntil = 0
  #waitsEnded = 0
  #stagesSeen = 0

  /** Looks around now. Resolves when it has. */
  readonly tick = onlyOnce(() => this.#guardedTick())
  readonly #queue = onlyOnce(() =>
    this.#queueSlices().catch((error: unknown) => this.#meet('Messages were not queued.', error)),
  )
  readonly #sandbox = onlyOnce(() =>
    sendToSandbox(this.#parts).catch((error: unknown) =>
      this.#meet('Messages were not kept in the sandbox.', error),
    ),
  )

  /** @param ledgerDamaged asks to be stopped, and begun anew on a ledger that is sound */
  constructor(options: EngineOptions, ledgerDamaged: () => void) {
    this.#options = options
    this.#ledgerDamaged = ledgerDamaged
    this.#isInPlace = watchPlace(options.files.database)
    const { timing, installKey } = options
    const opened = openAdmitted(options)
    const { database, folder } = opened
    this.#folder = folder
    try {
      const versions = createVersions(database)
      this.#queueing = createQueueing(database, installKey, versions)
      this.#onceMore = createOnceMore(database, folder.ledger)
      this.#schedule = createSchedule(database, timing.scheduleGrace)
      this.#tests = createTestDecisions(database)
      this.#warmUps = createWarmUpSteps(database)
      this.#clockWatch = createClockWatch(timing.clockJump)
      this.#parts = this.#partsOn(database, folder.ledger, versions)
      this.#accounts = new Accounts(this.#parts)
    } catch (error) {
      opened.close()
      throw error
    }
    this.#timers = [
      setInterval(() => void this.tick(), timing.tick),
      // The main thread leaves the write-ahead log to this one: copying it into the file there
      // would stall the window.
      setInterval(() => this.#checkpoint(), timing.checkpoint),
      setInterval(() => this.#tellChanges(), changesEvery),
    ]
    void this.tick()
  }

  #partsOn(
    database: EngineParts['database'],
    ledger: EngineParts['ledger'],
    versions: EngineParts['versions'],
  ): EngineParts {
    const options = this.#options
    const { installKey, clock } = options
    const busyConnections = { count: 0 }
    const owner = `${process.pid}.${Math.trunc(clock.now())}`
    return {
      ...{ options, database, ledger, versions, busyConnections },
      signal: createSignal(),
      commits: new Commits(
        database,
        ledger,
        () => busyConnections.count,
        (error) => this.#notice(error),
      ),
      claims: createClaims(
        database,
        owner,
        () => options.relay() !== null,
        createErasedCheck(database, installKey),
      ),
      handOvers: createHandOvers(database, ledger, installKey),
      outcomes: createOutcomes(database, (topics) => this.#touch(topics)),
      done: (campaignId) => this.#speed.count(campaignId),
      isHeld: () => this.#isHeld(),
      isDamaged: () => this.#isDamaged,
      runningCampaigns: (accountId) => this.#accounts.runningCampaigns(accountId),
      connectionFailed: (accountId) => void this.#accounts.restart(accountId),
    }
  }

  accountChanged(accountId: number): void {
    void this.#accounts.restart(accountId).then(() => this.tick())
  }

  /** Nothing more is claimed, nor handed over, by what the database says. */
  damageFound(): void {
    this.#isDamaged = true
    this.#options.statusChanged(this.#status())
  }

  /** Lets what is under way finish for a while, then ends everything. */
  async stop(): Promise<void> {
    const { stopGrace } = this.#options.timing
    const { commits, database, ledger } = this.#parts
    this.#isStopping = true
    for (const timer of this.#timers) clearInterval(timer)
    const ended = this.#accounts.closeAll()
    await Promise.race([ended, delay(stopGrace, undefined, { ref: false })])
    this.#accounts.dropConnections()
    const rest = Promise.all([ended, this.#queue(), this.#sandbox()])
    await Promise.race([rest, delay(cutOffGrace, undefined, { ref: false })])
    try {
      commits.close()
    } catch (error) {
      // They only would have made messages more certain.
      this.#meet('The last outcomes were not kept in the ledger.', error)
    }
    database.close()
    ledger.close()
    this.#folder.close()
    this.#tellChanges()
    this.#options.statusChanged(this.#status())
  }

  #isHeld(): boolean {
    return (
      this.#isStopping ||
      this.#isDamaged ||
      this.#isGone ||
      this.#isDiskLow ||
      this.#unwritable !== null ||
      performance.now() < this.#settleUntil ||
      this.#options.relayNews?.isAwaited() === true
    )
  }

  async #guardedTick(): Promise<void> {
    try {
      await this.#tick()
      if (this.#unwritable === null && !this.#isDamaged) this.#told.clear()
    } catch (error) {
      this.#meet('The sending engine could not look around.', error)
    }
    this.#options.statusChanged(this.#status())
  }

  #checkpoint(): void {
    try {
      this.#parts.database.pragma('wal_checkpoint(PASSIVE)')
    } catch (error) {
      this.#meet('The log of the database could not be copied into it.', error)
    }
  }

  /** Nothing that is met ends the thread. Said once, until all is well again. */
  #meet(why: string, error: unknown): void {
    this.#notice(error)
    const key = `${why} ${codeOf(error) ?? String(error)}`
    if (!this.#told.has(key)) this.#options.log('error', why, describeError(error))
    this.#told.add(key)
  }

  #notice(error: unknown): void {
    const problem = storageProblem(error)
    if (problem === 'disk_full') this.#unwritable = 'low_disk'
    if (problem === 'disk_error' || problem === 'not_writable') this.#unwritable = 'not_writable'
    if (problem !== 'damaged') return
    // The ledger is looked at, and made sound, by whoever opens it next.
    if (this.#folder.ledger.isDamaged()) this.#ledgerDamaged()
    else this.#isDamaged = true
  }

  /** Whether there is room again can only be told by writing. */
  #tryToWrite(): void {
    this.#parts.database.exec('UPDATE data_folder SET starts = starts')
    this.#unwritable = null
  }

  async #tick(): Promise<void> {
    const { options, commits, signal } = this.#parts
    const now = options.clock.now()
    if (this.#clockWatch.jumped(now)) this.#settleAfterJump(now)
    // What left from files that nobody finds again would leave once more from those in their place.
    this.#isGone = !this.#isInPlace()
    this.#isDiskLow = freeDisk(options.files.database) < options.timing.lowDisk
    if (this.#unwritable !== null && !this.#isDiskLow) this.#tryToWrite()
    if (!this.#isHeld() && this.#schedule.isDue(now)) {
      await commits.run(() => this.#schedule.startDue(now))
      this.#touch(['email', 'dashboard'])
    }
    if (!this.#isHeld() && now - this.#waitsEnded >= endWaitsEvery) await this.#endWaits(now)
    if (!this.#isHeld() && Math.abs(now - this.#stagesSeen) >= stagesEvery)
      await this.#endStages(now)
    if (this.#onceMore.isNeeded()) await commits.run(() => this.#onceMore.run(options.clock.now()))
    this.#accounts.update()
    void this.#queue()
    if (this.#accounts.runningCampaigns(sandboxAccount).length > 0) void this.#sandbox()
    if (!this.#isDamaged) commits.flush()
    signal.notify()
  }

  async #queueSlices(): Promise<void> {
    const { options, commits, signal } = this.#parts
    while (!this.#isHeld() && this.#queueing.isNeeded()) {
      await commits.run(() => this.#queueing.slice(options.clock.now()))
      this.#touch(['email', 'dashboard'])
      signal.notify()
      void this.#sandbox()
      await yieldToEventLoop()
    }
    this.#accounts.readCampaigns()
  }

  async #endWaits(now: number): Promise<void> {
    const { commits, outcomes } = this.#parts
    this.#waitsEnded = now
    if (outcomes.hasEndedWaits(now)) await commits.run(() => outcomes.endWaits(now))
  }

  /** Tests whose time is over, and stages of accounts that warm up. */
  async #endStages(now: number): Promise<void> {
    this.#stagesSeen = now
    const ending = [
      ...(this.#tests.isDue(now) ? [() => this.#tests.decideDue(now)] : []),
      ...(this.#warmUps.isDue(now) ? [() => this.#warmUps.takeDue(now)] : []),
    ]
    for (const one of ending) await this.#parts.commits.run(one)
    if (ending.length > 0) this.#touch(['email', 'dashboard'])
  }

  #settleAfterJump(now: number): void {
    const { options, commits, database } = this.#parts
    const { log, timing, relayNews } = options
    log('info', 'The clock jumped or the machine slept: connections are dropped and opened anew.')
    this.#settleUntil = performance.now() + timing.settleAfterJump
    if (options.relay() !== null) relayNews?.await()
    this.#accounts.startOver(now)
    commits
      .run(() => clampWaits(database, now))
      .catch((error: unknown) =>
        log('error', 'Waits could not be set to the new clock.', describeError(error)),
      )
  }

  #touch(topics: Topic[]): void {
    for (const topic of topics) this.#touched.add(topic)
  }

  #tellChanges(): void {
    if (this.#touched.size > 0) this.#options.changed([...this.#touched])
    this.#touched.clear()
  }

  #status(): EngineStatus {
    return {
      engine: this.#state(),
      perMinute: this.#speed.perMinute(),
    }
  }

  #state(): EngineStatus['engine'] {
    if (this.#isStopping) return 'stopped'
    if (this.#isDamaged) return 'damaged'
    if (this.#isGone) return 'folder_gone'
    return this.#isDiskLow ? 'low_disk' : (this.#unwritable ?? 'running')
  }
}

/**
 * The database and what belongs to the folder, admitted and recovered.
 * @throws with nothing left open: it is tried again every few seconds
 */
function openAdmitted(options: EngineOptions): {
  database: EngineParts['database']
  folder: AdmittedFolder
  close(): void
} {
  const { files, clock, log } = options
  const opened: { close(): unknown }[] = []
  const close = () => opened.splice(0).forEach((one) => one.close())
  try {
    const database = openConnection(files.database)
    opened.push(database)
    // Copying the log back into the file costs as much as a few dozen messages: done a quarter as
    // often, it copies each page once.
    database.pragma('wal_autocheckpoint = 4000')
    const folder = admitFolder(database, files, log, clock.now())
    opened.push(folder.ledger, folder)
    options.recover(database, folder.ledger, clock.now())
    return { database, folder, close }
  } catch (error) {
    close()
    throw error
  }
}
