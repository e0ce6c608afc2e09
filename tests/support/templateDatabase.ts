// A migrated, empty database to start from: made once for each state of the migrations, copied for
// each test. Running all migrations costs ten times as much as the copy.
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataSourceFor } from '#main/database/openDatabase.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'

const sourceFolder = fileURLToPath(new URL('../../src-main/database/', import.meta.url))
const cacheFolder = fileURLToPath(new URL('../../.cache/test/', import.meta.url))

/** Everything that decides what a new file looks like. */
function sourceHash(): string {
  const hash = createHash('sha256')
  const names = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).toSorted()
  for (const name of names.filter((each) => each.endsWith('.ts')))
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(sourceFolder, name)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

let template: Promise<string> | undefined

/**
 * Gives a data folder the database that the application would make itself; does nothing if it
 * has one, be it a link to nowhere.
 * @param file path of the database, which need not exist
 */
export async function placeNewDatabase(file: string): Promise<void> {
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return
  template ??= makeTemplate()
  copyFileSync(await template, file)
}

async function makeTemplate(): Promise<string> {
  const made = join(cacheFolder, `empty-${sourceHash()}.db`)
  if (existsSync(made)) return made
  mkdirSync(cacheFolder, { recursive: true })
  const draft = join(cacheFolder, `empty-draft-${process.pid}.db`)
  openConnection(draft).close()
  const source = await dataSourceFor(draft, []).initialize()
  await source.runMigrations()
  await source.destroy()
  // Several workers may be here at once: each puts the same content in the same place.
  renameSync(draft, made)
  await removeOlder(basename(made))
  return made
}

/** A draft is another worker's that runs now. */
async function removeOlder(present: string): Promise<void> {
  const older = readdirSync(cacheFolder).filter(
    (name) => /^empty-[0-9a-f]{16}\.db$/.test(name) && name !== present,
  )
  await Promise.all(older.map((name) => rm(join(cacheFolder, name), { force: true })))
}
