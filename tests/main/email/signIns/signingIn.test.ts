// Signing in on a provider's page, against a real authorisation server in another process: what comes back
// is believed only where it belongs to this very sign-in.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginSignIn } from '#main/features/email/signIns/signInAttempts.service.ts'
import { errorReasonOf } from '../../../support/testApp.ts'
import {
  browse,
  startAuthorisationServer,
  type AuthorisationServer,
} from '../../../support/signIn/authorisationServer.ts'
import {
  expected,
  isBack,
  startSignInApp,
  type SignInApp,
} from '../../../support/signIn/signInApp.ts'

const logged: string[] = []
let server: AuthorisationServer
let one: SignInApp
let revokedBefore = 0
const start = async (options: Parameters<typeof startSignInApp>[1] = {}, at = server) => {
  one = await startSignInApp(at, {
    log: (...said) => void logged.push(JSON.stringify(said)),
    ...options,
  })
  revokedBefore = (await at.counts()).revoked
}
const revoked = async () => (await one.server.counts()).revoked - revokedBefore
beforeAll(async () => void (server = await startAuthorisationServer()))
afterAll(() => server.stop())
afterEach(() => one.stop())

describe('signing in in the browser', () => {
  beforeEach(() => start())

  it('asks with PKCE and a state, comes back to this machine, and says so in the language of the user', async () => {
    const { id, url } = await one.begin()
    const asked = new URL(url ?? '')
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: 'desktop',
      code_challenge_method: 'S256',
      login_hint: expected,
      response_type: 'code',
      scope: 'openid email offline_access mail',
    })
    expect(asked.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const page = await browse(asked.href)
    expect(page).toMatchObject({ status: 200 })
    expect(page.address).toMatch(/\/done$/)
    expect(page.text).toContain('Vous êtes connecté')
    expect(await one.outcome(id)).toMatchObject({
      ...{ state: 'done', address: expected, isOtherAddress: false, canSend: true },
      ...{ canRead: false, isKept: false, failure: null },
    })
  })

  it('is used by one account, which sends with it, and by no second one', async () => {
    const { id } = await one.signIn()
    const { accounts } = one.app.client.email
    const draft = {
      ...{ name: 'Shop', host: '127.0.0.1', port: one.sink.port, security: 'none' as const },
      ...{ fromEmail: expected, signInAttempt: id },
    }
    expect(await accounts.check(draft)).toMatchObject({ ok: true, authenticated: true })
    const account = await accounts.create(draft)
    expect(account).toMatchObject({
      ...{ user: expected, hasPassword: false },
      signIn: { provider: 'other', address: expected, canSend: true, ended: null },
    })
    expect(await errorReasonOf(accounts.create(draft))).toBe('sign_in_unknown')
    expect(await accounts.verify({ id: account.id })).toMatchObject({ authenticated: true })
  })

  it('takes no answer of another sign-in, and goes on waiting for its own', async () => {
    const first = await one.begin()
    const second = await one.begin()
    const back = (await browse(first.url ?? '', isBack)).address
    const foreign = new URL(second.url ?? '').searchParams.get('redirect_uri') ?? ''
    const stolen = await fetch(`${foreign}/${new URL(back).search}`)
    expect(stolen.status).toBe(400)
    expect(await stolen.text()).toContain('aucune connexion en cours')
    const { signIns } = one.app.client.email
    expect(await signIns.attempt({ attempt: second.id })).toMatchObject({ state: 'waiting' })
    await browse(back)
    expect(await one.outcome(first.id)).toMatchObject({ state: 'done' })
    await browse(second.url ?? '')
    expect(await one.outcome(second.id)).toMatchObject({ state: 'done' })
  })

  it('takes no code that was given to another sign-in, even with the right state', async () => {
    const first = await one.begin()
    const second = await one.begin()
    const stolen = new URL((await browse(first.url ?? '', isBack)).address)
    const own = new URL(second.url ?? '')
    const forged = new URL(own.searchParams.get('redirect_uri') ?? '')
    for (const [name, value] of stolen.searchParams) forged.searchParams.set(name, value)
    forged.searchParams.set('state', own.searchParams.get('state') ?? '')
    await fetch(forged)
    expect(await one.outcome(second.id)).toMatchObject({ state: 'failed', failure: 'refused' })
  })

  it('takes an answer once', async () => {
    const { id, url } = await one.begin()
    const back = (await browse(url ?? '', isBack)).address
    await browse(back)
    expect((await fetch(back)).status).toBe(400)
    expect(await one.outcome(id)).toMatchObject({ state: 'done' })
  })

  it('answers nobody who asks under another name', async () => {
    const { url } = await one.begin()
    const { port } = new URL(new URL(url ?? '').searchParams.get('redirect_uri') ?? '')
    const response = await fetch(`http://localhost:${port}/?state=x`).catch(() => null)
    expect(response === null || response.status === 403).toBe(true)
  })

  it('says that the person said no, and changes nothing', async () => {
    await one.server.person({ denies: true })
    const { id, url } = await one.begin()
    expect((await browse(url ?? '')).text).toContain('Vous avez refusé')
    expect(await one.outcome(id)).toMatchObject({ state: 'failed', failure: 'denied' })
  })

  it('says that the permission for mail was left out, and takes back what was given', async () => {
    await one.server.person({ leavesOut: ['mail'] })
    const { id, url } = await one.begin()
    expect((await browse(url ?? '')).text).toContain('cochée')
    expect(await one.outcome(id)).toMatchObject({ state: 'failed', failure: 'scope_refused' })
    expect(await revoked()).toBe(1)
  })

  it('tells who signed in where it is somebody else', async () => {
    await one.server.person({ address: 'private@elsewhere.example' })
    expect(await one.signIn()).toMatchObject({
      ...{ state: 'done', isOtherAddress: true, address: 'private@elsewhere.example' },
    })
  })

  it('ends when it is given up, and takes back what was not used', async () => {
    const { signIns } = one.app.client.email
    const waiting = await one.begin()
    await signIns.cancel({ attempt: waiting.id })
    expect(await errorReasonOf(signIns.attempt({ attempt: waiting.id }))).toBe('sign_in_unknown')
    const redirect = new URL(waiting.url ?? '').searchParams.get('redirect_uri') ?? ''
    await expect(fetch(redirect)).rejects.toThrow()
    const done = await one.signIn()
    await signIns.cancel({ attempt: done.id })
    expect(await revoked()).toBe(1)
  })

  it('ends by itself where the browser was closed', async () => {
    const begin = {
      ...{ provider: 'other' as const, way: 'browser' as const, address: null, accountId: null },
      ...{ sendingHost: '127.0.0.1', readingHost: null },
    }
    const { id } = await beginSignIn(one.app.services, begin, async () => undefined, 50)
    expect(await one.outcome(id)).toMatchObject({ state: 'failed', failure: 'expired' })
  })

  it('is two at once, each with its own person', async () => {
    const [first, second] = [await one.begin(), await one.begin()]
    await browse(second.url ?? '')
    await one.server.person({ address: 'other@business.example' })
    await browse(first.url ?? '')
    expect(await one.outcome(second.id)).toMatchObject({ address: expected })
    expect(await one.outcome(first.id)).toMatchObject({ address: 'other@business.example' })
  })

  it('needs an application that is registered, and servers of the provider', async () => {
    const { signIns } = one.app.client.email
    const google = { provider: 'google' as const, sendingHost: 'smtp.gmail.com' }
    expect(await errorReasonOf(signIns.begin(google))).toBe('sign_in_unset')
    await signIns.setClient({ provider: 'google', clientId: 'mine', clientSecret: 'hidden-secret' })
    expect(
      await errorReasonOf(signIns.begin({ ...google, sendingHost: 'smtp.evil.example' })),
    ).toBe('sign_in_server')
    expect(await errorReasonOf(signIns.begin({ ...google, way: 'device' }))).toBe('sign_in_way')
    const begun = await signIns.begin({ ...google, readingHost: 'imap.gmail.com' })
    expect(new URL(begun.url ?? '').searchParams.get('access_type')).toBe('offline')
    expect(JSON.stringify([begun, await signIns.providers()])).not.toContain('hidden-secret')
  })

  it('never says a token or a secret in an answer or a log', async () => {
    const account = await one.account()
    const secrets = await Promise.all(
      (await one.app.host.secrets.names()).map((name) => one.app.host.secrets.get(name)),
    )
    const tokens = secrets.join(' ').match(/(?<=Token":")[^"]+/g) ?? []
    expect(tokens.length).toBe(2)
    const { accounts, signIns } = one.app.client.email
    const said = JSON.stringify([
      ...[await accounts.list({}), await accounts.verify({ id: account }), logged],
      ...[
        await signIns.providers(),
        one.app.services.database.query('SELECT * FROM mail_sign_ins'),
      ],
    ])
    for (const token of tokens) expect(said).not.toContain(token)
  })
})

describe('signing in elsewhere', () => {
  it('goes by a code on another device, too', async () => {
    await start()
    const { id, url, userCode } = await one.begin({ way: 'device' })
    expect(userCode).toMatch(/\S{4,}/)
    await browse(url ?? '')
    expect(await one.outcome(id)).toMatchObject({ state: 'done', address: expected, canSend: true })
  })

  it('says that the person said no there', async () => {
    await start()
    await one.server.person({ denies: true })
    const { id, url } = await one.begin({ way: 'device' })
    await browse(url ?? '')
    expect(await one.outcome(id)).toMatchObject({ state: 'failed', failure: 'denied' })
  })

  it('goes as an application with a secret', async () => {
    await start({ clientId: 'with-secret' })
    expect(await one.signIn()).toMatchObject({ state: 'done' })
  })

  it('goes where the clock of this computer is hours off, and says so where it is days', async () => {
    for (const [ahead, expectation] of [
      [5 * 60 * 60_000, { state: 'done' }],
      [-3 * 24 * 60 * 60_000, { state: 'failed', failure: 'clock' }],
    ] as const) {
      const wrong = await startAuthorisationServer(ahead)
      await start({}, wrong)
      expect(await one.signIn()).toMatchObject(expectation)
      await wrong.stop()
      await one.stop()
    }
    await start()
  })
})
