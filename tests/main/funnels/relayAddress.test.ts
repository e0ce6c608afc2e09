// A relay is paired and published to over https, or on this computer: what else is typed is refused
// with what to do, and an address of the own network is asked about.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRelayClient, type RelayError } from '#main/relay/relayClient.ts'
import { objectionToRelay } from '#main/relay/relayAddress.ts'
import { unsubscribePage } from '#main/relay/relayLinks.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { sampleBundle } from '../../support/relayProcess.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app?.remove())

const insecure = [
  'http://pages.example.org',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
  'http://8.8.8.8',
  'http://192.168.1.10:8787',
  'http://10.0.0.4',
  'http://172.16.3.4',
  'http://100.64.0.1',
  'http://[fd12:3456::1]',
  'http://nas.local',
  'http://relay',
]
const personal = [
  'https://192.168.1.10:8787',
  'https://10.0.0.4',
  'https://[fd12:3456::1]',
  'https://[::ffff:192.168.1.10]',
  'https://nas.local',
  'https://relay',
  'https://box.home.arpa',
]
const nowhere = [
  'http://169.254.169.254',
  'https://169.254.169.254/latest',
  'https://[fe80::1]',
  'https://[::ffff:169.254.169.254]',
  'https://[64:ff9b::a9fe:a9fe]',
  'http://0.0.0.0:8787',
  'https://224.0.0.1',
  // Other ways to write 169.254.169.254.
  'https://2852039166',
  'https://0xa9.0xfe.0xa9.0xfe',
]
const fine = [
  'https://pages.example.org',
  'https://pages.example.org:8443/relay',
  'https://8.8.8.8',
  'http://127.0.0.1:8787',
  'http://127.1:8787',
  'http://localhost:8787',
  'http://localhost.:8787',
  'http://[::1]:8787',
  'https://localhost',
]

describe('an address', () => {
  it.each([
    ...insecure.map((url) => [url, 'insecure'] as const),
    ...personal.map((url) => [url, 'private'] as const),
    ...nowhere.map((url) => [url, 'nowhere'] as const),
    ...fine.map((url) => [url, null] as const),
  ])('%s: %s', (url, objection) => {
    expect(objectionToRelay(url)).toBe(objection)
  })
})

describe('pairing', () => {
  const pair = (url: string, evenIfPrivate?: boolean) =>
    errorReasonOf(
      app.client.funnels.relay.pair({
        url,
        code: 'ABCDEF',
        ...(evenIfPrivate === undefined ? {} : { evenIfPrivate }),
      }),
    )

  it.each([
    [insecure[0], 'relay_insecure'],
    [insecure[4], 'relay_insecure'],
    [personal[0], 'relay_private'],
    [nowhere[1], 'relay_nowhere'],
  ])('with %s is refused: %s', async (url = '', reason) => {
    expect(await pair(url)).toBe(reason)
    expect(await app.client.funnels.relay.status()).toMatchObject({ paired: false })
  })

  it('sends nothing to an address that is refused; what was agreed to is asked', async () => {
    const asked: string[] = []
    const client = createRelayClient({
      secrets: memorySecrets(),
      fetch: (url) => {
        asked.push(String(url))
        return Promise.reject(new Error('nobody there'))
      },
    })
    const reasonOf = (url: string, isPrivate: boolean) =>
      client.pair(url, 'ABCDEF', { isPrivate }).catch((error: RelayError) => error.reason)
    for (const url of [...insecure, ...nowhere])
      expect(await reasonOf(url, true)).toMatch(/insecure|nowhere/)
    for (const url of personal) expect(await reasonOf(url, false)).toBe('private')
    expect(asked).toEqual([])
    expect(await reasonOf(personal[0] ?? '', true)).toBe('unreachable')
    expect(asked).toEqual(['https://192.168.1.10:8787/desktop/pair'])
  })
})

describe('a relay that was paired before there was this rule', () => {
  const pairedAt = async (url: string) => {
    const secrets = memorySecrets()
    const kept = { url, relayKey: 'k', saleHook: { key: 'a', secret: 'b' } }
    await secrets.set('relay-pairing', JSON.stringify(kept))
    const asked: string[] = []
    const client = createRelayClient({
      secrets,
      fetch: (to) => {
        asked.push(String(to))
        return Promise.reject(new Error('nobody there'))
      },
    })
    return { client, asked }
  }

  it('over http is published to no more, and what waits there is still fetched', async () => {
    const { client, asked } = await pairedAt('http://pages.example.org')
    await expect(client.publish(sampleBundle())).rejects.toMatchObject({ reason: 'insecure' })
    await expect(client.publishing()).rejects.toMatchObject({ reason: 'insecure' })
    expect(asked).toEqual([])
    await expect(client.pull('')).rejects.toMatchObject({ reason: 'unreachable' })
    expect(asked).toEqual(['http://pages.example.org/desktop/pull'])
  })

  it('in the own network goes on', async () => {
    const { client, asked } = await pairedAt('https://192.168.1.10')
    await expect(client.publish(sampleBundle())).rejects.toMatchObject({ reason: 'unreachable' })
    expect(asked).toEqual(['https://192.168.1.10/desktop/publish'])
  })
})

it('A link that refuses in one click leads to a relay over https or on this computer', () => {
  const page = (url: string) =>
    unsubscribePage(
      { url, tokenKey: new Uint8Array(32), hasTopics: false, signing: null },
      'reference',
      'a@b.example',
    )
  for (const url of [...insecure, ...nowhere]) expect(page(url)).toBeNull()
  for (const url of [...fine, ...personal]) expect(page(url)).toMatch(/\/u\//)
})
