// Links of messages by way of the relay: it leads to what its desktop signed and to nothing else, notes no
// more than which link and when, and changes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLinkSigner, readClickedLink } from '#main/relay/measuredLinks.ts'
import { createRelayClient } from '#main/relay/relayClient.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { unsubscribePath } from '#shared/rules/relayPages.ts'
import { htmlObjections } from '../support/htmlObjections.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' }
const place = { reference: 'abcdefghij234567', versionId: 4, place: 2 }
const target = 'https://boutique.example/offre?utm_source=lettre&x=1'

let relay: OpenedRelay
let seen = 0
beforeAll(async () => {
  relay = await openRelay({ publish: false })
  await relay.client.tellMeasuring()
})
beforeEach(async () => void (seen = (await relay.events()).length))
afterAll(() => relay.close())

async function link(address = target, more: Partial<typeof place> = {}): Promise<string> {
  const access = await relay.client.access()
  if (access === null) throw new Error('no relay')
  return createLinkSigner().link(access, address, { ...place, ...more }) ?? ''
}
const open = (url: string, init: RequestInit = {}) =>
  fetch(url, { redirect: 'manual', headers: browser, ...init })
const noted = async () =>
  (await relay.events()).slice(seen).flatMap((event) => (event.kind === 'link' ? [event] : []))

describe('a link of a message', () => {
  it('leads on at once, without a cache or a word of where from', async () => {
    const response = await open(await link())
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(target)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('set-cookie')).toBeNull()
    const [event] = await noted()
    expect(event).toMatchObject({ kind: 'link', looks: null })
    expect((event?.at ?? 1) % 1_000).toBe(0)
    expect(readClickedLink(relay.keys, event?.sealed ?? '')).toEqual(place)
  })

  it('leaves nothing of who opened it, nor where it led, on the disk of the relay', async () => {
    await open(await link('https://nirgends.example/geheim'), {
      headers: {
        ...browser,
        'user-agent': 'Mozilla/5.0 Einzigartig/1.0',
        referer: 'https://post.example/',
      },
    })
    expect(await noted()).toHaveLength(1)
    const disk = relay.onDisk().toString('latin1')
    for (const word of ['Einzigartig', 'post.example', '127.0.0.1', 'nirgends', 'abcdefghij234567'])
      expect(disk).not.toContain(word)
  })

  it.each([
    ['head', { method: 'HEAD' }],
    ['prefetch', { headers: { ...browser, 'sec-purpose': 'prefetch' } }],
    ['program', { headers: { 'user-agent': 'Barracuda Sentinel (EE)' } }],
    ['program', { headers: { 'user-agent': 'python-requests/2.32' } }],
  ])('says of a %s that it looks automatic, and leads on all the same', async (looks, init) => {
    const response = await open(await link(), init)
    expect(response.status).toBe(302)
    expect((await noted()).map((event) => event.looks)).toEqual([looks])
  })

  it('is not noted again and again, and leads on all the same', async () => {
    const one = await link(target, { place: 7 })
    const answers = []
    for (let time = 0; time < 12; time += 1) answers.push((await open(one)).status)
    expect(new Set(answers)).toEqual(new Set([302]))
    expect((await noted()).length).toBeLessThan(6)
  })

  it('changes nothing: it takes no post', async () => {
    const response = await open(await link(), { method: 'POST' })
    expect(response.status).toBe(405)
    expect(await noted()).toEqual([])
  })
})

describe('an address that the desktop did not sign', () => {
  it('leads nowhere, however it was made', async () => {
    const own = await link()
    const token = own.slice(own.lastIndexOf('/') + 1)
    const [address = '', signature = '', sealed = ''] = token.split('.')
    const evil = Buffer.from('https://evil.example/').toString('base64url')
    const other = createLinkSigner()
    const stranger = createRelayClient({ secrets: memorySecrets() })
    const strangers = other.link(
      {
        ...{ url: relay.url, tokenKey: new Uint8Array(32), hasTopics: false },
        signing: (await stranger.keys()).signing,
      },
      'https://evil.example/',
      place,
    )
    for (const forged of [
      `${evil}.${signature}.${sealed}`,
      `${address}.${'A'.repeat(86)}.${sealed}`,
      `${address.slice(0, -2)}.${signature}.${sealed}`,
      `${address}.${signature}`,
      `${address}.${signature}.${sealed}.more`,
      'x',
      '%2e%2e%2f',
    ]) {
      const response = await open(`${relay.url}/l/${forged}`)
      expect([forged.length, response.status, response.headers.get('location')]).toEqual([
        ...[forged.length, 404, null],
      ])
    }
    const response = await open(strangers ?? '')
    expect([response.status, response.headers.get('location')]).toEqual([404, null])
    const html = await response.text()
    expect(html).toContain('Lien incomplet')
    expect(htmlObjections(html)).toEqual([])
    expect(await noted()).toEqual([])
  })

  it('leads on where only its end was cut, and is noted for nobody', async () => {
    const response = await open((await link()).slice(0, -4))
    expect([response.status, await noted()]).toEqual([302, []])
  })

  it('is not even signed where it is no page on the web', async () => {
    for (const address of [
      'mailto:a@b.example',
      'javascript:alert(1)',
      'tel:1',
      'nichts',
      `https://a.example/${'x'.repeat(2_000)}`,
    ])
      expect(await link(address)).toBe('')
  })
})

describe('the pages by which messages are refused', () => {
  it('offer to end the measuring alone, which is no refusal', async () => {
    const token = sealToken(relay.keys, 'unsubscribe', 'reference1')
    const url = `${relay.url}${unsubscribePath(token)}`
    const html = await (await open(url)).text()
    expect(html).toContain('Ne plus mesurer les liens que j’ouvre')
    expect(htmlObjections(html)).toEqual([])
    const body = new URLSearchParams({ form: 'measuring' })
    const answer = await (await open(url, { method: 'POST', body })).text()
    expect(answer).toContain('ne sont plus mesurés')
    await open(`${relay.url}/p/${token}`, { method: 'POST', body })
    await open(url, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
    const kinds = (await relay.events()).slice(seen).map(({ kind }) => kind)
    expect(kinds).toEqual(['stop_measuring', 'stop_measuring', 'unsubscribe'])
  })
})

describe('another desktop', () => {
  it('is not told of links of before, which go on leading where they led', async () => {
    const before = await link()
    await relay.client.unpair()
    expect((await open(before)).headers.get('location')).toBe(target)
    const other = createRelayClient({ secrets: memorySecrets(), now: () => relay.clock.now() })
    await other.pair(relay.url, relay.parts.pairing.code() ?? '')
    expect((await other.pull('')).events.flatMap((event) => JSON.stringify(event))).toEqual(
      (await other.pull('')).events.flatMap((event) => JSON.stringify(event)),
    )
    const waiting = (await other.pull('')).events.length
    expect((await open(before)).status).toBe(302)
    expect((await other.pull('')).events).toHaveLength(waiting)
    await relay.restart()
    expect((await open(before)).status).toBe(302)
    // Nothing offers to end what nobody measures.
    const page = await open(
      `${relay.url}${unsubscribePath(sealToken(relay.keys, 'unsubscribe', 'reference1'))}`,
    )
    expect(await page.text()).not.toContain('mesurer')
  })
})
