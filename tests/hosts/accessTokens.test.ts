// The local host's keys: how long a sign-in code lives, what a cookie is called, where is listened.
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createAccessTokens } from '#main/hosts/local/accessTokens.ts'
import { closePort, openPort } from '#main/hosts/local/httpServer.ts'

const bearer = 'b'.repeat(43)

describe('a sign-in code', () => {
  it('works once, for ten minutes, and of many unused ones the oldest die', () => {
    let now = 0
    const tokens = createAccessTokens(bearer, () => now)
    const code = tokens.newCode()
    now = 10 * 60_000
    expect(tokens.redeem(code)).not.toBeNull()
    expect(tokens.redeem(code)).toBeNull()
    const late = tokens.newCode()
    now += 10 * 60_000 + 1
    expect(tokens.redeem(late)).toBeNull()
    const [first = '', ...newer] = Array.from({ length: 5 }, () => tokens.newCode())
    expect(tokens.redeem(first)).toBeNull()
    expect(newer.every((one) => tokens.redeem(one) !== null)).toBe(true)
  })

  it('and every other key has 256 bits, and is of this start alone', () => {
    const [one, other] = [createAccessTokens(bearer, () => 0), createAccessTokens(bearer, () => 0)]
    const [code, second] = [one.newCode(), other.newCode()]
    expect(other.redeem(code)).toBeNull()
    expect(one.cookieName).not.toBe(other.cookieName)
    const session = other.redeem(second) ?? ''
    expect(other.isSession(`${other.cookieName}=${session}`)).toBe(true)
    expect(one.isSession(`${one.cookieName}=${session}`)).toBe(false)
    for (const key of [code, session, one.joinSecret])
      expect(Buffer.from(key, 'base64url')).toHaveLength(32)
  })
})

it('The local host listens on this computer only', async () => {
  const server = await openPort(0)
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
  await closePort(server)
})
