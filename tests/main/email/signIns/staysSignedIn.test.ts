// Access is renewed by itself, once for everybody; where it ends, campaigns wait and lose nothing.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessTokenFor } from '#main/features/email/signIns/accessTokens.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { until } from '../../../support/mailApp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'
import {
  browse,
  startAuthorisationServer,
  type AuthorisationServer,
} from '../../../support/signIn/authorisationServer.ts'
import { expected, startSignInApp, type SignInApp } from '../../../support/signIn/signInApp.ts'

const hour = 60 * 60_000
let server: AuthorisationServer
let one: SignInApp
let before = { renewals: 0, revoked: 0 }
let isFull = false
/** What happens each time tokens are read. */
let atReading: () => Promise<unknown> = () => Promise.resolve()

beforeAll(async () => void (server = await startAuthorisationServer()))
afterAll(() => server.stop())
beforeEach(async () => {
  const secrets = memorySecrets()
  isFull = false
  const set = async (name: string, value: string) => {
    if (isFull) throw new Error('The disk is full.')
    return secrets.set(name, value)
  }
  const get = async (name: string) => {
    await atReading()
    return secrets.get(name)
  }
  atReading = () => Promise.resolve()
  one = await startSignInApp(server, { secrets: { ...secrets, get, set } })
  before = await server.counts()
})
afterEach(() => one.stop())

const renewals = async () => (await server.counts()).renewals - before.renewals
const revoked = async () => (await server.counts()).revoked - before.revoked
const accountOf = async (id: number) =>
  (await one.app.client.email.accounts.list({})).items.find((account) => account.id === id)
const tokenOf = async (id: number, refused: string | null = null) => {
  const signInId = (await accountOf(id))?.signIn?.id ?? 0
  return accessTokenFor(one.app.services, { signInId, host: '127.0.0.1' }, refused)
}
/** What the provider was given is worth nothing from now on. */
async function takeBackAtProvider(): Promise<void> {
  const names = await one.app.host.secrets.names()
  for (const name of names) {
    const kept = (await one.app.host.secrets.get(name)) ?? ''
    const token = /"refreshToken":"([^"]+)"/.exec(kept)?.[1]
    if (token !== undefined)
      await fetch(`${server.issuer}/token/revocation`, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id: 'desktop' }),
      })
  }
}
async function campaignTo(people: number, accountId: number): Promise<number> {
  await one.app.addLeads(people)
  const id = await one.app.addCampaign(accountId)
  await one.app.client.email.campaigns.send({ id, evenIfSent: false })
  return id
}
const states = () => one.app.rows().map(({ state }) => state)
const allSent = (people: number) =>
  until(() => states().filter((state) => state === 'sent').length === people, 'every message')

describe('access', () => {
  it('is the same until shortly before it ends, and renewed then, once for all who ask', async () => {
    const id = await one.account()
    const first = await tokenOf(id)
    one.app.host.clock.advance(50 * 60_000)
    expect(await tokenOf(id)).toBe(first)
    one.app.host.clock.advance(6 * 60_000)
    const asked = await Promise.all([1, 2, 3, 4, 5].map(() => tokenOf(id)))
    expect(new Set(asked).size).toBe(1)
    expect(asked[0]).not.toBe(first)
    expect(await renewals()).toBe(1)
    expect(Date.parse((await accountOf(id))?.signIn?.validUntil ?? '')).toBe(
      one.app.host.clock.now() + hour,
    )
  })

  it('goes on after a restart with the refresh token that replaced the first', async () => {
    const id = await one.account()
    for (let times = 0; times < 3; times += 1) {
      one.app.host.clock.advance(hour)
      await tokenOf(id)
      await one.app.reopen()
    }
    expect(await server.holds(await tokenOf(id))).toBe(true)
    expect(await renewals()).toBe(3)
  })

  it('is not lost where its successor cannot be kept at once', async () => {
    const id = await one.account()
    one.app.host.clock.advance(hour)
    isFull = true
    const token = await tokenOf(id)
    expect(await server.holds(token)).toBe(true)
    isFull = false
    expect(await tokenOf(id)).toBe(token)
    await one.app.reopen()
    one.app.host.clock.advance(hour)
    expect(await server.holds(await tokenOf(id))).toBe(true)
  })

  it('is renewed where a clock was set back, and where a server does not take it', async () => {
    const id = await one.account()
    const first = await tokenOf(id)
    const second = await tokenOf(id, first)
    expect(second).not.toBe(first)
    expect(await tokenOf(id, first)).toBe(second)
    one.app.host.clock.advance(-5 * hour)
    expect(await tokenOf(id)).not.toBe(second)
    expect(await renewals()).toBe(2)
  })

  it('is handed to no other server', async () => {
    const id = await one.account()
    const signInId = (await accountOf(id))?.signIn?.id ?? 0
    await expect(
      accessTokenFor(one.app.services, { signInId, host: 'evil.example' }, null),
    ).rejects.toThrow('not for evil.example')
    const { accounts } = one.app.client.email
    const moved = accounts.update({ id, host: 'localhost' })
    expect(await errorReasonOf(moved)).toBe('password_missing')
    expect((await accountOf(id))?.signIn).not.toBeNull()
    await accounts.update({ id, host: 'localhost', password: 'a-password' })
    expect(await accountOf(id)).toMatchObject({ signIn: null, hasPassword: true })
    expect(await revoked()).toBe(1)
  })
})

describe('a campaign by an account that is signed in', () => {
  it('leaves, over several connections, with a token that ended meanwhile', async () => {
    await server.behave({ lasts: 2 })
    const id = await one.account({ maxConnections: 4 })
    // The clock here stands still: the token looks fresh, and its server knows better.
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    await server.behave({ lasts: 3600 })
    await campaignTo(12, id)
    await allSent(12)
    expect(new Set(one.sink.arrived().map(({ recipient }) => recipient)).size).toBe(12)
    expect(one.sink.arrived()).toHaveLength(12)
    expect(await renewals()).toBe(1)
  })

  it('waits where access was taken back, says so, and goes on once somebody signed in again', async () => {
    const id = await one.account()
    one.app.host.clock.advance(hour)
    await takeBackAtProvider()
    await campaignTo(5, id)
    await until(async () => (await accountOf(id))?.blocked != null, 'the block')
    const blocked = await accountOf(id)
    expect(blocked?.blocked).toMatchObject({ reason: 'login', cause: 'sign_in_ended' })
    expect(blocked?.blocked?.reply).toContain('invalid_grant')
    expect(blocked?.signIn?.ended).toMatchObject({ reason: 'refused' })
    expect(new Set(states())).toEqual(new Set(['queued']))
    const { campaigns, signIns } = one.app.client.email
    const second = await one.app.addCampaign(id)
    expect(await errorReasonOf(campaigns.send({ id: second, evenIfSent: false }))).toBe(
      'account_signed_out',
    )
    const again = await signIns.begin({ provider: 'other', accountId: id })
    await browse(again.url ?? '')
    expect(await one.outcome(again.id)).toMatchObject({ state: 'done', isKept: true })
    await allSent(5)
    expect(one.sink.arrived()).toHaveLength(5)
    expect((await accountOf(id))?.blocked).toBeNull()
  })

  it.each([
    ['has trouble', 'busy'],
    ['ends in the middle of its answer', 'cut'],
    ['is hidden by the page of a proxy', 'page'],
  ] as const)('waits a while where the provider %s, and nobody has to sign in', async (_, down) => {
    const id = await one.account()
    one.app.host.clock.advance(hour)
    await server.behave({ down })
    await campaignTo(3, id)
    await until(async () => (await accountOf(id))?.blocked != null, 'the block')
    expect(await accountOf(id)).toMatchObject({
      blocked: { reason: 'network' },
      signIn: { ended: null },
    })
    await server.behave({ down: null })
    one.app.host.clock.advance(hour)
    await allSent(3)
    expect(one.sink.arrived()).toHaveLength(3)
  })

  it('is not signed in anew as somebody else without being asked', async () => {
    const id = await one.account()
    await server.person({ address: 'private@elsewhere.example' })
    const { accounts, signIns } = one.app.client.email
    const again = await signIns.begin({ provider: 'other', accountId: id })
    await browse(again.url ?? '')
    const attempt = await one.outcome(again.id)
    expect(attempt).toMatchObject({ isOtherAddress: true, isKept: false })
    expect((await accountOf(id))?.signIn?.address).toBe(expected)
    await accounts.update({ id, signInAttempt: again.id, user: 'private@elsewhere.example' })
    expect((await accountOf(id))?.signIn?.address).toBe('private@elsewhere.example')
    expect(await accounts.verify({ id })).toMatchObject({ ok: true })
  })
})

describe('signing out', () => {
  it('forgets the access here and takes it back at the provider', async () => {
    const id = await one.account()
    const token = await tokenOf(id)
    const { accounts, signIns } = one.app.client.email
    expect(await signIns.signOut({ id })).toMatchObject({ access: 'revoked' })
    expect(await server.holds(token)).toBe(false)
    expect((await one.app.host.secrets.names()).filter((name) => /^sign-in:/.test(name))).toEqual(
      [],
    )
    expect(await accountOf(id)).toMatchObject({ signIn: { ended: { reason: 'signed_out' } } })
    expect(await accounts.verify({ id })).toMatchObject({ ok: false, cause: 'sign_in_ended' })
    expect(await signIns.leftAccess()).toEqual([])
  })

  it('is not overtaken by somebody who asks for access meanwhile', async () => {
    const id = await one.account()
    const token = await tokenOf(id)
    const asked: unknown[] = []
    atReading = async () => {
      atReading = () => Promise.resolve()
      asked.push(await tokenOf(id, token).catch((error: unknown) => error))
    }
    expect(await one.app.client.email.signIns.signOut({ id })).toMatchObject({ access: 'revoked' })
    expect(asked).toMatchObject([{ failure: 'ended' }])
    expect(await renewals()).toBe(0)
    expect(await one.app.client.email.signIns.signOut({ id })).toMatchObject({ access: 'revoked' })
  })

  it('is told as left where it was cut off', async () => {
    const id = await one.account()
    const { signIns } = one.app.client.email
    atReading = () => Promise.reject(new Error('killed'))
    await expect(signIns.signOut({ id })).rejects.toThrow()
    atReading = () => Promise.resolve()
    expect(await signIns.leftAccess()).toMatchObject([{ access: 'failed', address: expected }])
    expect(await accountOf(id)).toMatchObject({ signIn: { ended: { reason: 'signed_out' } } })
  })

  it('leaves access that another account uses, of the same person', async () => {
    const [first, second] = [await one.account(), await one.account()]
    const { accounts, signIns } = one.app.client.email
    expect(await signIns.signOut({ id: first })).toMatchObject({ access: 'shared' })
    expect(await signIns.leftAccess()).toEqual([])
    const { id } = await signIns.begin({ provider: 'other', accountId: second })
    await signIns.cancel({ attempt: id })
    const other = await one.signIn()
    await signIns.cancel({ attempt: other.id })
    await server.person({ leavesOut: ['mail'] })
    expect(await one.signIn()).toMatchObject({ state: 'failed' })
    expect(await revoked()).toBe(0)
    expect(await accounts.verify({ id: second })).toMatchObject({ ok: true })
    // The last of them takes it back.
    await accounts.delete({ id: second })
    expect(await revoked()).toBe(1)
  })

  it('comes with deleting the account, which asks to sign in again when it is brought back', async () => {
    const id = await one.account()
    const { accounts } = one.app.client.email
    await accounts.delete({ id })
    expect(await revoked()).toBe(1)
    expect(await accounts.restore({ id })).toMatchObject({
      signIn: { address: expected, ended: { reason: 'signed_out' } },
    })
  })

  it('tells what could not be taken back, until somebody has seen to it', async () => {
    const id = await one.account()
    await server.behave({ down: 'busy' })
    const { accounts, signIns } = one.app.client.email
    await accounts.delete({ id })
    const [left] = await signIns.leftAccess()
    expect(left).toMatchObject({ access: 'failed', address: expected })
    await signIns.dismissLeftAccess({ id: left?.id ?? 0 })
    expect(await signIns.leftAccess()).toEqual([])
  })
})
