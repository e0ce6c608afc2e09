// A database as an earlier version left it, to be filled and then migrated by the present one.
import { dataSourceFor } from '#main/database/openDatabase.ts'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'

/**
 * Makes the file with the migrations up to a number, and fills it without its triggers, which are
 * put back after.
 * @param last number of the last migration run
 */
export async function makeEarlierDatabase(
  path: string,
  last: number,
  fill: (connection: SqliteConnection) => void,
): Promise<void> {
  openConnection(path).close()
  const source = dataSourceFor(path, [])
  const migrations = source.options.migrations as (new () => { name: string })[]
  source.setOptions({
    migrations: migrations.filter(
      (Migration) => Number(new Migration().name.slice(-4)) <= last,
    ) as never,
  })
  await source.initialize()
  await source.runMigrations()
  await source.destroy()
  const connection = openConnection(path)
  connection.pragma('foreign_keys = OFF')
  const triggers = connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
    )
    .all()
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`)
  fill(connection)
  for (const { sql } of triggers) connection.exec(sql)
  connection.close()
}
