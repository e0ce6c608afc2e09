// Importing a file, against the honest bare: the same rows put by better-sqlite3 into the same
// table without triggers, its indexes and its search built after, in the same run.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { insertLeadSql } from '#main/features/crm/import/importStatements.ts'
import { leadWordsSql } from '#main/features/crm/leads/leadWords.ts'
import type { LeadRow } from '#main/features/crm/leads/leads.table.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import type { BenchRow } from './benchReport.ts'
import { generatedFile } from './generatedLeads.ts'
import type { ImportMeasured } from './importProcess.ts'
import { inOwnProcess } from './ownProcess.ts'
import { generatedRow } from './seedLeads.ts'

export { seedLeads as insertBare } from './seedLeads.ts'

/** Rows a transaction of the bare insert: as many as pay. */
const bareBatch = 10_000
/** Most memory the whole process may take while it imports, in megabytes. */
const maxMemory = 350
/** A cancelled import must have left nothing within so long, in milliseconds. */
const maxCancel = 1_000

/** The table of leads and its search in a file of their own; gives the statements of its indexes. */
function createBareTable(connection: SqliteConnection, from: string): string[] {
  connection.prepare('ATTACH ? AS source').run(from)
  const schema = connection
    .prepare<[], { type: string; sql: string }>(
      `SELECT type, sql FROM source.sqlite_master WHERE sql IS NOT NULL
         AND (tbl_name = 'leads' AND type IN ('table', 'index') OR name = 'lead_search') ORDER BY rowid`,
    )
    .all()
  connection.exec('DETACH source')
  for (const { type, sql } of schema) if (type === 'table') connection.exec(sql)
  return schema.flatMap(({ type, sql }) => (type === 'index' ? [sql] : []))
}

/** @returns seconds for the rows, then the indexes, then the search; making the rows is not counted */
function importBare(app: TestApp, leads: number): number {
  const now = app.host.clock.now()
  const connection = openConnection(join(app.host.dataFolder, 'bare.db'))
  const indexes = createBareTable(connection, app.services.database.path)
  const insert = connection.prepare<[Omit<LeadRow, 'id'>]>(insertLeadSql)
  const insertAll = connection.transaction((rows: Omit<LeadRow, 'id'>[]) =>
    rows.forEach((row) => insert.run(row)),
  )
  let seconds = 0
  const timed = (work: () => void): void => {
    const began = performance.now()
    work()
    seconds += (performance.now() - began) / 1000
  }
  for (let start = 0; start < leads; start += bareBatch) {
    const rows = Array.from({ length: Math.min(bareBatch, leads - start) }, (_, offset) =>
      generatedRow(start + offset, now),
    )
    timed(() => insertAll(rows))
  }
  for (const sql of indexes) timed(() => connection.exec(sql))
  timed(() =>
    connection.exec(`INSERT INTO lead_search (rowid, words) SELECT id, ${leadWordsSql} FROM leads`),
  )
  connection.close()
  return seconds
}

/** Runs the import in a process of its own, on a file that is there already. */
async function measureImport(leads: number): Promise<ImportMeasured> {
  const folder = await mkdtemp(join(tmpdir(), 'webox-import-'))
  const path = join(folder, 'bench.csv')
  await writeFile(path, generatedFile(leads))
  try {
    return await inOwnProcess<ImportMeasured>('importProcess.ts', [path, String(leads)])
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function benchImport(leads: number): Promise<BenchRow[]> {
  const { seconds, stall, peak, cancelled } = await measureImport(leads)
  const app = await createTestApp()
  const bareSeconds = importBare(app, leads)
  await app.remove()
  const ratio = bareSeconds / seconds
  const row = { leads, ratio: null }
  return [
    {
      ...row,
      name: 'import, bare: no triggers, indexes and search after',
      ...{ value: leads / bareSeconds, unit: 'rows/s', target: '', ok: true },
    },
    {
      ...row,
      name: 'import of a CSV file',
      ...{ value: leads / seconds, unit: 'rows/s', ratio },
      ...{ target: '>= 0.5 of bare', ok: ratio >= 0.5 },
    },
    {
      ...row,
      name: 'longest event-loop stall during import',
      ...{ value: stall, unit: 'ms', target: '<= 50 ms', ok: stall <= 50 },
    },
    {
      ...row,
      name: 'memory of the process during import, peak',
      ...{ value: peak, unit: 'MB', target: `<= ${maxMemory} MB`, ok: peak <= maxMemory },
    },
    {
      ...row,
      name: 'cancelled halfway, until nothing is left',
      ...{ value: cancelled, unit: 'ms', target: `<= ${maxCancel} ms`, ok: cancelled <= maxCancel },
    },
  ]
}
