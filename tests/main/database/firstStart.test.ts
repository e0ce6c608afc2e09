// A fresh data folder is made once, however many start on it at the same moment.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { features } from '#main/app/features.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { valueIn } from '../../support/olderDatabase.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'webox-first-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('by four at once', async () => {
  const path = join(folder, 'main.db')
  const tables = features.flatMap((feature) => feature.tables)
  const opened = await Promise.all(
    Array.from({ length: 4 }, () => openDatabase(path, tables, createChangeFeed())),
  )
  for (const database of opened) expect(database.count('SELECT count(*) AS n FROM leads')).toBe(0)
  for (const database of opened) await database.close()
  expect(valueIn(path, 'SELECT count(*) FROM migrations')).toBe(knownMigrations.length)
})

it('that was cut off before its first migration is made by the next one', async () => {
  const path = join(folder, 'main.db')
  const cutOff = new DatabaseSync(join(folder, 'cut.db'))
  cutOff.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE migrations (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, timestamp bigint NOT NULL, name varchar NOT NULL)',
  )
  for (const end of ['', '-wal']) copyFileSync(join(folder, `cut.db${end}`), `${path}${end}`)
  cutOff.close()
  const tables = features.flatMap((feature) => feature.tables)
  const database = await openDatabase(path, tables, createChangeFeed())
  expect(database.count('SELECT count(*) AS n FROM leads')).toBe(0)
  await database.close()
})
