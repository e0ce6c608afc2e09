// The data folder of a business as the version before the kept totals left it: what an update has
// work with.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile } from '#main/app/createApp.ts'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { fillBusiness, type Size } from '../bench/dashboardRows.ts'
import { makeEarlierDatabase } from './earlierDatabase.ts'

/** @param last number of the last migration that ran. @returns the folder */
export async function olderDataFolder(size: Size, last = 10, folder?: string): Promise<string> {
  const made = folder ?? (await mkdtemp(join(tmpdir(), 'webox-older-')))
  await makeEarlierDatabase(join(made, databaseFile), last, (connection) =>
    fillBusiness(connection, size, Date.parse('2026-11-20T10:00:00Z')),
  )
  return made
}

/** Reads one value with a connection of its own. */
export function valueIn<T>(path: string, sql: string): T {
  return withFile(path, (connection) => connection.prepare(sql).pluck().get() as T)
}

export function withFile<T>(path: string, work: (connection: SqliteConnection) => T): T {
  const connection = openConnection(path)
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

export const lastMigration = (path: string): string =>
  valueIn<string>(path, 'SELECT name FROM migrations ORDER BY id DESC LIMIT 1')
