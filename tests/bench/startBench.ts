// The start of the local host as it is built, from the process to the first answered list: with many leads
// as quick as with none; and what the process weighs then.
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile } from '#main/app/createApp.ts'
import { createTestApp } from '../support/testApp.ts'
import { startLocalHost } from '../support/localHost.ts'
import { percentile, type BenchRow } from './benchReport.ts'
import { seedLeads } from './seedLeads.ts'

const starts = 7
/** A usable window is there within so long, in milliseconds. */
const maxStart = 1_500
/** What the main process may weigh with a million leads, in megabytes. */
const maxMemory = 250

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

/** Most memory the process has had, in megabytes; null where the system does not say (Linux does). */
function peakMemory(pid: number | undefined): number | null {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return null
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(path, 'utf8'))?.[1]
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6
}

type Start = { milliseconds: number; memory: number | null }

/** @returns milliseconds from the start of the process to the list's answer, and its memory then */
async function startOnce(folder: string): Promise<Start> {
  const began = performance.now()
  const host = await startLocalHost({
    dataFolder: folder,
    keepsData: true,
    run: 'built',
    args: ['--port', '0'],
  })
  const answer = await host.rest('GET', '/marketing/leads')
  const milliseconds = performance.now() - began
  const memory = peakMemory(host.child.pid)
  await host.stop()
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}: ${answer.text}`)
  return { milliseconds, memory }
}

/** Empty and full by turns, so that whatever else the machine does falls on both. */
export async function benchStart(leads: number): Promise<BenchRow[]> {
  const folders = { empty: await dataFolderWith(0), full: await dataFolderWith(leads) }
  const seen = { empty: [] as Start[], full: [] as Start[] }
  // The first start of each makes what stays (keys, a token) and does not count.
  for (let index = -1; index < starts; index += 1) {
    for (const name of ['empty', 'full'] as const) {
      const start = await startOnce(folders[name])
      if (index >= 0) seen[name].push(start)
    }
  }
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true })
  const median = (of: Start[]) =>
    percentile(
      of.map(({ milliseconds }) => milliseconds),
      0.5,
    )
  const [empty, full] = [median(seen.empty), median(seen.full)]
  const memory = Math.max(...seen.full.map((start) => start.memory ?? Number.NaN))
  const row = { name: 'cold start to the first list, median', unit: 'ms' }
  return [
    { ...row, leads: 0, value: empty, ratio: null, target: '', ok: true },
    {
      ...{ ...row, leads, value: full, ratio: full / empty },
      ...{
        target: `<= 1.2 x empty, <= ${maxStart} ms`,
        ok: full <= 1.2 * empty && full <= maxStart,
      },
    },
    {
      ...{ name: 'memory of the main process after it, peak', leads, value: memory, unit: 'MB' },
      ...{ ratio: null, target: `<= ${maxMemory} MB`, ok: !(memory > maxMemory) },
    },
  ]
}
