// Everything the user entrusted is for the user alone, whatever the folder and the mask allow.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '#main/app/createApp.ts'
import { fileLog } from '#main/platform/fileLog.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { olderDataFolder } from '../../support/olderDatabase.ts'
import { until } from '../../support/mailApp.ts'
import { createTestHost } from '../../support/testHost.ts'

let folder: string
let mask: number
beforeEach(() => {
  mask = process.umask(0)
  folder = mkdtempSync(join(tmpdir(), 'webox-private-'))
  chmodSync(folder, 0o777)
})
afterEach(() => {
  process.umask(mask)
  for (const one of [folder, `${folder}-outside`]) rmSync(one, { recursive: true, force: true })
})

const filesIn = (place: string): string[] =>
  readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(place, entry.name)) : [join(place, entry.name)],
  )
const open = () => filesIn(folder).filter((path) => (statSync(path).mode & 0o077) !== 0)

async function run(): Promise<string[]> {
  const host = await createTestHost({
    dataFolder: folder,
    secrets: await openKeyFileSecrets(folder),
    log: await fileLog(join(folder, 'webox.log')),
  })
  const app = await createApp(host)
  await until(() => filesIn(folder).some((path) => path.endsWith('ledger.db-wal')))
  host.log('info', 'Something')
  const found = open()
  const names = filesIn(folder).map((path) => path.slice(folder.length + 1))
  await app.stop()
  expect(found.map((path) => path.slice(folder.length + 1))).toEqual([])
  return names
}

it('in a new folder: database, ledger, their logs, the lock, keys and the log', async () => {
  expect(await run()).toEqual(
    expect.arrayContaining([
      ...['install.key', 'instance.lock', 'ledger.db', 'ledger.db-wal', 'main.db', 'main.db-wal'],
      ...['secrets.json', 'secrets.key', 'webox.log'],
    ]),
  )
})

it('in a folder of before, which others could read; its copy of before the update too', async () => {
  await olderDataFolder({ leads: 20, events: 60 }, 10, folder)
  await readInstallKey(await openKeyFileSecrets(folder), folder)
  writeFileSync(join(folder, 'ledger.db'), '')
  writeFileSync(join(folder, 'webox.log'), '')
  mkdirSync(join(folder, 'backups'))
  for (const path of filesIn(folder)) chmodSync(path, 0o666)
  const names = await run()
  expect(names.some((name) => name.startsWith(join('backups', 'main-before-update')))).toBe(true)
})
