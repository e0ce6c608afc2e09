// Published pages: served as they were signed, counted without naming anybody, leading nowhere but
// where the bundle says.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'
import { picturePath, sampleBundle } from '../support/relayProcess.ts'

let relay: OpenedRelay
beforeAll(async () => {
  relay = await openRelay()
})
afterAll(() => relay.close())
let cursor = ''
beforeEach(async () => {
  cursor = (await relay.events()).at(-1)?.id ?? ''
})
const since = async () => (await relay.events()).filter(({ id }) => id > cursor)
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${relay.url}${path}`, { headers, redirect: 'manual' })

describe('a page', () => {
  it('is served with a policy that lets nothing run and nothing be framed, and sets no cookie', async () => {
    const response = await get('/f/guide-gratuit/')
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('<h1>Inscription</h1>')
    expect(html).not.toContain('__WEBOX')
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of [
      `default-src 'none'`,
      `script-src 'none'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
      `img-src 'self' data:`,
    ])
      expect(policy).toContain(part)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('is the same at its own address, and its relative addresses work from both', async () => {
    for (const path of ['/f/guide-gratuit/', '/f/guide-gratuit/inscription']) {
      const html = await (await get(path)).text()
      const [, picture = ''] = /<img src="([^"]+)"/.exec(html) ?? []
      const [, action = ''] = /action="([^"]+)"/.exec(html) ?? []
      expect(new URL(picture, relay.url + path).pathname).toBe(
        `/f/guide-gratuit/assets/${picturePath}`,
      )
      expect(new URL(action, relay.url + path).pathname).toBe(
        '/f/guide-gratuit/inscription/form/form1234',
      )
    }
  })

  it('runs the scripts the bundle names by their hashes and no other', async () => {
    const hash = `sha256-${'A'.repeat(43)}=`
    await relay.client.publish(
      sampleBundle({ funnelId: 8, slug: 'avec-script', scriptHashes: [hash] }),
    )
    expect((await get('/f/avec-script/')).headers.get('content-security-policy')).toContain(
      `script-src '${hash}'`,
    )
  })

  it('counts a visit, with its source, under a hash that changes the next day', async () => {
    await get('/f/guide-gratuit/?utm_source=lettre&utm_medium=email&utm_campaign=automne', {
      referer: 'https://blog.example/article?x=1',
    })
    await get('/f/guide-gratuit/offre')
    await get('/f/guide-gratuit/', { 'user-agent': 'Another browser' })
    relay.clock.advance(24 * 60 * 60_000)
    await get('/f/guide-gratuit/')
    const visits = (await since()).flatMap((event) => (event.kind === 'visit' ? [event] : []))
    expect(visits.map(({ pageId }) => pageId)).toEqual([71, 72, 71, 71])
    expect(visits[0]?.source).toEqual({
      utmSource: 'lettre',
      utmMedium: 'email',
      utmCampaign: 'automne',
      referrer: 'blog.example',
    })
    expect(visits[1]?.visitor).toBe(visits[0]?.visitor)
    expect(visits[2]?.visitor).not.toBe(visits[0]?.visitor)
    expect(visits[3]?.visitor).not.toBe(visits[0]?.visitor)
  })

  it('hands the source on, escaped, and leaves out what names somebody', async () => {
    const html = await (
      await get(
        '/f/guide-gratuit/offre?utm_source=a%22%3E%3Cb&utm_medium=anna%40mail.example&other=1',
        { referer: 'https://blog.example/' },
      )
    ).text()
    expect(html).toContain(
      'href="../../go/guide-gratuit/offre/payment?utm_source=a%22%3E%3Cb&amp;from=blog.example"',
    )
    expect(html).not.toContain('anna')
  })

  it('counts the same person the same after a restart on the same day', async () => {
    await get('/f/guide-gratuit/')
    await relay.restart()
    await get('/f/guide-gratuit/')
    const [before, after] = (await since()).map((event) =>
      event.kind === 'visit' ? event.visitor : '',
    )
    expect(after).toBe(before)
  })

  it('is not counted for programs, pages fetched ahead, and HEAD', async () => {
    await get('/f/guide-gratuit/', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' })
    await get('/f/guide-gratuit/', { 'sec-purpose': 'prefetch;prerender' })
    await fetch(`${relay.url}/f/guide-gratuit/`, { method: 'HEAD' })
    expect(await since()).toEqual([])
  })

  it('keeps no address', async () => {
    const behind = await openRelay({ isBehindProxy: true })
    await fetch(`${behind.url}/f/guide-gratuit/`, {
      headers: { 'x-forwarded-for': '198.51.100.77' },
    })
    expect(await behind.events()).toHaveLength(1)
    expect(behind.onDisk().includes('198.51.100.77')).toBe(false)
    await behind.close()
  })

  it.each([
    '/f/nothing/',
    '/f/guide-gratuit/nothing',
    '/f/guide-gratuit/__proto__',
    '/f/guide-gratuit/assets/none.png',
    '/nothing',
    '/f',
  ])('is not found at %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`)
  })

  it('is not changed by other methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect((await fetch(`${relay.url}/f/guide-gratuit/`, { method })).status).toBe(405)
    expect(
      (await fetch(`${relay.url}/f/guide-gratuit/`, { method: 'POST', body: 'x' })).status,
    ).toBe(405)
    expect((await get('/f/guide-gratuit/inscription/form/form1234')).status).toBe(405)
  })
})

it('serves pictures by their content, never as a page', async () => {
  const response = await get(`/f/guide-gratuit/assets/${picturePath}`)
  expect(await response.text()).toBe('picture')
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
})

describe('a button', () => {
  it('leads to the page the bundle names and is counted', async () => {
    const response = await get('/go/guide-gratuit/offre/declined?utm_source=lettre')
    expect(response.status).toBe(303)
    expect(
      new URL(
        response.headers.get('location') ?? '',
        `${relay.url}/go/guide-gratuit/offre/declined`,
      ).href,
    ).toBe(`${relay.url}/f/guide-gratuit/merci?utm_source=lettre`)
    expect(await since()).toMatchObject([
      { kind: 'click', funnelId: 7, pageId: 72, target: 'declined' },
    ])
  })

  it("leads to the payment with the visitor's reference and campaign", async () => {
    const response = await get(
      '/go/guide-gratuit/offre/payment?r=abcdefghijklmnopqrstuv&utm_campaign=automne&plan=2',
    )
    expect(response.headers.get('location')).toBe(
      'https://pay.example/buy?plan=1&client_reference_id=abcdefghijklmnopqrstuv&utm_campaign=automne',
    )
  })

  const elsewhere = [
    ...[
      'https://evil.example',
      '//evil.example',
      '%2F%2Fevil.example',
      'https:%2F%2Fevil.example',
      'javascript:alert(1)',
      '../..//evil.example',
      '\\\\evil.example',
      'constructor',
      '__proto__',
      'toString',
    ].map((word) => `/go/guide-gratuit/offre/${word}`),
    ...[
      'url=https://evil.example',
      'next=//evil.example',
      'to=https://evil.example',
      'redirect=https://evil.example',
      'r=https://evil.example',
      'from=https://evil.example',
    ].map((query) => `/go/guide-gratuit/offre/next?${query}`),
    ...[
      '//evil.example/go/guide-gratuit/offre/next',
      '/go//evil.example/next',
      '/go/https://evil.example/next',
      '/f//evil.example',
    ],
  ]
  it('leads nowhere else, whatever is asked', async () => {
    expect(elsewhere).toHaveLength(20)
    for (const path of elsewhere) {
      const location = (await get(path)).headers.get('location')
      const leadsTo =
        location === null
          ? relay.url
          : new URL(location, `${relay.url}/go/guide-gratuit/offre/next`).origin
      expect({ path, leadsTo }).toEqual({ path, leadsTo: relay.url })
    }
  })

  it('cannot be published to lead elsewhere', async () => {
    const [first, ...rest] = sampleBundle().pages
    if (first === undefined) throw new Error('The sample has no page.')
    for (const targets of [
      { next: 'https://evil.example' },
      { accepted: 'nothing' },
      { payment: 'javascript:alert(1)' },
      { payment: 'http://pay.example' },
      { payment: 'https://a:b@pay.example' },
    ]) {
      await expect(
        relay.client.publish(sampleBundle({ version: 2, pages: [{ ...first, targets }, ...rest] })),
      ).rejects.toMatchObject({ reason: 'bundle' })
    }
  })
})
