// Starts the desktop application: one instance, one window, the same application as the local host behind one port.
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
import { setAppMenu } from './appMenu.ts'
import { declareAppScheme, serveAppScheme } from './appProtocol.ts'
import { createAppWindow } from './appWindow.ts'
import { desktopWords } from './desktopWords.ts'
import { devServer, serveDevInterface } from './devInterface.ts'
import { createElectronHost, systemLanguage } from './electronHost.ts'
import { serveWindow } from './rpcOverPort.ts'
import { startUpdates } from './updates.ts'

const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
/** The outbox finishes what it is handing over; after this it is left to the rows, which know. In milliseconds. */
const longestStop = 20_000

const { values: options } = parseArgs({
  // An unpacked application is started as `electron <folder> …`.
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  options: { data: { type: 'string' }, demo: { type: 'boolean' } },
  strict: false,
})
const dataFolder = resolve(typeof options.data === 'string' ? options.data : defaultDataFolder())

async function start(): Promise<void> {
  const running = await createApp(await createElectronHost(dataFolder))
  if (options.demo) await loadDemoData(running.services).catch(() => running.services.host.log('info', 'Demo data is for an empty application.'))
  const server = devServer()
  if (server === null) serveAppScheme(await readInterfaceFiles(built('renderer')))
  else serveDevInterface(server)
  const words = desktopWords(systemLanguage())
  setAppMenu(words)
  const openWindow = () => serveWindow(createAppWindow(built('preload/preload.cjs'), words), running)
  openWindow()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  await quitInOrder(running)
}

/** Quitting waits for the writes and the hand-overs under way. */
async function quitInOrder(running: App): Promise<void> {
  const calls = createRouterClient(running.router, { context: running.services })
  const isSending = async () => (await calls.email.outbox.status()).sending.length > 0
  const updates = await startUpdates(isSending, running.services.host.log)
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  const stop = async () => {
    updates.stop()
    await updates.settle()
    await running.stop()
  }
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    const timeLimit = new Promise((resolve) => setTimeout(resolve, longestStop))
    void Promise.race([stop(), timeLimit]).finally(() => {
      state = 'stopped'
      app.quit()
    })
  })
}

function fail(error: unknown): void {
  const { cannotStart } = desktopWords(systemLanguage())
  dialog.showErrorBox(cannotStart, error instanceof Error ? error.message : String(error))
  app.exit(1)
}

declareAppScheme()
app.enableSandbox()
// Chromium's own files rest in a folder of their own inside the data folder; the single instance is one a data folder.
mkdirSync(join(dataFolder, 'window'), { recursive: true, mode: 0o700 })
app.setPath('userData', join(dataFolder, 'window'))

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
  void app.whenReady().then(start).catch(fail)
} else {
  app.quit()
}
