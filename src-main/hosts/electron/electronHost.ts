// What Electron hands over to the application.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { app, Notification, safeStorage } from 'electron'
import { openDesktopSecrets } from '#main/desktop/keychainSecrets.ts'
import { systemClock } from '#main/platform/clock.ts'
import { fileLog } from '#main/platform/fileLog.ts'
import { defaultMemoryFolder } from '#main/platform/files/dataFolder.ts'
import type { Host } from '#main/platform/host.ts'
import { bringWindowForward } from './appWindow.ts'

/**
 * @param whenSeen settled once a window is there: the keychain is not opened before
 * @throws if the folder cannot be made or written
 */
export async function createElectronHost(
  dataFolder: string,
  whenSeen: Promise<unknown> = Promise.resolve(),
): Promise<Host> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  return {
    kind: 'electron',
    version: app.getVersion(),
    dataFolder,
    memoryFolder: defaultMemoryFolder(),
    secrets: await openDesktopSecrets(dataFolder, safeStorage, { whenSeen }),
    clock: systemClock,
    log: await fileLog(join(dataFolder, 'webox.log')),
    systemLanguage: systemLanguage(),
    notify(notice) {
      if (Notification.isSupported())
        new Notification(notice).on('click', bringWindowForward).show()
    },
  }
}

/** The first language the user asked the system for. */
export const systemLanguage = (): string => app.getPreferredSystemLanguages()[0] ?? app.getLocale()
