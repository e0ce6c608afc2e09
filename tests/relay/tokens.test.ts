// One-click unsubscribe as mailbox providers send it (RFC 8058), and confirmation: only POST is
// recorded, nothing is asked back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from 'node:http'
import { withoutChecksum } from '#shared/rules/relay/linkChecksum.ts'
import { openToken, sealToken } from '#main/relay/relayTokens.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

let relay: OpenedRelay
let token: string
beforeAll(async () => {
  relay = await openRelay({ publish: false })
  token = sealToken(relay.keys, 'unsubscribe', 'lead 12 campaign 3')
})
afterAll(() => relay.close())

/** Byte for byte, without what fetch adds by itself. */
function raw(
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; location: string | undefined; cookie: string[] | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${relay.url}${path}`,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      },
      (response) => {
        response.resume()
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            cookie: response.headers['set-cookie'],
          }),
        )
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

const quiet = { status: 200, location: undefined, cookie: undefined }

describe('unsubscribing', () => {
  it('takes the two forms RFC 8058 names, without redirect and cookie', async () => {
    expect(
      await raw(
        `/u/${token}`,
        { 'content-type': 'application/x-www-form-urlencoded' },
        'List-Unsubscribe=One-Click',
      ),
    ).toEqual(quiet)
    const multipart =
      '--xyz\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--xyz--\r\n'
    expect(
      await raw(`/u/${token}`, { 'content-type': 'multipart/form-data; boundary=xyz' }, multipart),
    ).toEqual(quiet)
    const events = await relay.events()
    expect(events.map(({ kind }) => kind)).toEqual(['unsubscribe', 'unsubscribe'])
    expect(
      events.map((event) =>
        event.kind === 'unsubscribe' ? openToken(relay.keys, 'unsubscribe', event.token) : null,
      ),
    ).toEqual(['lead 12 campaign 3', 'lead 12 campaign 3'])
  })

  it('works while no desktop is paired, and from mail clients that say no kind at all', async () => {
    await relay.client.unpair()
    expect(await raw(`/u/${token}`, {}, '')).toEqual(quiet)
    await relay.client.pair(relay.url, relay.parts.pairing.code() ?? '')
    expect(await relay.events()).toHaveLength(3)
  })

  it('works with a stroke behind the address, and with nothing else behind it', async () => {
    const before = (await relay.events()).length
    expect(await (await fetch(`${relay.url}/u/${token}/`)).text()).toContain('Me désabonner')
    expect((await fetch(`${relay.url}/u/${token}/`, { method: 'POST' })).status).toBe(200)
    expect(await relay.events()).toHaveLength(before + 1)
    expect((await fetch(`${relay.url}/u/${token}/x`, { method: 'POST' })).status).toBe(404)
    expect(await relay.events()).toHaveLength(before + 1)
  })
})

describe('a link that was damaged', () => {
  const damaged = () => {
    const middle = Math.floor(token.length / 2)
    const other = token[middle] === 'A' ? 'B' : 'A'
    return [
      token.slice(0, -1),
      token.slice(0, 40),
      token.toLowerCase(),
      `${token}A`,
      `${token.slice(0, middle)}${other}${token.slice(middle + 1)}`,
    ]
  }
  it.each(['u', 'c'])('at /%s/ says that nothing happened, looked at or sent', async (path) => {
    const before = await relay.events()
    for (const strange of damaged())
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${relay.url}/${path}/${strange}`, { method })
        expect([strange, method, response.status]).toEqual([strange, method, 404])
        expect(await response.text()).toContain('Lien incomplet')
      }
    expect(await relay.events()).toEqual(before)
  })

  it('cannot be told where it is from before links had a checksum: it says received, no more', async () => {
    const earlier = withoutChecksum(token)
    const html = await (await fetch(`${relay.url}/u/${earlier}`, { method: 'POST' })).text()
    expect(html).toContain('Demande reçue')
    expect(html).not.toContain('désabonné')
    expect(openToken(relay.keys, 'unsubscribe', earlier)).toBe('lead 12 campaign 3')
    const whole = await (await fetch(`${relay.url}/u/${token}`, { method: 'POST' })).text()
    expect(whole).toContain('désabonné')
  })
})

describe('looking', () => {
  it.each(['u', 'c'])('at /%s/ changes nothing and shows one button', async (path) => {
    const before = await relay.events()
    const html = await (
      await fetch(`${relay.url}/${path}/${token}`, {
        headers: { 'accept-language': 'en-GB,en;q=0.9' },
      })
    ).text()
    await fetch(`${relay.url}/${path}/${token}`, { method: 'HEAD' })
    expect(html.match(/<form method="post">/g)).toHaveLength(1)
    expect(html).toContain('<html lang="en">')
    expect(html).not.toContain('<script')
    expect(await relay.events()).toEqual(before)
  })

  it('is answered in French where the browser says nothing', async () => {
    expect(await (await fetch(`${relay.url}/c/${token}`)).text()).toContain(
      'Confirmer votre inscription',
    )
  })
})

it('confirms with POST', async () => {
  const confirmation = sealToken(relay.keys, 'confirm', 'lead 12')
  expect(
    (
      await fetch(`${relay.url}/c/${confirmation}`, {
        method: 'POST',
        body: new URLSearchParams({ confirm: 'yes' }),
      })
    ).status,
  ).toBe(200)
  const last = (await relay.events()).at(-1)
  expect(last).toMatchObject({ kind: 'confirm', token: confirmation })
  expect(openToken(relay.keys, 'unsubscribe', confirmation)).toBeNull()
  expect(openToken(relay.keys, 'confirm', `${confirmation.slice(0, -2)}AA`)).toBeNull()
  expect(openToken(relay.keys, 'confirm', 'x')).toBeNull()
})

it.each([
  'short',
  'a'.repeat(501),
  '<script>alert(1)</script>aaaaaaa',
  'anna@mail.example-aaaaaaa',
  '%3Cscript%3Ealert(1)',
])('does not take %s for a token', async (strange) => {
  const before = await relay.events()
  const response = await fetch(`${relay.url}/u/${strange}`, {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
  })
  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('alert')
  expect(await relay.events()).toEqual(before)
})

it('takes no body beyond bounds', async () => {
  expect(
    (await fetch(`${relay.url}/u/${token}`, { method: 'POST', body: 'x'.repeat(70_000) })).status,
  ).toBe(413)
})
