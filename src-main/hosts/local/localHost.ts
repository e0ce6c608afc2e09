// The local host: what plain Node hands over where Electron is not.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import { fileLog } from '#main/platform/fileLog.ts'
import { defaultMemoryFolder } from '#main/platform/dataFolder.ts'
import type { Host } from '#main/platform/host.ts'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'

/** @throws if the folder cannot be made or written */
export async function createLocalHost(dataFolder: string, version: string): Promise<Host> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  return {
    kind: 'local',
    version,
    dataFolder,
    memoryFolder: defaultMemoryFolder(),
    secrets: await openKeyFileSecrets(dataFolder),
    clock: systemClock,
    log: await fileLog(join(dataFolder, 'webox.log')),
    systemLanguage: systemLanguage(),
  }
}

/** The system's language; French when the system does not say. */
export function systemLanguage(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32' || platform === 'darwin')
    return Intl.DateTimeFormat().resolvedOptions().locale
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  const language = named.split('.')[0]?.replace('_', '-') ?? ''
  return /^[a-z]{2}/.test(language) ? language : 'fr'
}
