// An import is written whole or not at all: cancelled or killed on the way nothing of it is there,
// and whoever else writes or sends meanwhile is not kept waiting.
import { copyFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { importLeads, type ImportOptions } from '#main/features/crm/import/importLeads.ts'
import type { FileRow } from '#main/features/crm/import/importReader.ts'
import { rowReader } from '#main/features/crm/import/importRow.ts'
import { keptFigures, naiveFigures } from '../../analytics/naiveFigures.ts'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'

let app: TestApp
let connection: SqliteConnection
beforeEach(async () => {
  app = await createTestApp()
  connection = openConnection(app.services.database.path)
})
afterEach(async () => {
  connection.close()
  await app.remove()
})

const rows = 5_000
async function* fileRows(rowsAtOnce: number): AsyncGenerator<FileRow[]> {
  const read = rowReader({
    mapping: { 0: 'email', 1: 'lastName', 2: 'status', 3: 'estimatedValue' },
    headers: ['email', 'nom', 'statut', 'montant'],
    ...{
      columns: [],
      everybody: 'none',
      words: {},
      ownStages: new Map(),
      fields: [],
      matchKey: null,
    },
    ...{ forAll: {}, keepsCells: false },
    ...{ now: app.host.clock.now(), timeZone: 'UTC' },
  })
  let batch: FileRow[] = []
  for (let line = 2; line < rows + 2; line += 1) {
    const status = ['nouveau', 'client', 'perdu'][line % 3] ?? ''
    const cells = [`p${line}@exemple.fr`, `Nom ${line % 50}`, status, String(line)]
    batch.push({ ...read(cells), line, words: null })
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  yield batch
}

const options = (more: Partial<ImportOptions> = {}): ImportOptions => ({
  importId: 7,
  changeId: null,
  titles: [],
  fileName: 'contacts.csv',
  legalBasis: null,
  lostReasonTitle: '',
  pointTitles: new Set(),
  ...{ mode: 'create_and_update', matchKey: null, isMended: false, goesOver: () => false },
  now: app.host.clock.now(),
  expectedRows: rows,
  isAwaited: () => false,
  onProgress: () => true,
  ...more,
})
const run = (more: Partial<ImportOptions> = {}) => importLeads(connection, fileRows, options(more))

const count = (table: string, on = connection) =>
  on.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n
const schema = () =>
  connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE tbl_name = 'leads' ORDER BY name`,
    )
    .all()

function expectWhole(): void {
  const { database } = app.services
  expect([count('leads'), count('lead_search')]).toEqual([rows, rows])
  expect(keptFigures(database)).toEqual(naiveFigures(database))
}

describe('an import nobody disturbs', () => {
  it('is one transaction, after which indexes and figures are as they always are', async () => {
    const before = schema()
    const kept: boolean[] = []
    const { buckets, isCancelled } = await run({
      onProgress(_buckets, isKept) {
        kept.push(isKept)
        expect(app.services.database.query('SELECT 1 FROM leads LIMIT 1')).toEqual([])
        return true
      },
    })
    expect([buckets.created, isCancelled, new Set(kept)]).toEqual([rows, false, new Set([false])])
    expect(schema()).toEqual(before)
    expectWhole()
  })

  it('leaves nothing where it is cancelled, however late', async () => {
    const before = schema()
    let calls = 0
    await run({ onProgress: () => (calls += 1) > 0 })
    connection.exec('DELETE FROM leads')
    for (const last of [1, 3, calls]) {
      let seen = 0
      const { buckets, isCancelled } = await run({ onProgress: () => (seen += 1) < last })
      expect([isCancelled, buckets.total]).toEqual([true, 0])
      expect([count('leads'), count('lead_search'), schema()]).toEqual([0, 0, before])
    }
  })

  it('leaves the state before where the process is killed in the middle', async () => {
    await app.client.crm.leads.create({ email: 'zoe@exemple.fr' })
    // So little room that rows reach the disk before the transaction ends.
    connection.pragma('cache_size = 10')
    const folder = await mkdtemp(join(tmpdir(), 'webox-killed-'))
    const copies = ['', '-wal'].map((end) => [
      `${app.services.database.path}${end}`,
      join(folder, `main.db${end}`),
    ])
    let seen = 0
    await run({
      onProgress() {
        seen += 1
        if (seen === 4) for (const [from, to] of copies) copyFileSync(from ?? '', to ?? '')
        return true
      },
    })
    const left = openConnection(join(folder, 'main.db'))
    expect(left.pragma('integrity_check', { simple: true })).toBe('ok')
    expect([count('leads', left), count('bulk_write', left)]).toEqual([1, 0])
    left.close()
    await rm(folder, { recursive: true })
  })
})

describe('an import beside others', () => {
  it('gives way to a write of the user at once, and comes in whole all the same', async () => {
    const created: Promise<unknown>[] = []
    const { waitingWriters } = app.services.database
    let seen = 0
    const { buckets } = await run({
      onProgress() {
        seen += 1
        if (seen === 2) created.push(app.client.crm.leads.create({ email: 'zoe@exemple.fr' }))
        return true
      },
      isAwaited: () => Atomics.load(waitingWriters, 0) > 0,
    })
    await Promise.all(created)
    expect(buckets.created).toBe(rows)
    expect(count('leads')).toBe(rows + 1)
    expect(Atomics.load(waitingWriters, 0)).toBe(0)
  })

  it('is written in slices while messages wait, each of them complete', async () => {
    connection.exec(`INSERT INTO outbox_totals (campaign_id, state, count) VALUES (1, 'queued', 1)`)
    const left: (number | undefined)[] = []
    const { buckets } = await run({
      onProgress(_buckets, isKept) {
        expect(isKept).toBe(true)
        left.push(count('leads'))
        expect(connection.inTransaction).toBe(false)
        return true
      },
    })
    expect(buckets.created).toBe(rows)
    expect(left[0]).toBeLessThan(rows)
    expectWhole()
  })
})
