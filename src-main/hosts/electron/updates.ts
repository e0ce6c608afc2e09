// Updates of the packaged application: hands the real updater and the package's own settings to what
// watches for newer versions.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import { installsItself, reasonAgainstChecking } from '#main/desktop/updates/updatePolicy.ts'
import { readUpdateSettings } from '#main/desktop/updates/updateSettings.ts'
import { readUpdateKeys, signedFeed } from '#main/desktop/updates/signedProvider.ts'
import { noUpdates, watchForUpdates, type UpdateWatch } from '#main/desktop/updates/updateWatch.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { Log } from '#main/platform/log.ts'

/**
 * Looks for the first time at once.
 * @param keys path of the public keys a list of versions must be signed by (PEM)
 * @param isSending asked before fetching and before installing
 */
export async function startUpdates(options: {
  keys: string
  isSending: () => Promise<boolean>
  clock: Clock
  log: Log
  onChange: () => void
}): Promise<UpdateWatch> {
  const settings = await readUpdateSettings(
    app.isPackaged ? join(process.resourcesPath, 'app-update.yml') : null,
  )
  const keys = readUpdateKeys(await readFile(options.keys, 'utf8').catch(() => ''))
  const { feed } = settings
  const reason = reasonAgainstChecking({ isPackaged: app.isPackaged, feed, keys: keys.length })
  if (reason !== null || feed === null) {
    options.log('info', 'No updates are looked for.', { reason })
    return noUpdates(reason ?? 'no_address')
  }
  const updater = await openUpdater(options.log)
  updater.setFeedURL(signedFeed(feed, keys, settings.channel))
  // Setting a channel turns going back on.
  updater.allowDowngrade = false
  const watch = watchForUpdates({
    ...options,
    updater,
    feed,
    version: app.getVersion(),
    installsItself: installsItself(process.platform, process.env),
  })
  void watch.look()
  return watch
}

/** Loaded only when needed: it looks for packaging files the moment it is touched. */
async function openUpdater(log: Log) {
  const { default: library } = await import('electron-updater')
  const updater = library.autoUpdater
  // What fails while installing is told here alone: the application is quitting then.
  const say = (level: 'warn' | 'error') => (message?: unknown) =>
    log(level, `Update: ${String(message)}`)
  updater.logger = { info: () => undefined, warn: say('warn'), error: say('error') }
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowPrerelease = false
  updater.disableWebInstaller = true
  return updater
}
