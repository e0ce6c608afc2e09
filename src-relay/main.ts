// Starts the relay: serves published pages and keeps what visitors do until the desktop fetches it.
import { resolve } from 'node:path'
import { ArgumentError, readArguments, usage, type RelayArguments } from './relayArguments.ts'
import { relayFailure, tryPort } from './relayFailure.ts'
import { createParts, type RelayLog } from './relayParts.ts'
import { startRelayServer } from './relayServer.ts'

const log: RelayLog = (message, details = {}) =>
  console.error(JSON.stringify({ at: new Date().toISOString(), message, ...details }))
/** True under `npm run relay`, which holds the other end of a channel. */
const wasLaunched = process.connected
/** How often what was acknowledged long ago is removed, in milliseconds. */
const pruningPause = 60 * 60_000

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  if (options === null) {
    console.log(usage)
    return
  }
  try {
    await tryPort(options.port, options.host)
    await run(options)
  } catch (error) {
    const sentence = relayFailure(
      error,
      `${options.host}:${options.port}`,
      resolve(options.dataFolder),
    )
    if (sentence === null) throw error
    console.error(sentence)
    process.exit(1)
  }
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
  stopWhenAsked(async () => {
    clearInterval(pruning)
    await server.close()
    parts.store.close()
  })
}

/** By a signal, or by the end of the launcher that started it, however that ended. */
function stopWhenAsked(stop: () => Promise<void>): void {
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.once('disconnect', end)
  process.channel?.unref()
  if (wasLaunched && !process.connected) end()
}

main().catch((error: unknown) => {
  console.error(error instanceof ArgumentError ? error.message : error)
  process.exit(error instanceof ArgumentError ? 2 : 1)
})
