// How many rows a database has, table by table: to compare a copy with what it was made of.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { BackupCounts, countedTables } from '#shared/contract/backups/backupCounts.ts'

/** Rows of every table. Virtual tables are left out: the tables behind them are counted. */
export function allCounts(connection: SqliteConnection): Map<string, number> {
  const tables = connection
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .all()
  return new Map(tables.map(({ name }) => [name, countOf(connection, name)]))
}

const countOf = (connection: SqliteConnection, table: string): number =>
  Number(
    connection
      .prepare<[], number>(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
      .pluck()
      .get(),
  )

/** Those that a person is told; a table that an earlier version did not have yet counts 0. */
export const toldCounts = (all: ReadonlyMap<string, number>): BackupCounts => {
  const [leads, interactions, tasks, campaigns, outbox, funnels, suppressions] = countedTables.map(
    (table) => all.get(table) ?? 0,
  )
  return BackupCounts.parse({
    leads,
    interactions,
    tasks,
    campaigns,
    outbox,
    funnels,
    suppressions,
  })
}

/** The first table whose rows differ, in words for the log; null if none does. */
export function countDifference(
  source: ReadonlyMap<string, number>,
  copy: ReadonlyMap<string, number>,
): string | null {
  for (const name of new Set([...source.keys(), ...copy.keys()]))
    if (source.get(name) !== copy.get(name))
      return `${name} has ${copy.get(name) ?? 'no'} rows in the copy, and ${source.get(name) ?? 'no'} in the database.`
  return null
}
