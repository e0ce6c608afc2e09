// The local host: what plain Node hands over where Electron is not.
import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import type { Host } from '#main/platform/host.ts'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'
import { createLog } from '#main/platform/log.ts'

/** A log larger than this is set aside at start, in bytes. */
const largestLog = 5 * 1024 * 1024

/** Where the user's data rests when `--data` says nothing: the system's place for it. */
export function defaultDataFolder(platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'WeBox Marketing')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'WeBox Marketing')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'webox-marketing')
}

/** @throws where the folder cannot be made or written */
export async function createLocalHost(dataFolder: string, version: string): Promise<Host> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  return {
    kind: 'local',
    version,
    dataFolder,
    secrets: await openKeyFileSecrets(dataFolder),
    clock: systemClock,
    log: await fileLog(join(dataFolder, 'webox.log')),
    systemLanguage: Intl.DateTimeFormat().resolvedOptions().locale,
  }
}

async function fileLog(path: string): Promise<Host['log']> {
  const size = await stat(path).then((found) => found.size, () => 0)
  if (size > largestLog) await rename(path, `${path}.old`)
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 })
  // A disk that is full must not end the application for want of a log.
  stream.on('error', () => undefined)
  return createLog((line) => stream.write(`${line}\n`))
}
