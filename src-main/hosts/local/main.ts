// Starts the local host: the same application as in Electron, in the user's browser, on 127.0.0.1.
import { z } from 'zod'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type App, createApp } from '#main/app/createApp.ts'
import { defaultDataFolder } from '#main/platform/dataFolder.ts'
import type { Host } from '#main/platform/host.ts'
import { describeError } from '#main/platform/log.ts'
import {
  createStartup,
  type Startup,
  StartupError,
  StartupStopped,
} from '#main/platform/startup.ts'
import { startupWords } from '#main/platform/storageProblem.ts'
import { loadDemoData } from '#main/features/system/system.feature.ts'
import { apiToken, createAccessTokens } from './accessTokens.ts'
import { ArgumentError, readArguments } from './arguments.ts'
import { type RunningServer, startHttpServer } from './httpServer.ts'
import { createLocalHost, systemLanguage } from './localHost.ts'
import { openBrowser } from './openBrowser.ts'
import { readStaticFiles } from './staticRenderer.ts'

/** Both the source and the bundle lie two or three levels under the project's folder. */
const project = new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url)

/**
 * How long stopping may take before the process ends all the same, in milliseconds: longer than the
 * outbox needs.
 */
const maxStop = 20_000
/** How long a page may still ask why the application did not open, in milliseconds. */
const lastWords = 3_000

const Package = z.object({ version: z.string() })

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  const { version } = Package.parse(
    JSON.parse(await readFile(new URL('package.json', project), 'utf8')),
  )
  const host = await createLocalHost(resolve(options.dataFolder ?? defaultDataFolder()), version)
  const tokens = createAccessTokens(
    await apiToken(host.dataFolder, process.env['WEBOX_TOKEN']),
    () => performance.now(),
  )
  const files = await readStaticFiles(fileURLToPath(new URL('out/renderer', project)))
  const startup = createStartup()
  const server = await startHttpServer({ host, startup, tokens, files }, options.port)
  const link = () => `http://127.0.0.1:${server.port}/#code=${tokens.newCode()}`
  let isAnnounced = false
  const announce = () => {
    if (isAnnounced) return
    isAnnounced = true
    const first = link()
    console.log(`WeBox Marketing: ${first}`)
    if (options.open)
      openBrowser(first, host.dataFolder).catch((error: unknown) =>
        host.log('warn', 'The browser could not be opened.', describeError(error)),
      )
    offerNewLinks(link)
  }
  // The page is worth opening early only where it has something to tell: an update that takes its
  // time.
  startup.follow((state) => state.kind !== 'failed' && announce())
  const opening = openApp(host, startup, server, options.demo)
  stopOnSignal(async () => {
    startup.stop()
    await server.close()
    await opening.then(
      (app) => app.stop(),
      () => undefined,
    )
  })
  await opening.catch(async (error: unknown) => {
    if (error instanceof StartupError)
      startup.report({ kind: 'failed', problem: error.problem, backup: error.backup })
    // An open page asks every moment: it is left the time to hear why.
    if (isAnnounced) await delay(lastWords)
    throw error
  })
}

async function openApp(
  host: Host,
  startup: Startup,
  server: RunningServer,
  withDemo: boolean,
): Promise<App> {
  const app = await createApp(host, { startup })
  if (withDemo) await loadDemoData(app.services).catch(ignoreExistingLeads)
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

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      // A statement of an update under way cannot be interrupted by the process itself; ended from
      // outside, it leaves the state before it.
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), maxStop).unref()
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

main().catch((error: unknown) => {
  if (error instanceof StartupStopped) return
  console.error(startupWords(error, systemLanguage()))
  process.exit(error instanceof ArgumentError ? 2 : 1)
})
