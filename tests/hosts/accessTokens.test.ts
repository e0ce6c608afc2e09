// The local host's keys: how long a sign-in code lives, what a cookie is called, where is listened.
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAccessTokens, folderToken } from '#main/hosts/local/accessTokens.ts'
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

describe('the token of the data folder', () => {
  it('is made once, for the user only, and one that others could read is closed to them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'webox-token-'))
    const path = join(folder, 'api-token')
    const made = await folderToken(folder)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o644)
    expect(await folderToken(folder)).toBe(made)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await rm(folder, { recursive: true })
  })

  it('takes the place of one cut short, which others could read, and is for the user only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'webox-token-'))
    const path = join(folder, 'api-token')
    writeFileSync(path, 'cut')
    chmodSync(path, 0o666)
    const made = await folderToken(folder)
    expect(readFileSync(path, 'utf8')).toBe(`${made}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await rm(folder, { recursive: true })
  })
})

it('The local host listens on this computer only', async () => {
  const server = await openPort(0)
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
  await closePort(server)
})
