// Starts the desktop application: one instance, one window, the same application as the local host
// behind one port.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { app, BrowserWindow, dialog } from 'electron'
import { type App, createApp } from '#main/app/createApp.ts'
import { loadDemoData } from '#main/features/system/system.feature.ts'
import { defaultDataFolder } from '#main/platform/dataFolder.ts'
import { readInterfaceFiles } from '#main/platform/interfaceFiles.ts'
import { createStartup, type Startup, StartupStopped } from '#main/platform/startup.ts'
import { startupWords } from '#main/platform/storageProblem.ts'
import { setAppMenu } from './appMenu.ts'
import { answer, declareAppScheme, serveAppScheme } from './appProtocol.ts'
import { bringWindowForward, createAppWindow } from './appWindow.ts'
import { desktopWords } from '#main/desktop/desktopWords.ts'
import { devPage, devServer } from './devInterface.ts'
import { createElectronHost, systemLanguage } from './electronHost.ts'
import { serveWindow } from './rpcOverPort.ts'
import { startUpdates, type Updates } from './updates.ts'

const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const icon = built('../resources/icons/256x256.png')
/**
 * The outbox finishes what it is handing over; after this it is left to the rows, which know. In
 * milliseconds.
 */
const maxStop = 20_000

const { values: options } = parseArgs({
  // An unpacked application is started as `electron <folder> …`.
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  options: { data: { type: 'string' }, demo: { type: 'boolean' } },
  strict: false,
})
const dataFolder = resolve(typeof options.data === 'string' ? options.data : defaultDataFolder())

async function start(): Promise<void> {
  const startup = createStartup()
  const host = await createElectronHost(dataFolder)
  const server = devServer()
  const files = server === null ? await readInterfaceFiles(built('renderer')) : null
  serveAppScheme(startup, (request) =>
    files === null ? devPage(server ?? '', request) : answer(files, request),
  )
  const words = desktopWords(systemLanguage())
  setAppMenu(words)
  // The window first: bringing a large database up to date takes minutes, which it tells.
  const opening = createApp(host, { startup })
  const openWindow = () => {
    const window = createAppWindow(built('preload/preload.cjs'), icon, words)
    void opening.then(
      (running) => window.isDestroyed() || serveWindow(window, running),
      () => undefined,
    )
  }
  openWindow()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  quitInOrder(startup, opening)
  const running = await opening
  if (options.demo)
    await loadDemoData(running.services).catch(() =>
      running.services.host.log('info', 'Demo data is for an empty application.'),
    )
  startup.report({ kind: 'ready' })
}

/**
 * Quitting waits for the writes and the hand-overs under way; an update of the database under way
 * is taken back.
 */
function quitInOrder(startup: Startup, opening: Promise<App>): void {
  const updates = opening.then(watchUpdates)
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  const stop = async () => {
    startup.stop()
    const [running, watched] = await Promise.all([opening, updates])
    watched.stop()
    await watched.settle()
    await running.stop()
  }
  updates.catch(() => undefined) // Said once, by whoever waits for the application itself.
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    const timeLimit = new Promise((resolve) => setTimeout(resolve, maxStop))
    void Promise.race([stop().catch(() => undefined), timeLimit]).finally(() => {
      state = 'stopped'
      app.quit()
    })
  })
}

function watchUpdates(running: App): Promise<Updates> {
  const calls = createRouterClient(running.router, { context: running.services })
  return startUpdates(
    async () => (await calls.email.outbox.status()).sending.length > 0,
    running.services.host.log,
  )
}

function fail(error: unknown): void {
  if (error instanceof StartupStopped) return
  const language = systemLanguage()
  dialog.showErrorBox(desktopWords(language).cannotStart, startupWords(error, language))
  app.exit(1)
}

declareAppScheme()
app.enableSandbox()
// Chromium's own files rest in a folder of their own inside the data folder; the single instance is
// one a data folder.
mkdirSync(join(dataFolder, 'window'), { recursive: true, mode: 0o700 })
app.setPath('userData', join(dataFolder, 'window'))

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', bringWindowForward)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
  void app.whenReady().then(start).catch(fail)
} else {
  app.quit()
}
