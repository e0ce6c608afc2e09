// Who is slowed down: by address, behind a proxy by the address it names, and nobody is exempt there.
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { whoAsks } from '../../src-relay/whoAsks.ts'
import { openRelay, type OpenedRelay } from '../support/relayOpened.ts'

const lead = {
  firstName: 'Émilie',
  email: 'emilie.durand@mail.example',
  phone: '+33 6 12 34 56 78',
  consent: 'yes',
}
type Headers = Record<string, string>

async function withRelay(
  options: { isBehindProxy?: boolean },
  work: (relay: OpenedRelay) => Promise<void>,
): Promise<void> {
  const relay = await openRelay(options)
  try {
    await work(relay)
  } finally {
    await relay.close()
  }
}

/** How many of so many forms are taken. @param of headers of the nth one */
async function taken(relay: OpenedRelay, forms: number, of: (turn: number) => Headers) {
  let count = 0
  for (let turn = 0; turn < forms; turn += 1)
    if ((await relay.post(lead, { headers: of(turn) })).status === 303) count += 1
  return count
}

/** Twenty at once, and one more every three seconds. */
function expectSlowedDown(count: number): void {
  expect(count).toBeGreaterThanOrEqual(20)
  expect(count).toBeLessThan(35)
}

describe('behind a proxy', () => {
  it('one address is slowed down, others are not, and no address can be made up', () =>
    withRelay({ isBehindProxy: true }, async (relay) => {
      const from = (address: string) => (turn: number) => ({
        'x-forwarded-for': `10.0.0.${turn}, ${address}`,
      })
      expectSlowedDown(await taken(relay, 40, from('203.0.113.9')))
      expect(await taken(relay, 5, from('203.0.113.10'))).toBe(5)
    }))

  it.each<[string, (turn: number) => Headers]>([
    ['this machine', () => ({ 'x-forwarded-for': '127.0.0.1' })],
    ['this machine in IPv6', () => ({ 'x-forwarded-for': '::1' })],
    ['this machine, written for IPv6', () => ({ 'x-forwarded-for': '::ffff:127.0.0.1' })],
    ['what only begins like it', (turn) => ({ 'x-forwarded-for': `127.evil${turn}` })],
    ['nobody', () => ({})],
    ['nothing', () => ({ 'x-forwarded-for': '' })],
    ['nobody at the end', (turn) => ({ 'x-forwarded-for': `198.51.100.${turn}, ` })],
    ['words', (turn) => ({ 'x-forwarded-for': `unknown-${turn}` })],
    ['an address with a port', (turn) => ({ 'x-forwarded-for': `203.0.113.7:${4000 + turn}` })],
    ['IPv6 with a port', (turn) => ({ 'x-forwarded-for': `[2001:db8::7]:${4000 + turn}` })],
    ['IPv6 of one network', (turn) => ({ 'x-forwarded-for': `2001:db8:0:1::${turn + 1}` })],
    ['a zone', (turn) => ({ 'x-forwarded-for': `fe80::7%eth${turn}` })],
  ])('%s is slowed down as well', (_name, headers) =>
    withRelay({ isBehindProxy: true }, async (relay) => {
      expectSlowedDown(await taken(relay, 40, headers))
    }),
  )
})

describe('without the word that there is a proxy', () => {
  it('the operator on the own machine is not slowed down', () =>
    withRelay({}, async (relay) => {
      expect(await taken(relay, 40, () => ({}))).toBe(40)
      expect(relay.logged).toEqual([])
    }))

  it.each<[string, (turn: number) => Headers]>([
    ['X-Forwarded-For', (turn) => ({ 'x-forwarded-for': `198.51.100.${turn}` })],
    ['Forwarded', (turn) => ({ forwarded: `for=198.51.100.${turn}` })],
    ['Via', () => ({ via: '1.1 proxy' })],
    ['X-Real-IP', (turn) => ({ 'x-real-ip': `198.51.100.${turn}` })],
  ])('whoever comes through one (%s) is, and the log says so once', (_name, headers) =>
    withRelay({}, async (relay) => {
      expectSlowedDown(await taken(relay, 40, headers))
      expect(relay.logged.filter((line) => line.includes('--behind-proxy'))).toHaveLength(1)
    }),
  )

  it.each([
    ['127.0.0.1:8787', '127.0.0.1', true],
    ['localhost', '::1', true],
    ['[::1]:8787', '::ffff:127.0.0.1', true],
    // A proxy that adds no header hands on the name that was asked for.
    ['pages.example.org', '127.0.0.1', false],
    ['localhost.example.org', '127.0.0.1', false],
    ['127.0.0.1:8787', '192.168.1.4', false],
  ])('whoever asks for %s from %s is the operator: %s', (host, remoteAddress, isOperator) => {
    const asked = { headers: { host }, socket: { remoteAddress } } as IncomingMessage
    expect(whoAsks(asked, false).isOperator).toBe(isOperator)
    expect(whoAsks(asked, true).isOperator).toBe(false)
  })
})
