// Starts the desktop application: one instance, one window, the same application as the local host
// behind one port.
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { app, BrowserWindow, dialog, shell } from 'electron'
import { type App, createApp } from '#main/app/createApp.ts'
import { claimFolder } from '#main/app/folderClaim.ts'
import { loadDemoData } from '#main/features/system/system.feature.ts'
import { checkDataFolder, defaultDataFolder } from '#main/platform/files/dataFolder.ts'
import type { LoginStart } from '#main/platform/host.ts'
import { readInterfaceFiles } from '#main/platform/interfaceFiles.ts'
import { createStartup, StartupStopped } from '#main/platform/startup.ts'
import { startupWords } from '#main/platform/storageProblem.ts'
import { setAppMenu } from './appMenu.ts'
import { declareAppScheme, serveAppScheme } from './appProtocol.ts'
import { loginStartOf, stayingWith } from '#main/desktop/login/loginStart.ts'
import { readCommandLine, type SecondStart } from '#main/desktop/opening/commandLine.ts'
import { listenForOpening } from '#main/desktop/opening/listening.ts'
import { createOpenRequests } from '#main/desktop/opening/openRequests.ts'
import { answer } from '#main/desktop/pageAnswers.ts'
import { hasSystemSpelling } from '#main/desktop/spelling.ts'
import { sendingOf, type SendingWatch } from '#main/desktop/sendingWatch.ts'
import { startBackground } from './background.ts'
import { bringWindowForward, createAppWindow } from './appWindow.ts'
import { whenSeen } from '#main/desktop/pageFailures.ts'
import { quitInOrder } from '#main/desktop/quitting.ts'
import { desktopWords, type DesktopWords } from '#main/desktop/desktopWords.ts'
import { devPage, devServer } from './devInterface.ts'
import { createElectronHost, systemLanguage } from './electronHost.ts'
import { createServing, serveWindow } from './rpcOverPort.ts'
import { startUpdates } from './updates.ts'
import type { UpdateWatch } from '#main/desktop/updates/updateWatch.ts'

const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const icon = built('../resources/icons/256x256.png')

// An unpacked application is started as `electron <folder> …`.
const ownArguments = app.isPackaged ? 1 : 2
const started: SecondStart = { args: process.argv.slice(ownArguments), folder: process.cwd() }
const options = readCommandLine(started.args, started.folder)
const dataFolder = resolve(options.data ?? defaultDataFolder())
const requests = createOpenRequests()
requests.add(options.given)

async function start(): Promise<void> {
  const claim = { host: 'electron', version: app.getVersion(), wantsPage: true } as const
  const words = desktopWords(systemLanguage())
  const place = await claimFolder(dataFolder, claim)
  if (place.kind === 'joined') return leaveToBrowser(place, words)
  await place.announce({ port: null, secret: '' })
  const startup = createStartup()
  let sawWindow = (): void => undefined
  const seen = new Promise<void>((resolve) => (sawWindow = resolve))
  const host = await createElectronHost(dataFolder, seen)
  host.opening = requests
  const { stays, login } = await stayingWith(loginStart(), isHidden())
  host.desktop = { login, checksSpelling: hasSystemSpelling(process.platform) }
  serveAppScheme(startup, await pages())
  setAppMenu(words)
  let background: SendingWatch | null = null
  // The window first: bringing a large database up to date takes minutes, which it tells.
  const serving = createServing(
    () => app.quit(),
    // Where it was started without a window, this is for somebody to see.
    () => hasWindow() || openWindow(),
  )
  const opening = createApp(host, { startup, rescue: serving.rescue }).then(serving.opened)
  const openWindow = () => {
    background?.windowOpened()
    const window = showWindow(words)
    void whenSeen(window).then(sawWindow)
    serveWindow(window, host.log, serving.served)
  }
  // The keychain is the user's who has signed in: nobody has to see a window for it then.
  if (isHidden()) sawWindow()
  else openWindow()
  app.on('window-all-closed', () => {
    if (process.platform === 'darwin') return
    // What is being sent goes on without a window.
    if (background === null) app.quit()
    else background.windowClosed()
  })
  const updates = opening.then(watchUpdates)
  updates.catch(() => undefined) // Said once, by whoever waits for the application itself.
  const stop = async () => {
    background?.stop()
    place.withdraw()
    startup.stop()
    const [running, watched] = await Promise.all([opening, updates])
    watched.stop()
    await watched.settle()
    await running.stop()
    place.release()
  }
  const quitting = quitInOrder(app, stop, argumentsAgain)
  app.on('activate', () => {
    if (!quitting.isUnderWay() && !hasWindow()) openWindow()
  })
  const running = await opening
  requests.subscribe(() => running.services.changes.publish(['system']))
  background = startBackground(running, words, built('../resources/tray'), stays)
  if (!hasWindow()) background.windowClosed()
  if (options.demo) await loadDemo(running)
  startup.report({ kind: 'ready' })
}

/** It runs in the browser already. The link itself would stand in a command line. */
async function leaveToBrowser(
  { page, link }: { page: string | null; link: string },
  words: DesktopWords,
): Promise<void> {
  const names = requests.left().join('\n')
  if (names !== '') dialog.showErrorBox(words.openElsewhere, words.openElsewhereDetail(names))
  await shell.openExternal(page ?? new URL('/', link).href)
  app.exit()
}

const argumentsAgain = (): string[] => [
  ...process.argv.slice(1, ownArguments),
  ...['--data', dataFolder, ...requests.left()],
]

const showWindow = (words: DesktopWords): BrowserWindow =>
  createAppWindow({
    preload: built('preload/preload.cjs'),
    placeFile: join(dataFolder, 'window', 'place.json'),
    ...{ icon, words },
  })

const hasWindow = (): boolean => BrowserWindow.getAllWindows().length > 0

/** Started by the computer; macOS does not say so by an argument. */
const isHidden = () =>
  options.hidden || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)

function loginStart(): LoginStart | null {
  if (!app.isPackaged) return null
  const { platform, env: environment, execPath: program } = process
  const given = options.data === null ? null : dataFolder
  return loginStartOf(app, { platform, environment, home: homedir(), program }, given)
}

const loadDemo = ({ services }: App) =>
  loadDemoData(services).catch(() =>
    services.host.log('info', 'Demo data is for an empty application.'),
  )

async function pages(): Promise<(request: Request) => Promise<Response>> {
  const server = devServer()
  if (server !== null) return (request) => devPage(server, request)
  const files = await readInterfaceFiles(built('renderer'))
  return (request) => answer(files, request)
}

async function watchUpdates({ router, services }: App): Promise<UpdateWatch> {
  const calls = createRouterClient(router, { context: services })
  const { host, changes } = services
  const watch = await startUpdates({
    keys: built('../resources/update-keys.pem'),
    isSending: async () => sendingOf(await calls.email.outbox.status()).isSending,
    clock: host.clock,
    log: host.log,
    onChange: () => changes.publish(['system']),
  })
  host.updates = watch
  return watch
}

function fail(error: unknown): void {
  if (error instanceof StartupStopped) return
  const language = systemLanguage()
  dialog.showErrorBox(desktopWords(language).cannotStart, startupWords(error, language))
  app.exit(1)
}

/**
 * Chromium's own files rest in a folder of their own inside the data folder; the single instance is
 * one a data folder.
 * @returns why the folder cannot be used; null if it can
 */
function useDataFolder(): { error: unknown } | null {
  const own = join(dataFolder, 'window')
  try {
    checkDataFolder(dataFolder)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    app.setPath('userData', own)
    return null
  } catch (error) {
    return { error }
  }
}

// What this process starts (an installer, the browser) is no Node of Electron's.
delete process.env['ELECTRON_RUN_AS_NODE']
declareAppScheme()
app.enableSandbox()
const unusable = useDataFolder()

if (unusable !== null) {
  // Only then is there a language and a dialog to say it with.
  void app.whenReady().then(() => fail(unusable.error))
} else if (app.requestSingleInstanceLock(started)) {
  listenForOpening(app, requests, bringWindowForward)
  if (app.isPackaged) app.setAsDefaultProtocolClient('webox', process.execPath, ['--'])
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
  void app.whenReady().then(start).catch(fail)
} else {
  app.quit()
}
