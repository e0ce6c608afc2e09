// Starts the relay: serves published pages and keeps what visitors do until the desktop fetches it.
import { resolve } from 'node:path'
import { ArgumentError, readArguments, usage, type RelayArguments } from './relayArguments.ts'
import { createParts, type RelayLog } from './relayParts.ts'
import { startRelayServer } from './relayServer.ts'

const log: RelayLog = (message, details = {}) =>
  console.error(JSON.stringify({ at: new Date().toISOString(), message, ...details }))
/** How often what was acknowledged long ago is removed, in milliseconds. */
const pruningPause = 60 * 60_000

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  if (options === null) {
    console.log(usage)
    return
  }
  await run(options)
}

async function run({
  port,
  host,
  dataFolder,
  isBehindProxy,
  pairAgain,
}: RelayArguments): Promise<void> {
  let address = ''
  const announce = () => {
    const code = parts.pairing.code()
    console.log(`WeBox relay: ${address} ${code === null ? 'paired' : `code ${code}`}`)
  }
  const parts = createParts({
    dataFolder: resolve(dataFolder),
    isBehindProxy,
    pairAgain,
    log,
    announce,
  })
  const server = await startRelayServer(parts, port, host)
  address = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`
  parts.events.prune()
  const pruning = setInterval(() => {
    try {
      parts.events.prune()
    } catch (error) {
      log('Old events could not be removed.', {
        error: error instanceof Error ? error.message : 'unknown',
      })
    }
  }, pruningPause)
  announce()
  stopOnSignal(async () => {
    clearInterval(pruning)
    await server.close()
    parts.store.close()
  })
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
  console.error(error instanceof ArgumentError ? error.message : error)
  process.exit(error instanceof ArgumentError ? 2 : 1)
})
