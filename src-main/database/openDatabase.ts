// Opens the user's database: migrations first, then one writing and one reading connection.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DataSource, type EntityManager, type EntitySchema, type QueryRunner } from 'typeorm'
import type { ChangeFeed } from '#main/platform/changeFeed.ts'
import { keepDatabasePrivate } from '#main/platform/files/privateFile.ts'
import { createStartup, type Startup } from '#main/platform/startup.ts'
import type { Database, Transaction } from './database.ts'
import { instanceLock, takeLock } from './fileLock.ts'
import {
  hasUnfinishedLog,
  pendingMigrations,
  refuseLost,
  updateDatabase,
} from './databaseUpdate.ts'
import {
  isBusy,
  openConnection,
  prepareConnection,
  prepareReader,
  sqliteDriver,
} from './sqliteConnection.ts'
import { migrations } from './migrations/index.ts'
import { preparedReads, transactionReads } from './preparedReads.ts'
import { createWriteQueue } from './writeQueue.ts'

/** How long a write waits for a worker thread's transaction before it gives up, in milliseconds. */
const maxWait = 30_000

/** How long a first start waits for another one on the same folder, in milliseconds. */
const maxMaking = 5_000

/** TypeORM's view of the file; also used by the test that compares tables and migrations. */
export function dataSourceFor(path: string, tables: EntitySchema[]): DataSource {
  return new DataSource({
    type: 'better-sqlite3',
    driver: sqliteDriver,
    database: path,
    entities: tables,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    prepareDatabase: prepareConnection,
  })
}

/**
 * @param path absolute path of the database file; created when missing
 * @param startup is told how far an update has come, and may give it up
 * @throws when the file is no database, is newer than this version, or a migration fails (the file
 * is then as it was before it)
 */
export async function openDatabase(
  path: string,
  tables: EntitySchema[],
  changes: ChangeFeed,
  startup: Startup = createStartup(),
): Promise<Database> {
  // Before anything opens it: what SQLite makes beside it has its permissions.
  if (existsSync(path)) keepDatabasePrivate(path)
  const wasCutOff = hasUnfinishedLog(path)
  takeBackCutOff(path)
  const release = await lockToMake(path)
  let writer: DataSource
  try {
    if (release === null) await updateDatabase(path, startup)
    writer = await openWriter(path, tables)
  } finally {
    release?.()
  }
  const reader = await new DataSource({
    type: 'better-sqlite3',
    driver: sqliteDriver,
    database: path,
    entities: tables,
    readonly: true,
    prepareDatabase: prepareReader,
  }).initialize()
  const quick = new sqliteDriver(path, { readonly: true })
  prepareReader(quick)
  const queue = createWriteQueue()
  const waitingWriters = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

  return {
    path,
    waitingWriters,
    wasCutOff,
    read: reader.manager,
    ...preparedReads(quick),
    async write(topics, work) {
      const result = await queue.run(() => inTransaction(writer, waitingWriters, work))
      changes.publish(topics)
      return result
    },
    async close() {
      await queue.idle()
      quick.close()
      await reader.destroy()
      await writer.destroy()
    },
  }
}

/**
 * What a kill left of a change that was made without a log, as a database has none in the moment in which it is put
 * back or made. Only who opens it to write takes it back: all who come next begin by reading, and would be refused
 * for ever.
 */
function takeBackCutOff(path: string): void {
  if (!existsSync(path) || !existsSync(`${path}-journal`)) return
  const connection = new sqliteDriver(path, { timeout: 5_000 })
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get()
  } finally {
    connection.close()
  }
}

/**
 * A new file is made by one alone: of several first starts the others wait for it.
 * @returns the function that gives the lock back; null where there is nothing to make
 */
async function lockToMake(path: string): Promise<(() => void) | null> {
  const lock = join(dirname(path), instanceLock)
  const deadline = performance.now() + maxMaking
  while (!isMade(path)) {
    const release = takeLock(lock)
    if (release !== null) return keepToMake(path, release)
    // An update, or an application that runs: whoever comes next says so.
    if (performance.now() > deadline) return null
    await delay(20)
  }
  return null
}

function isMade(path: string): boolean {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 }
  return size > 0 && pendingMigrations(path)?.pending.length === 0
}

/** Asked again under the lock: somebody else may just have made it. */
function keepToMake(path: string, release: () => void): (() => void) | null {
  let isNew = false
  try {
    const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 }
    isNew = size === 0 || pendingMigrations(path) === null
    if (isNew) refuseLost(path)
    else release()
  } catch (error) {
    release()
    throw error
  }
  return isNew ? release : null
}

async function openWriter(path: string, tables: EntitySchema[]): Promise<DataSource> {
  // Opened once by itself first, so that a fresh file is in WAL mode before TypeORM asks anything
  // of it.
  openConnection(path).close()
  const writer = await dataSourceFor(path, tables).initialize()
  try {
    // An older file is up to date by now; this makes a new one.
    await writer.runMigrations()
    // From here on the main thread never blocks on another writer: BEGIN IMMEDIATE is retried
    // without stalling the window.
    await writer.query('PRAGMA busy_timeout = 0')
    // Nor does it copy the log into the file while a window waits: the threads that write most do
    // that (see the outbox's tick).
    await writer.query('PRAGMA wal_autocheckpoint = 10000')
  } catch (error) {
    // After a failed migration the connection may have foreign keys off: it must not be used again.
    await writer.destroy()
    throw error
  }
  return writer
}

async function inTransaction<T>(
  writer: DataSource,
  waitingWriters: Int32Array,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const runner = writer.createQueryRunner()
  await beginImmediate(runner, waitingWriters)
  try {
    const result = await work(transactionOn(runner.manager))
    await runner.query('COMMIT')
    return result
  } catch (error) {
    await rollBack(runner)
    throw error
  }
}

/**
 * Where the disk is full or fails, SQLite takes the transaction back by itself: there is nothing
 * left to roll back then, and the cause is told.
 */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('ROLLBACK')
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error
  }
}

/** Says that it waits from the first refusal on: an import that holds the lock lets go of it then. */
async function beginImmediate(runner: QueryRunner, waitingWriters: Int32Array): Promise<void> {
  if (await tryToBegin(runner)) return
  const deadline = performance.now() + maxWait
  Atomics.add(waitingWriters, 0, 1)
  try {
    do await delay(2)
    while (!(await tryToBegin(runner, performance.now() > deadline)))
  } finally {
    Atomics.sub(waitingWriters, 0, 1)
  }
}

/** @throws what SQLite says, but that another connection writes only at the last try */
async function tryToBegin(runner: QueryRunner, isLast = false): Promise<boolean> {
  try {
    await runner.query('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (isLast || !isBusy(driverError(error))) throw error
    return false
  }
}

function driverError(error: unknown): unknown {
  return error instanceof Error && 'driverError' in error ? error.driverError : error
}

function transactionOn(manager: EntityManager): Transaction {
  return {
    insert: manager.insert.bind(manager),
    update: manager.update.bind(manager),
    delete: manager.delete.bind(manager),
    findBy: manager.findBy.bind(manager),
    findOneBy: manager.findOneBy.bind(manager),
    countBy: manager.countBy.bind(manager),
    createQueryBuilder: manager.createQueryBuilder.bind(manager),
    sql: (statement, parameters = []) => manager.query(statement, parameters),
    ...transactionReads((statement, parameters) => manager.query(statement, parameters)),
  }
}
