// The local host: what plain Node hands over where Electron is not.
import { join } from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import { fileLog } from '#main/platform/fileLog.ts'
import { defaultMemoryFolder } from '#main/platform/files/dataFolder.ts'
import type { Host } from '#main/platform/host.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'

/**
 * @param dataFolder exists, and is this start's alone
 * @throws if it cannot be written
 */
export async function createLocalHost(dataFolder: string, version: string): Promise<Host> {
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
