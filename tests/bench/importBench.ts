// Importing a file, against the same rows put by bare better-sqlite3 into the same indexed table in
// the same run.
import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { leadStatements } from '#main/features/crm/import/importStatements.ts'
import { emptyLeadFields, toLeadRow } from '#main/features/crm/leads/leadRecord.ts'
import type { LeadRow } from '#main/features/crm/leads/leads.table.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import type { BenchRow } from './benchReport.ts'
import { withStallMeasured } from './eventLoopStall.ts'
import { generatedFile, generatedLead } from './generatedLeads.ts'

/** Rows a transaction of the bare insert: as many as pay. */
const bareBatch = 10_000

export function benchRow(index: number, now: number): Omit<LeadRow, 'id'> {
  const { estimatedValue, createdAt, jobTitle, notes, status, ...lead } = generatedLead(index)
  const fields = {
    ...emptyLeadFields(now),
    ...lead,
    jobTitle: jobTitle || null,
    notes: notes || null,
    status: status as LeadRow['status'],
    estimatedValueCents: Math.round(estimatedValue * 100),
    createdAt: Date.parse(createdAt),
  }
  return toLeadRow(fields, 0, now)
}

/**
 * Inserts rows from `from` to `to` with nothing around: one prepared statement, large transactions.
 * @returns seconds spent inserting
 */
export function insertBare(path: string, from: number, to: number, now: number): number {
  const connection = openConnection(path)
  const { insert } = leadStatements(connection)
  const insertAll = connection.transaction((rows: Omit<LeadRow, 'id'>[]) =>
    rows.forEach((row) => insert.run(row)),
  )
  let seconds = 0
  for (let start = from; start < to; start += bareBatch) {
    const rows = Array.from({ length: Math.min(bareBatch, to - start) }, (_, offset) =>
      benchRow(start + offset, now),
    )
    const began = performance.now()
    insertAll(rows)
    seconds += (performance.now() - began) / 1000
  }
  connection.close()
  return seconds
}

async function importFile(
  app: TestApp,
  leads: number,
): Promise<{ seconds: number; stall: number }> {
  const path = join(app.host.dataFolder, 'bench.csv')
  await writeFile(path, generatedFile(leads))
  const file = new File([await openAsBlob(path)], 'bench.csv')
  const preview = await app.client.crm.imports.preview({ file })
  const mapping = Object.fromEntries(
    preview.columns.flatMap(({ index, field }) => (field === null ? [] : [[String(index), field]])),
  )
  const began = performance.now()
  const { stall } = await withStallMeasured(async () => {
    const { id } = await app.client.crm.imports.start({ uploadId: preview.uploadId, mapping })
    for (;;) {
      const run = await app.client.crm.imports.get({ id })
      if (run.state !== 'running') {
        if (run.buckets.created !== leads)
          throw new Error(`Imported ${run.buckets.created} of ${leads} (${run.state}).`)
        return
      }
      // A window stays in use meanwhile: a page of the list, as while scrolling.
      await app.client.crm.leads.list({ withTotal: false })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
  return { seconds: (performance.now() - began) / 1000, stall }
}

export async function benchImport(leads: number): Promise<BenchRow[]> {
  const bare = await createTestApp()
  const bareSeconds = insertBare(bare.services.database.path, 0, leads, bare.host.clock.now())
  await bare.remove()
  const app = await createTestApp()
  const { seconds, stall } = await importFile(app, leads)
  await app.remove()
  const ratio = bareSeconds / seconds
  return [
    {
      name: 'import, bare better-sqlite3',
      leads,
      value: leads / bareSeconds,
      unit: 'rows/s',
      ratio: null,
      target: '',
      ok: true,
    },
    {
      name: 'import of a CSV file',
      leads,
      value: leads / seconds,
      unit: 'rows/s',
      ratio,
      target: '>= 0.25 of bare',
      ok: ratio >= 0.25,
    },
    {
      name: 'longest event-loop stall during import',
      leads,
      value: stall,
      unit: 'ms',
      ratio: null,
      target: '<= 50 ms',
      ok: stall <= 50,
    },
  ]
}
