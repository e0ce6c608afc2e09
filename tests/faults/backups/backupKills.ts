// Kills an application in the middle of making and putting back backups, again and again, and looks each
// time at what it left: a database that opens, and backups that are whole.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createApp } from '#main/app/createApp.ts'
import { damageOf } from '#main/database/damage/sqliteCheck.ts'
import { backupFilesIn } from '#main/features/backups/backupFiles.ts'
import { hashOf } from '#main/platform/files/durableFiles.ts'
import { createTestApp } from '../../support/testApp.ts'
import { createTestHost } from '../../support/testHost.ts'

export type BackupKillReport = {
  kills: number
  /** Kills that left something half done: without any, nothing was tried. */
  midway: number
  problems: string[]
}

const script = fileURLToPath(new URL('./backupProcess.ts', import.meta.url))
/** How long after its first word it is killed at the latest, in milliseconds. */
const longest = 1_500

/** @param seed of the moments: which they are, not what they hit */
export async function runBackupKills(kills: number, seed: number): Promise<BackupKillReport> {
  const first = await createTestApp()
  const { dataFolder } = first.host
  await first.client.crm.leads.create({ email: 'ada@people.example' })
  const kept = await first.client.backups.make()
  await first.stop()
  const report: BackupKillReport = { kills: 0, midway: 0, problems: [] }
  const random = randomFrom(seed)
  try {
    while (report.kills < kills) {
      await killOnce(dataFolder, kept.id, Math.floor(random() * longest))
      report.kills += 1
      report.midway += Number(isMidway(dataFolder))
      const found = await look(dataFolder, kept.fileName)
      report.problems.push(...found.map((problem) => `kill ${report.kills}: ${problem}`))
    }
    return report
  } finally {
    await first.host.remove()
  }
}

async function killOnce(dataFolder: string, backup: number, after: number): Promise<void> {
  const child = fork(script, [dataFolder, String(backup)], { execArgv: [] })
  const ended = once(child, 'exit')
  await Promise.race([once(child, 'message'), ended])
  await delay(after)
  child.kill('SIGKILL')
  await ended
}

const isMidway = (dataFolder: string): boolean =>
  existsSync(join(dataFolder, 'restoring')) ||
  readdirSync(join(dataFolder, 'backups')).some((name) => name.includes('.new'))

async function look(dataFolder: string, keptName: string): Promise<string[]> {
  const problems: string[] = []
  const backups = await backupFilesIn(join(dataFolder, 'backups'))
  for (const { path, name, note } of backups) {
    if (note === null) problems.push(`${name} is listed and was not checked`)
    else if ((await hashOf(path)) !== note.sha256) problems.push(`${name} is not what was written`)
  }
  if (!backups.some(({ name }) => name === keptName)) problems.push('the first backup is gone')
  try {
    const app = await createApp(await createTestHost({ dataFolder }), { sending: 'off' })
    if (app.services.database.count('SELECT count(*) AS n FROM leads') < 1)
      problems.push('the database has lost its lead')
    await app.stop()
    const damage = damageOf(join(dataFolder, 'main.db'), 'whole')
    if (damage !== null) problems.push(damage)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const files = readdirSync(dataFolder).join(' ')
    problems.push(`it does not open: ${String(error)} (${code} ${String(cause)}; ${files})`)
  }
  return problems
}

/** The same moments for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
}
