// Updates of the packaged application: hands what the package says of them, and a library when one is
// needed, to what watches for newer versions.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import type { Log } from '#main/platform/log.ts'
import { signedFeed, readUpdateKeys } from './signedProvider.ts'
import { installsItself, reasonAgainstChecking } from './updatePolicy.ts'
import { readUpdateSettings } from './updateSettings.ts'
import { noUpdates, watchForUpdates, type UpdateWatch, type WatchOptions } from './updateWatch.ts'

export type UpdateOptions = Pick<WatchOptions, 'isSending' | 'clock' | 'log' | 'onChange'> & {
  /** Path of the public keys a list of versions must be signed by (PEM). */
  keys: string
}

/** The application that is brought up to date. */
export type UpdatedApplication = {
  isPackaged: boolean
  version: string
  /** Absolute path of the package's resources. */
  resources: string
  /** Asked for only when needed: the library looks for packaging files the moment it is touched. */
  openUpdater(): Promise<AppUpdater>
}

/** Looks for the first time at once. */
export async function watchUpdatesOf(
  application: UpdatedApplication,
  options: UpdateOptions,
): Promise<UpdateWatch> {
  const { isPackaged, version } = application
  const settings = await readUpdateSettings(
    isPackaged ? join(application.resources, 'app-update.yml') : null,
  )
  const keys = readUpdateKeys(await readFile(options.keys, 'utf8').catch(() => ''))
  const { feed } = settings
  const reason = reasonAgainstChecking({ isPackaged, feed, keys: keys.length })
  if (reason !== null || feed === null) {
    options.log('info', 'No updates are looked for.', { reason })
    return noUpdates(reason ?? 'no_address')
  }
  const updater = readied(await application.openUpdater(), options.log)
  updater.setFeedURL(signedFeed(feed, keys, settings.channel))
  // Setting a channel turns going back on.
  updater.allowDowngrade = false
  const watch = watchForUpdates({
    ...options,
    ...{ updater, feed, version },
    installsItself: installsItself(process.platform, process.env),
  })
  void watch.look()
  return watch
}

function readied(updater: AppUpdater, log: Log): AppUpdater {
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
