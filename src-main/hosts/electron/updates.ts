// Looks for a newer version now and then, within the policy, and installs it when the user quits;
// never while messages leave.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import { describeError, type Log } from '#main/platform/log.ts'
import { reasonAgainstChecking, reasonAgainstUpdate } from '#main/desktop/updatePolicy.ts'

const hour = 60 * 60_000
const interval = 6 * hour

export type Updates = {
  /**
   * Called while quitting, before the outbox stops: settles whether a fetched update may be
   * installed now.
   */
  settle(): Promise<void>
  stop(): void
}

/** @param isSending asked before fetching and before installing */
export async function startUpdates(isSending: () => Promise<boolean>, log: Log): Promise<Updates> {
  const feed = await updateAddress()
  const reason = reasonAgainstChecking(app.isPackaged, feed)
  if (reason !== null || feed === null) {
    log('info', 'No updates are looked for.', { reason })
    return { settle: () => Promise.resolve(), stop: () => undefined }
  }
  const updater = await openUpdater(log)
  const check = async () => {
    const offered = (await updater.checkForUpdates())?.updateInfo
    if (!offered) return
    const against =
      reasonAgainstUpdate(offered, app.getVersion(), feed) ??
      ((await isSending()) ? 'messages are being sent' : null)
    if (against !== null)
      return log('info', 'An update was not taken.', { version: offered.version, reason: against })
    // Before the download: the library decides at its end whether quitting installs anything.
    updater.autoInstallOnAppQuit = true
    await updater.downloadUpdate()
    log('info', 'An update is installed when the application is quit.', {
      version: offered.version,
    })
  }
  const checkAndLog = () =>
    void check().catch((error: unknown) =>
      log('warn', 'Looking for updates failed.', describeError(error)),
    )
  const timer = setInterval(checkAndLog, interval)
  checkAndLog()
  return {
    settle: async () => {
      if (await isSending().catch(() => true)) updater.autoInstallOnAppQuit = false
    },
    stop: () => clearInterval(timer),
  }
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
  // Last: setting a channel anywhere above would turn it on again.
  updater.allowDowngrade = false
  return updater
}

async function updateAddress(): Promise<string | null> {
  if (!app.isPackaged) return null
  const settings = await readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8').catch(
    () => '',
  )
  return /^url:\s*['"]?([^\s'"]+)/m.exec(settings)?.[1] ?? null
}
