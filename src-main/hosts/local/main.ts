// Starts the local host: the same application as in Electron, in the user's browser, on 127.0.0.1.
import { z } from 'zod'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type App, createApp } from '#main/app/createApp.ts'
import { claimFolder, type FolderClaim, type JoinedApplication } from '#main/app/folderClaim.ts'
import { checkDataFolder, defaultDataFolder } from '#main/platform/files/dataFolder.ts'
import type { Host } from '#main/platform/host.ts'
import {
  createStartup,
  StartRefused,
  type Startup,
  StartupError,
  StartupStopped,
} from '#main/platform/startup.ts'
import { rescueSentence } from '#shared/startup.ts'
import { startupWords } from '#main/platform/storageProblem.ts'
import { loadDemoData } from '#main/features/system/system.feature.ts'
import { createAccessTokens, folderToken, givenToken } from './accessTokens.ts'
import { ArgumentError, type LocalArguments, readArguments } from './arguments.ts'
import { createDisplay, type Display } from './display.ts'
import { closePort, openPort, portOf, type RunningServer, serveOn } from './httpServer.ts'
import { installedBrowser } from './installedBrowser.ts'
import { createLocalHost, systemLanguage } from './localHost.ts'
import { hasScreen, openBrowser } from './openBrowser.ts'
import { readStaticFiles, type StaticFiles } from './staticRenderer.ts'
import { terminalWords } from './terminalWords.ts'

/** Both the source and the bundle lie two or three levels under the project's folder. */
const project = new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url)

/**
 * How long stopping may take before the process ends all the same, in milliseconds: longer than the
 * outbox needs.
 */
const maxStop = 20_000
/** How long a page may still ask why the application did not open, in milliseconds. */
const lastWords = 3_000

/** True under `npm start`, which holds the other end of a channel. */
const wasLaunched = process.connected
const words = terminalWords(systemLanguage())

const Package = z.object({ version: z.string() })

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  const token = givenToken()
  const { version } = Package.parse(
    JSON.parse(await readFile(new URL('package.json', project), 'utf8')),
  )
  const dataFolder = resolve(options.dataFolder ?? defaultDataFolder())
  const files = await interfaceFiles()
  const wantsPage = options.open && hasScreen()
  const wantsWindow = wantsPage && options.window
  const wants = { wantsPage, wantsWindow }
  const claim = () => claimFolder(dataFolder, { host: 'local', version, isWaiting, ...wants })
  checkDataFolder(dataFolder)
  // A folder that is there may have its application; a new one is made once there is a port.
  const before = existsSync(dataFolder) ? await claim() : null
  if (before?.kind === 'joined') return join(before, version, options)
  const port = await openPort(options.port)
  const place = before ?? (await claim())
  if (place.kind === 'joined') {
    await closePort(port)
    return join(place, version, options)
  }
  const host = await createLocalHost(dataFolder, version)
  const tokens = createAccessTokens(token ?? (await folderToken(dataFolder)), () =>
    performance.now(),
  )
  const startup = createStartup()
  const origin = `http://127.0.0.1:${portOf(port)}`
  const newLink = () => `${origin}/#code=${tokens.newCode()}`
  const display = createDisplay({
    ...{ host, origin, newLink, isWanted: wantsPage },
    browser: wantsWindow ? installedBrowser() : null,
  })
  const showWindow = () => display.showWindow()
  const server = serveOn(port, { host, startup, tokens, files, showWindow })
  await place.announce({ port: server.port, secret: tokens.joinSecret })
  await runUntilStopped({ host, startup, server, display, newLink, place, options })
}

/** @throws StartRefused where nothing was built yet: `npm start` does that by itself */
function interfaceFiles(): Promise<StaticFiles> {
  const folder = fileURLToPath(new URL('out/renderer', project))
  if (existsSync(folder)) return readStaticFiles(folder)
  throw new StartRefused({
    fr: 'L’interface n’est pas construite. Rien n’a été modifié : lancer npm start, ou npm run build.',
    en: 'The interface is not built. Nothing was changed: run npm start, or npm run build.',
  })
}

/** A second start on a folder opens the application that has it, and ends. */
function join(
  { link, page, shown, version, port }: JoinedApplication,
  ownVersion: string,
  options: LocalArguments,
): void {
  console.log(`WeBox Marketing: ${link}`)
  console.error(shown ? words.windowShown : words.alreadyOpen)
  if (version !== ownVersion) console.error(words.otherVersion(version, ownVersion))
  if (options.demo || (options.port !== 0 && options.port !== port))
    console.error(words.optionsWithoutEffect)
  // Without a browser the printed address is enough.
  if (page !== null) openBrowser(page)
}

const isWaiting = () => console.error(words.waiting)

type Running = {
  host: Host
  startup: Startup
  server: RunningServer
  display: Display
  newLink: () => string
  place: FolderClaim
  options: LocalArguments
}

async function runUntilStopped(running: Running): Promise<void> {
  const { startup, server, display, newLink, place } = running
  let isAnnounced = false
  const announce = () => {
    if (isAnnounced) return
    isAnnounced = true
    const first = newLink()
    console.log(`WeBox Marketing: ${first}`)
    display.open(first)
    offerNewLinks(newLink)
  }
  // The page is worth opening early only where it has something to tell: an update that takes its
  // time.
  startup.follow((state) => {
    if (state.kind === 'rescue') console.error(rescueSentence(state.problem, systemLanguage()))
    if (state.kind !== 'failed') announce()
  })
  const opening = openApp(running, () => stop())
  let hasFailed = false
  const stop = stopWhenAsked(async () => {
    startup.stop()
    await Promise.all([display.close(), server.close()])
    await opening.then(
      (app) => app.stop(),
      () => undefined,
    )
    place.release()
  })
  display.onClosed(() => {
    if (hasFailed) return
    console.error(words.windowClosed)
    stop()
  })
  await opening.catch(async (error: unknown) => {
    hasFailed = true
    if (error instanceof StartupError)
      startup.report({ kind: 'failed', problem: error.problem, backup: error.backup })
    // An open page asks every moment: it is left the time to hear why; a window, to be read.
    if (isAnnounced) await display.whenRead(lastWords)
    place.release()
    throw error
  })
}

async function openApp(
  { host, startup, server, options }: Running,
  quit: () => void,
): Promise<App> {
  const app = await createApp(host, { startup, rescue: { serve: server.serveRescue, quit } })
  if (options.demo) await loadDemoData(app.services).catch(ignoreExistingLeads)
  server.serve(app)
  startup.report({ kind: 'ready' })
  return app
}

function ignoreExistingLeads(error: unknown): void {
  // Demo data is for an empty application; asked for again, it is simply there.
  if (!(error instanceof Error && 'code' in error && error.code === 'CONFLICT')) throw error
}

/**
 * Enter in the terminal prints a fresh sign-in link: the first works once, and a second browser
 * needs its own.
 */
function offerNewLinks(link: () => string): void {
  if (!process.stdin.isTTY) return
  createInterface({ input: process.stdin }).on('line', () =>
    console.log(`WeBox Marketing: ${link()}`),
  )
}

/**
 * By a signal, by the end of the launcher that started it, however that ended, or by calling what
 * it returns.
 */
function stopWhenAsked(stop: () => Promise<void>): () => void {
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    // A statement of an update under way cannot be interrupted by the process itself; ended from
    // outside, it leaves the state before it.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), maxStop).unref()
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.once('disconnect', end)
  process.channel?.unref()
  if (wasLaunched && !process.connected) end()
  return end
}

main().catch((error: unknown) => {
  if (error instanceof StartupStopped) return
  console.error(startupWords(error, systemLanguage()))
  process.exit(error instanceof ArgumentError ? 2 : 1)
})
