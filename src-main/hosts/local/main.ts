// Starts the local host: the same application as in Electron, in the user's browser, on 127.0.0.1.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createApp } from '#main/app/createApp.ts'
import { NewerDatabaseError } from '#main/database/openDatabase.ts'
import { defaultDataFolder } from '#main/platform/dataFolder.ts'
import { loadDemoData } from '#main/features/system/system.feature.ts'
import { apiToken, createAccessTokens } from './accessTokens.ts'
import { ArgumentError, readArguments } from './arguments.ts'
import { startHttpServer } from './httpServer.ts'
import { createLocalHost } from './localHost.ts'
import { openBrowser } from './openBrowser.ts'
import { readStaticFiles } from './staticRenderer.ts'

/** Both the source and the bundle lie two or three levels under the project's folder. */
const project = new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url)

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  const { version } = JSON.parse(await readFile(new URL('package.json', project), 'utf8')) as { version: string }
  const host = await createLocalHost(resolve(options.dataFolder ?? defaultDataFolder()), version)
  const tokens = createAccessTokens(await apiToken(host.dataFolder, process.env['WEBOX_TOKEN']), () => performance.now())
  const files = await readStaticFiles(fileURLToPath(new URL('out/renderer', project)))
  const app = await createApp(host)
  if (options.demo) await loadDemoData(app.services).catch(ignoreExistingLeads)
  const server = await startHttpServer(app, tokens, files, options.port)
  const link = () => `http://127.0.0.1:${server.port}/#code=${tokens.newCode()}`
  const first = link()
  console.log(`WeBox Marketing: ${first}`)
  if (options.open) openBrowser(first)
  offerNewLinks(link)
  stopOnSignal(async () => {
    await server.close()
    await app.stop()
  })
}

function ignoreExistingLeads(error: unknown): void {
  // Demo data is for an empty application; asked for again, it is simply there.
  if (!(error instanceof Error && 'code' in error && error.code === 'CONFLICT')) throw error
}

/** Enter in the terminal prints a fresh sign-in link: the first works once, and a second browser needs its own. */
function offerNewLinks(link: () => string): void {
  if (!process.stdin.isTTY) return
  createInterface({ input: process.stdin }).on('line', () => console.log(`WeBox Marketing: ${link()}`))
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ArgumentError || error instanceof NewerDatabaseError
  console.error(known ? error.message : error)
  process.exit(error instanceof ArgumentError ? 2 : 1)
})
