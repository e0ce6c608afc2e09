// The desktop’s calls: paired by a code once, signed, never twice, bundles as they were signed.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestText, signatureHeaders } from '#shared/rules/relay/relaySigning.ts'
import { createRelayClient, RelayError } from '#main/relay/relayClient.ts'
import { hashOf, signText } from '#main/relay/relaySignatures.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'
import { sampleBundle } from '../support/relayProcess.ts'

let relay: OpenedRelay
beforeEach(async () => {
  relay = await openRelay()
})
afterEach(() => relay.close())

const refused = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof RelayError ? error.reason : String(error)),
  )
const stranger = () => createRelayClient({ secrets: memorySecrets(), now: () => relay.clock.now() })

/** A request as the client makes it, with everything open to change. */
async function signed(
  name: string,
  body: object,
  changes: {
    at?: number
    nonce?: string
    relayKey?: string
    sentBody?: object
    path?: string
  } = {},
) {
  const json = JSON.stringify({ protocol: 1, ...body })
  const [time, nonce, bodyHash] = [
    String(changes.at ?? relay.clock.now()),
    changes.nonce ?? randomBytes(18).toString('base64url'),
    hashOf(json),
  ]
  const relayKey = changes.relayKey ?? (await relay.client.pairing())?.relayKey ?? ''
  const text = requestText({
    relayKey,
    method: 'POST',
    path: `/desktop/${name}`,
    time,
    nonce,
    bodyHash,
  })
  const headers = {
    'x-webox-body': bodyHash,
    [signatureHeaders.time]: time,
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: signText(text, relay.keys.signing),
  }
  const response = await fetch(`${relay.url}/desktop/${changes.path ?? name}`, {
    method: 'POST',
    headers,
    body: changes.sentBody === undefined ? json : JSON.stringify(changes.sentBody),
  })
  return {
    status: response.status,
    refused: ((await response.json()) as { refused?: string }).refused ?? null,
  }
}

describe('pairing', () => {
  it('takes a code once, for one desktop', async () => {
    expect(relay.parts.pairing.code()).toBeNull()
    expect(await refused(stranger().pair(relay.url, 'AAAAAA-AAAAAA-AAAAAA-AAAAAA'))).toBe('code')
    expect(await refused(stranger().publish(sampleBundle()))).toBe('not_paired')
  })

  it('takes the code as people type it, not another one, and not too many tries', async () => {
    await relay.client.unpair()
    const code = relay.parts.pairing.code() ?? ''
    expect(code).toMatch(/^([A-Z2-9]{6}-){3}[A-Z2-9]{6}$/)
    expect(
      await refused(
        stranger().pair(
          relay.url,
          code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        ),
      ),
    ).toBe('code')
    await expect(
      stranger().pair(`${relay.url}/`, ` ${code.toLowerCase().replaceAll('-', ' ')} `),
    ).resolves.toMatchObject({ url: relay.url })
    const tries: (string | null)[] = []
    for (let turn = 0; turn < 12; turn += 1)
      tries.push(await refused(stranger().pair(relay.url, code)))
    expect(tries.at(-1)).toBe('too_many')
  })

  it('answers the same desktop again where its first answer was lost', async () => {
    await relay.client.unpair()
    const code = relay.parts.pairing.code() ?? ''
    const secrets = memorySecrets()
    const client = createRelayClient({ secrets, now: () => relay.clock.now() })
    const first = await client.pair(relay.url, code)
    await relay.restart()
    expect(await client.pair(relay.url, code)).toEqual(first)
  })

  it('is refused by a desktop where the relay does not know the code', async () => {
    const answers = [
      {
        protocol: 1,
        relayKey: 'A'.repeat(43),
        proof: 'A'.repeat(43),
        saleHook: { key: 'a', secret: 'b' },
      },
      'no relay',
    ]
    for (const answer of answers) {
      const fake = createRelayClient({
        secrets: memorySecrets(),
        fetch: async () => new Response(JSON.stringify(answer)),
      })
      expect(await refused(fake.pair('https://relay.example', 'AAAAAA'))).toBe('answer')
    }
    expect(await refused(stranger().pair('ftp://relay.example', 'A'))).toBe('unreachable')
  })

  it('ends with its pages taken off', async () => {
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(200)
    expect(await relay.client.unpair()).toBe(true)
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(404)
    expect(await refused(relay.client.pull(''))).toBe('not_paired')
  })
})

describe('a request', () => {
  it('is answered when it is signed, and not a second time', async () => {
    const nonce = randomBytes(18).toString('base64url')
    expect(await signed('pull', { after: '', limit: 10 }, { nonce })).toMatchObject({ status: 200 })
    expect(await signed('pull', { after: '', limit: 10 }, { nonce })).toEqual({
      status: 401,
      refused: 'replay',
    })
    await relay.restart()
    expect(await signed('pull', { after: '', limit: 10 }, { nonce })).toEqual({
      status: 401,
      refused: 'replay',
    })
  })

  it('is refused when it is old, early, meant for another relay, another call, or changed', async () => {
    const pull = { after: '', limit: 10 }
    const now = relay.clock.now()
    expect(await signed('pull', pull, { at: now - 5 * 60_000 - 1 })).toEqual({
      status: 401,
      refused: 'clock',
    })
    expect(await signed('pull', pull, { at: now + 5 * 60_000 + 1 })).toEqual({
      status: 401,
      refused: 'clock',
    })
    expect(await signed('pull', pull, { relayKey: 'A'.repeat(43) })).toEqual({
      status: 401,
      refused: 'signature',
    })
    expect(await signed('pull', pull, { path: 'unpair' })).toEqual({
      status: 401,
      refused: 'signature',
    })
    expect(await signed('pull', pull, { sentBody: { protocol: 1, after: '', limit: 11 } })).toEqual(
      { status: 401, refused: 'signature' },
    )
    expect(await signed('pull', { ...pull, protocol: 2 })).toEqual({
      status: 409,
      refused: 'protocol',
    })
    expect(await signed('nothing', {})).toEqual({ status: 409, refused: 'protocol' })
    const unsigned = await fetch(`${relay.url}/desktop/pull`, { method: 'POST', body: '{}' })
    expect(unsigned.status).toBe(401)
  })

  it('finds its way where the clocks are a day apart', async () => {
    for (const skew of [-24, 24]) {
      const skewed = createRelayClient({
        secrets: relay.secrets,
        now: () => relay.clock.now() + skew * 3_600_000,
      })
      await expect(skewed.pull('')).resolves.toMatchObject({ events: [] })
    }
  })

  it('believes no answer that the paired relay did not sign', async () => {
    const tampering: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      return new Response((await response.text()).replace('"waiting":0', '"waiting":1'), {
        status: response.status,
        headers: response.headers,
      })
    }
    const client = createRelayClient({
      secrets: relay.secrets,
      fetch: tampering,
      now: () => relay.clock.now(),
    })
    expect(await refused(client.pull(''))).toBe('answer')
    const bare = createRelayClient({
      secrets: relay.secrets,
      fetch: async () => new Response('{"events":[],"waiting":0}'),
      now: () => relay.clock.now(),
    })
    expect(await refused(bare.pull(''))).toBe('answer')
  })

  it('says that nobody answers', async () => {
    const gone = createRelayClient({
      secrets: relay.secrets,
      fetch: () =>
        Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
      now: () => relay.clock.now(),
    })
    await expect(gone.pull('')).rejects.toMatchObject({
      reason: 'unreachable',
      message: 'The relay did not answer: connect ECONNREFUSED',
    })
  })
})

describe('a bundle', () => {
  it('replaces an older one only, and may be sent again where the answer was lost', async () => {
    const newer = sampleBundle({ version: 3, language: 'en' })
    expect(await relay.client.publish(newer)).toEqual({ url: `${relay.url}/f/guide-gratuit/` })
    await relay.client.publish(newer)
    expect(await refused(relay.client.publish(sampleBundle({ version: 2 })))).toBe('version')
    expect(await refused(relay.client.publish(sampleBundle({ version: 3 })))).toBe('version')
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).headers.get('content-language')).toBe(
      'en',
    )
  })

  it('takes an address no other funnel has, and gives its old one up', async () => {
    expect(await refused(relay.client.publish(sampleBundle({ funnelId: 9 })))).toBe('slug')
    await relay.client.publish(sampleBundle({ version: 2, slug: 'nouveau' }))
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(404)
    expect((await fetch(`${relay.url}/f/nouveau/`)).status).toBe(200)
    await relay.client.publish(sampleBundle({ funnelId: 9 }))
  })

  it('is refused where it is not whole or not signed', async () => {
    const first = sampleBundle().pages[0]
    const bad = [
      { slug: '../etc' },
      { slug: 'Ü' },
      { pages: [] },
      { pages: first ? [first, first] : [] },
      { assets: [{ path: `${'0'.repeat(64)}.png`, contentType: 'image/png', base64: 'AAAA' }] },
    ]
    for (const changes of bad)
      expect(await refused(relay.client.publish(sampleBundle({ version: 2, ...changes })))).toBe(
        'bundle',
      )
    const json = JSON.stringify(sampleBundle({ version: 2 }))
    const signature = signText(`another purpose\n${json}`, relay.keys.signing)
    expect(await signed('publish', { bundle: json, signature })).toEqual({
      status: 401,
      refused: 'signature',
    })
    expect(await signed('publish', { bundle: json, signature: 'x' })).toEqual({
      status: 401,
      refused: 'signature',
    })
  })

  it("is not served where it was changed on the relay's disk", async () => {
    relay.parts.store.connection.exec(`UPDATE bundles SET json = replace(json, 'Merci', 'Hacked')`)
    await relay.restart()
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(404)
    expect(relay.logged.join()).toContain('not as the desktop signed them')
  })

  it('is still there after a restart, and withdrawn for good', async () => {
    await relay.restart()
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(200)
    await relay.client.withdraw(7, 2)
    await relay.restart()
    expect((await fetch(`${relay.url}/f/guide-gratuit/`)).status).toBe(404)
    expect(await refused(relay.client.publish(sampleBundle()))).toBe('version')
  })
})

describe('events', () => {
  it('stay until they were acknowledged, and seven days more', async () => {
    await relay.post({ email: 'anna@mail.example' })
    const last = (await relay.events()).at(-1)?.id ?? ''
    relay.clock.advance(30 * 24 * 3_600_000)
    relay.parts.events.prune()
    expect(await relay.events()).toHaveLength(2)
    await relay.client.acknowledge(last)
    relay.clock.advance(7 * 24 * 3_600_000)
    relay.parts.events.prune()
    expect(await relay.events()).toHaveLength(2)
    relay.clock.advance(1)
    relay.parts.events.prune()
    expect(await relay.events()).toHaveLength(0)
  })

  it('get growing identifiers when the clock is put back, even after all others are gone', async () => {
    await relay.post({ email: 'anna@mail.example' })
    const last = (await relay.events()).at(-1)?.id ?? ''
    await relay.client.acknowledge(last)
    relay.clock.advance(8 * 24 * 3_600_000)
    relay.parts.events.prune()
    relay.clock.advance(-60 * 24 * 3_600_000)
    await relay.restart()
    await fetch(`${relay.url}/f/guide-gratuit/`)
    const [next] = (await relay.client.pull(last)).events
    expect(next).toMatchObject({ kind: 'visit' })
    expect(await refused(relay.client.acknowledge(`7${'Z'.repeat(25)}`))).toBe('body')
  })
})
