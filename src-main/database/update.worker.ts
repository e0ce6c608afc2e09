// The thread that brings an older database up to date: holds the lock, checks the file, copies it,
// runs the migrations one transaction each.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm'
import { StartupStopped } from '#main/platform/startup.ts'
import { codeOf } from '#main/platform/storageProblem.ts'
import { syncFile, syncFolder, writeDurably } from '#main/platform/files/durableFiles.ts'
import { keepPrivate } from '#main/platform/files/privateFile.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import type { StartupState } from '#shared/startup.ts'
import { backupFolder } from './backups.ts'
import { pendingMigrations, type UpdateInput, type UpdateResult } from './databaseUpdate.ts'
import { damageError } from './damage/fileLook.ts'
import { damageIn } from './damage/sqliteCheck.ts'
import { instanceLock, takeLock } from './fileLock.ts'
import { migrations } from './migrations/index.ts'
import { dataSourceFor } from './openDatabase.ts'
import { openConnection, type SqliteConnection, sqliteDriver } from './sqliteConnection.ts'

/** Pages copied between two looks at whether to go on: 8 MB. */
const pagesAtOnce = 2_048
/**
 * A migration walks through whole tables: with a cache that holds them it does so once. In KiB, as
 * SQLite counts it below zero.
 */
const updateCache = -262_144

type Run = UpdateInput & TaskContext<StartupState> & { backup: string | null }

function throwIfCancelled(run: Run): void {
  if (run.isCancelled()) throw new StartupStopped()
}

/** @throws with SQLite's code where the file is damaged: nothing is written over it then */
function check(run: Run, connection: SqliteConnection): void {
  const damage = damageIn(connection)
  if (damage !== null) throw damageError(damage)
  throwIfCancelled(run)
}

/**
 * A whole copy beside the database, named after the version it is of. It has that name once it is
 * complete; the copy before an earlier
 * update goes then, so that one rests on the disk. Where an update failed on its way and is tried again,
 * the copy of before all of it stays, too.
 * @returns the name of the one of before all of it
 */
async function copyAside(run: Run, connection: SqliteConnection, version: string): Promise<string> {
  const folder = join(dirname(run.path), backupFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `main-before-update-${version}.db`
  const unfinished = join(folder, `${name}.new`)
  rmSync(unfinished, { force: true })
  keepPrivate(unfinished, { make: true })
  const pageSize = Number(connection.pragma('page_size', { simple: true }))
  try {
    await connection.backup(unfinished, {
      progress({ totalPages, remainingPages }) {
        throwIfCancelled(run)
        run.progress({
          kind: 'copying',
          done: (totalPages - remainingPages) * pageSize,
          total: totalPages * pageSize,
        })
        return pagesAtOnce
      },
    })
    // The earlier copy goes only once this one is known to be whole, and on the disk.
    checkCopy(run, unfinished)
    syncFile(unfinished)
    renameSync(unfinished, join(folder, name))
    syncFolder(folder)
    const first = beginTrail(folder, name)
    keepCopies(folder, [first, name])
    return first
  } catch (error) {
    rmSync(unfinished, { force: true })
    rmSync(`${unfinished}-journal`, { force: true })
    throw error
  }
}

function keepCopies(folder: string, kept: readonly string[]): void {
  for (const name of readdirSync(folder))
    if (copyName.test(name) && !kept.includes(name)) rmSync(join(folder, name))
}

const copyName = /^main-before-update-\d{4}\.db$/
/** Beside the copies as long as an update has not come to its end. */
const trailFile = 'update-under-way.json'

/**
 * What an update that failed before began with; a later version than this one's copy is of other data.
 * @returns the name of the copy of before all of it
 */
function beginTrail(folder: string, name: string): string {
  const path = join(folder, trailFile)
  const begun = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (copyName.test(begun) && begun < name && existsSync(join(folder, begun))) return begun
  writeDurably(path, name)
  return name
}

function endTrail(folder: string, first: string): void {
  // First: killed between the two, the next update would take it for one that failed.
  rmSync(join(folder, trailFile), { force: true })
  syncFolder(folder)
  keepCopies(folder, [first])
}

/** A single file, without a log beside it. */
function checkCopy(run: Run, path: string): void {
  const copy = new sqliteDriver(path)
  try {
    copy.pragma('journal_mode = DELETE')
    check(run, copy)
  } finally {
    copy.close()
  }
}

type MigrationClass = new () => MigrationInterface & { name: string }

/**
 * The same migrations, which stop between two statements where that is asked, and tell each
 * statement.
 */
function watched(run: Run, all: readonly MigrationClass[], tell: () => void): MigrationClass[] {
  return all.map((Migration) => {
    const migration = new Migration()
    return class implements MigrationInterface {
      name = migration.name
      up = (runner: QueryRunner) => migration.up(watchedRunner(run, runner, tell))
      down = (runner: QueryRunner) => migration.down(runner)
    }
  })
}

function watchedRunner(run: Run, runner: QueryRunner, tell: () => void): QueryRunner {
  return new Proxy(runner, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const method = value.bind(target) as (...given: unknown[]) => unknown
      if (name !== 'query') return method
      return async (...given: unknown[]) => {
        throwIfCancelled(run)
        const result = await method(...given)
        tell()
        return result
      }
    },
  })
}

/**
 * Migrations run the same statements whatever the data: an empty database in memory says how many.
 */
async function statementsOf(run: Run, pending: string[]): Promise<number> {
  let count = 0
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: sqliteDriver,
    database: ':memory:',
    migrationsTransactionMode: 'each',
    migrations: migrations.flatMap((Migration): MigrationClass[] =>
      pending.includes(new Migration().name)
        ? watched(run, [Migration], () => (count += 1))
        : [Migration],
    ),
  })
  await source.initialize()
  try {
    await source.runMigrations()
  } finally {
    await source.destroy()
  }
  return count
}

async function migrate(run: Run, pending: string[]): Promise<void> {
  const total = await statementsOf(run, pending)
  let done = 0
  const tell = () => run.progressNow({ kind: 'updating', done: (done += 1), total })
  run.progressNow({ kind: 'updating', done, total })
  const source = dataSourceFor(run.path, [])
  source.setOptions({ migrations: watched(run, migrations, tell) })
  await source.initialize()
  try {
    await source.query(`PRAGMA cache_size = ${updateCache}`)
    await source.runMigrations()
  } finally {
    await source.destroy()
  }
}

/**
 * Without writing: where the log beside the file belongs to another one, the file itself stays
 * whole.
 */
function checkUntouched(run: Run): void {
  const connection = new sqliteDriver(run.path, { readonly: true, timeout: 5_000 })
  try {
    check(run, connection)
  } finally {
    connection.close()
  }
}

async function update(run: Run): Promise<void> {
  if (run.checkOnly) return checkUntouched(run)
  const release = takeLock(join(dirname(run.path), instanceLock))
  if (release === null)
    throw Object.assign(new Error('Another copy of the application is running on this data.'), {
      code: 'SQLITE_BUSY',
    })
  try {
    // Asked again under the lock: another copy may just have done it.
    const left = pendingMigrations(run.path)
    if (left === null || left.pending.length === 0) return
    checkUntouched(run)
    const connection = openConnection(run.path)
    try {
      run.backup = await copyAside(run, connection, left.applied.slice(-4))
    } finally {
      connection.close()
    }
    await migrate(run, left.pending)
    endTrail(join(dirname(run.path), backupFolder), run.backup)
  } finally {
    release()
  }
}

await runTask<UpdateInput, UpdateResult, StartupState>(async (input, context) => {
  const run: Run = { ...input, ...context, backup: null }
  try {
    await update(run)
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof StartupStopped) return { kind: 'stopped' }
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', message, code: codeOf(error), backup: run.backup }
  }
})
