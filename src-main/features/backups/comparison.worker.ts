// The thread that compares a backup with the present data, without writing to either.
import { sqliteDriver, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { runTask } from '#main/platform/taskThread.ts'
import { countedTables, type CountedTable } from '#shared/contract/backups/backupCounts.ts'
import type { RestoreChange } from '#shared/contract/backups/backups.contract.ts'
import type { Comparison, ComparisonInput } from './comparisonTask.ts'
import { allCounts, toldCounts } from './databaseCounts.ts'

await runTask<ComparisonInput, Comparison>(async ({ then, now }) => {
  const connection = new sqliteDriver(then, { readonly: true, timeout: 10_000 })
  try {
    const counts = toldCounts(allCounts(connection))
    const schema = migrationsOf(connection)
    try {
      connection.prepare('ATTACH DATABASE ? AS present').run(now)
      return {
        ...{ then: counts, schema },
        now: toldCounts(countsOf(now)),
        changes: Object.fromEntries(
          countedTables.map((table) => [table, changeOf(connection, table)]),
        ) as Record<CountedTable, RestoreChange>,
      }
    } catch {
      // Too damaged to be compared: what the backup holds can be said all the same.
      return { then: counts, schema, now: null, changes: null }
    }
  } finally {
    connection.close()
  }
})

function countsOf(path: string): Map<string, number> {
  const connection = new sqliteDriver(path, { readonly: true, timeout: 10_000 })
  try {
    return allCounts(connection)
  } finally {
    connection.close()
  }
}

function migrationsOf(connection: SqliteConnection): string[] {
  return connection
    .prepare<[], string>('SELECT name FROM main.migrations ORDER BY id')
    .pluck()
    .all()
}

/** By number, which is never given twice. */
function changeOf(connection: SqliteConnection, table: CountedTable): RestoreChange {
  const count = (sql: string): number => Number(connection.prepare(sql).pluck().get())
  const columns = (database: string): string[] =>
    connection
      .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
      .pluck()
      .all(table, database)
  const [then, present] = [columns('main'), columns('present')]
  if (then.length === 0)
    return {
      ...{ gone: isCarried(table) ? 0 : count(`SELECT count(*) FROM present.${table}`) },
      ...{ back: 0, changed: 0 },
    }
  const missing = (one: string, other: string) =>
    count(`SELECT count(*) FROM ${one}.${table} AS one WHERE NOT EXISTS
      (SELECT 1 FROM ${other}.${table} AS other WHERE other.id = one.id)`)
  const isDated = [then, present].every((names) => names.includes('updated_at'))
  const changed = isDated
    ? count(`SELECT count(*) FROM present.${table} AS one JOIN main.${table} AS other ON other.id = one.id
        WHERE other.updated_at <> one.updated_at`)
    : 0
  return {
    gone: isCarried(table) ? 0 : missing('present', 'main'),
    back: missing('main', 'present') - (table === 'leads' ? erasedSince(count) : 0),
    changed,
  }
}

/** Refusals since hold all the same. */
function isCarried(table: CountedTable): boolean {
  return table === 'suppressions'
}

/** They are erased again. */
function erasedSince(count: (sql: string) => number): number {
  return count(`SELECT count(*) FROM main.leads WHERE id NOT IN (SELECT id FROM present.leads)
    AND id IN (SELECT lead_id FROM present.erasures)`)
}
