// A database whose last change was cut off before it counted, with the way back beside it: SQLite takes
// it when something opens the file to write, and refuses whoever only reads. So it lies after a kill in
// the moment in which a database that was put back gets its log.
import { copyFileSync, cpSync, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '#main/app/createApp.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { createTestApp } from '../../support/testApp.ts'
import { createTestHost } from '../../support/testHost.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webox-cut-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The data folder as it lies on the disk in the middle of a change, without its log. */
async function cutOff(): Promise<void> {
  const app = await createTestApp()
  for (let n = 0; n < 40; n += 1)
    await app.client.crm.leads.create({ email: `p${n}@people.example`, firstName: 'Avant' })
  await app.stop()
  const path = join(app.host.dataFolder, 'main.db')
  const connection = new sqliteDriver(path)
  try {
    connection.pragma('journal_mode = DELETE')
    // So few pages in memory that changed ones are written before the change counts.
    connection.pragma('cache_size = 1')
    connection.exec('BEGIN IMMEDIATE')
    connection.exec(`CREATE TABLE half_done (text); INSERT INTO half_done SELECT hex(zeroblob(3000))
      FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i FROM n)`)
    cpSync(app.host.dataFolder, folder, { recursive: true })
    copyFileSync(`${path}-journal`, join(folder, 'main.db-journal'))
  } finally {
    connection.exec('ROLLBACK')
    connection.close()
    await app.host.remove()
  }
}

it('opens as it was before the change, and keeps nothing of it', async () => {
  await cutOff()
  // Whoever only reads is refused: without this the test would show nothing.
  const reading = new sqliteDriver(join(folder, 'main.db'), { readonly: true })
  expect(() => reading.prepare('SELECT count(*) FROM leads').get()).toThrow(/readonly/)
  reading.close()
  const app = await createApp(await createTestHost({ dataFolder: folder }), { sending: 'off' })
  const { database } = app.services
  expect(database.count('SELECT count(*) AS n FROM leads')).toBe(40)
  expect(database.count(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half_done'`)).toBe(0)
  await app.stop()
  expect(existsSync(join(folder, 'main.db-journal'))).toBe(false)
})
