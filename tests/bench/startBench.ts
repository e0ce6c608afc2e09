// The start of the local host, from the process to the first answered list: with many leads as
// quick as with none.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile } from '#main/app/createApp.ts'
import { createTestApp } from '../support/testApp.ts'
import { startLocalHost } from '../support/localHost.ts'
import { percentile, type BenchRow } from './benchReport.ts'
import { seedLeads } from './seedLeads.ts'

const starts = 7

async function dataFolderWith(leads: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'webox-start-'))
  const app = await createTestApp()
  if (leads > 0) seedLeads(app.services.database.path, 0, leads, app.host.clock.now())
  await app.stop()
  // Closed in order, as a person closes it.
  await cp(join(app.host.dataFolder, databaseFile), join(folder, databaseFile))
  await app.host.remove()
  return folder
}

/** @returns milliseconds from the start of the process to the list's answer */
async function startOnce(folder: string): Promise<number> {
  const began = performance.now()
  const host = await startLocalHost({ dataFolder: folder, keepsData: true, args: ['--port', '0'] })
  const answer = await host.rest('GET', '/marketing/leads')
  const milliseconds = performance.now() - began
  await host.stop()
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}: ${answer.text}`)
  return milliseconds
}

/** Empty and full by turns, so that whatever else the machine does falls on both. */
export async function benchStart(leads: number): Promise<BenchRow[]> {
  const folders = { empty: await dataFolderWith(0), full: await dataFolderWith(leads) }
  const times = { empty: [] as number[], full: [] as number[] }
  // The first start of each makes what stays (keys, a token) and does not count.
  for (let index = -1; index < starts; index += 1) {
    for (const name of ['empty', 'full'] as const) {
      const milliseconds = await startOnce(folders[name])
      if (index >= 0) times[name].push(milliseconds)
    }
  }
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true })
  const empty = percentile(times.empty, 0.5)
  const full = percentile(times.full, 0.5)
  const row = { name: 'cold start to the first list, median', unit: 'ms' }
  return [
    { ...row, leads: 0, value: empty, ratio: null, target: '', ok: true },
    {
      ...{ ...row, leads, value: full, ratio: full / empty },
      ...{ target: '<= 1.2 x empty', ok: full <= 1.2 * empty },
    },
  ]
}
