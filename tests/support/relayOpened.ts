// The relay inside the test, over real HTTP, with a clock that only moves when told; and a desktop
// paired with it.
import { mkdtemp, rm } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RelayEvent, type SealedForm } from '#shared/contract/relayProtocol.ts'
import { formInputs } from '#shared/rules/relayPages.ts'
import { createRelayClient, type RelayClient } from '#main/relay/relayClient.ts'
import { readRelayKeys, type RelayKeys } from '#main/relay/relayKeys.ts'
import { openSealedForm } from '#main/relay/sealedForms.ts'
import { memorySecrets, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { createParts, type RelayParts } from '../../src-relay/relayParts.ts'
import { startRelayServer } from '../../src-relay/relayServer.ts'
import { formKey, formTimeOf, sampleBundle } from './relayProcess.ts'
import { createTestClock, type TestClock } from './testHost.ts'

export type OpenedRelay = {
  url: string
  parts: RelayParts
  clock: TestClock
  client: RelayClient
  keys: RelayKeys
  secrets: SecretStore
  /** Lines of the relay's log. */
  logged: string[]
  /** Everything that waits, oldest first. */
  events(): Promise<RelayEvent[]>
  /** The forms among it, opened. */
  forms(): Promise<SealedForm[]>
  /** Posts the sample's form as a browser without script does, long enough after it was served. */
  post(
    fields: Record<string, string>,
    more?: { time?: string; query?: string; headers?: Record<string, string>; path?: string },
  ): Promise<Response>
  /** Every byte the relay keeps. */
  onDisk(): Buffer
  /** Stops it and starts it again on the same folder. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function openRelay(
  options: { isBehindProxy?: boolean; publish?: boolean } = {},
): Promise<OpenedRelay> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'webox-relay-'))
  const clock = createTestClock()
  const logged: string[] = []
  const start = async (port: number) => {
    const parts = createParts({
      ...{
        dataFolder,
        isBehindProxy: options.isBehindProxy ?? false,
        pairAgain: false,
        now: () => clock.now(),
      },
      log: (message, details) => void logged.push(JSON.stringify({ message, ...details })),
      announce: () => undefined,
    })
    return { parts, server: await startRelayServer(parts, port, '127.0.0.1') }
  }
  let running = await start(0)
  const url = `http://127.0.0.1:${running.server.port}`
  const secrets = memorySecrets()
  const client = createRelayClient({ secrets, now: () => clock.now() })
  await client.pair(url, running.parts.pairing.code() ?? '')
  if (options.publish ?? true) await client.publish(sampleBundle())
  const keys = await readRelayKeys(secrets)
  const stop = async () => {
    await running.server.close()
    running.parts.store.close()
  }
  const events = async () => (await client.pull('')).events.map((event) => RelayEvent.parse(event))
  return {
    ...{ url, clock, client, keys, secrets, logged, events },
    get parts() {
      return running.parts
    },
    async forms() {
      return (await events()).flatMap((event) =>
        event.kind === 'form' ? [openSealedForm(event.sealed, keys.sealing, event)] : [],
      )
    },
    async post(
      fields,
      { time, query = '', headers = {}, path = `inscription/form/${formKey}` } = {},
    ) {
      const token = time ?? (await formTimeOf(`${url}/f/guide-gratuit/`))
      if (time === undefined) clock.advance(3_000)
      const body = new URLSearchParams({
        [formInputs.time]: token,
        [formInputs.honeypot]: '',
        ...fields,
      })
      return fetch(`${url}/f/guide-gratuit/${path}${query}`, {
        method: 'POST',
        body,
        headers,
        redirect: 'manual',
      })
    },
    onDisk: () =>
      Buffer.concat(readdirSync(dataFolder).map((name) => readFileSync(join(dataFolder, name)))),
    async restart() {
      await stop()
      running = await start(Number(new URL(url).port))
      // fetch keeps connections, and learns only by using them that their other end is gone.
      for (let turn = 0; turn < 5; turn += 1) await fetch(`${url}/health`).catch(() => undefined)
    },
    async close() {
      await stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
