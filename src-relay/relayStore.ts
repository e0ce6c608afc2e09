// The relay's database: one file, written by one process. It holds pages, events that wait, and the
// relay's own secrets; of visitors nothing that names them.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const schema = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bundles (
    funnel_id INTEGER PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    slug TEXT UNIQUE,
    json TEXT,
    signature TEXT
  );
  CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS acknowledgements (cursor TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS former_pages (
    funnel_slug TEXT NOT NULL,
    page_slug TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (funnel_slug, page_slug)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS told_once (key TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
`
/** Grows when a table changes; a relay refuses a file that a newer one wrote. */
const schemaVersion = 1

export type RelayStore = {
  readonly connection: DatabaseSync
  setting(name: string): string | null
  /** Null removes it. */
  set(name: string, value: string | null): void
  /** Runs `work` in one transaction that is on the disk when this returns. */
  transaction<T>(work: () => T): T
  /**
   * The same without waiting for the disk: outlives the process at once, and a power cut from the
   * next synced commit on.
   */
  unsynced(work: () => void): void
  close(): void
}

/**
 * @throws if the folder cannot be written, the file is newer, or the settings that make it
 * durable are not in force
 */
export function openStore(folder: string): RelayStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'relay.db')
  const connection = new DatabaseSync(path, { timeout: 10_000 })
  chmodSync(path, 0o600)
  connection.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = 8000',
  )
  assertDurable(connection)
  const version = Number(connection.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > schemaVersion) {
    connection.close()
    throw new Error('The data folder was written by a newer relay: start that one.')
  }
  connection.exec(`${schema} PRAGMA user_version = ${schemaVersion}`)

  const read = connection.prepare('SELECT value FROM settings WHERE name = ?')
  const write = connection.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const remove = connection.prepare('DELETE FROM settings WHERE name = ?')
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((sql) =>
    connection.prepare(sql),
  )
  const transaction = <T>(work: () => T): T => {
    begin?.run()
    try {
      const result = work()
      commit?.run()
      return result
    } catch (error) {
      // A full disk may have ended the transaction already; the first error is the one that
      // matters.
      if (connection.isTransaction) rollback?.run()
      throw error
    }
  }
  return {
    connection,
    setting(name) {
      const value = read.get(name)?.['value']
      return typeof value === 'string' ? value : null
    },
    set(name, value) {
      if (value === null) remove.run(name)
      else write.run(name, value)
    },
    transaction,
    unsynced(work) {
      connection.exec('PRAGMA synchronous = NORMAL')
      try {
        transaction(work)
      } finally {
        connection.exec('PRAGMA synchronous = FULL')
      }
    },
    close: () => connection.close(),
  }
}

function assertDurable(connection: DatabaseSync): void {
  for (const [name, expected] of [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
  ] as const) {
    const actual = connection.prepare(`PRAGMA ${name}`).get()?.[name]
    if (actual !== expected)
      throw new Error(`SQLite runs with ${name}=${String(actual)}; ${expected} is needed.`)
  }
}
