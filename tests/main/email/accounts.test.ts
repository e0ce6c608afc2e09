// Sending accounts against real servers: encryption that cannot be talked away, passwords that go
// nowhere else.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLoopback } from '#main/mail/smtpServer.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { withFile } from '../../support/olderDatabase.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { errorReasonOf } from '../../support/testApp.ts'

const canary = 'canary-s3cret-3f9a'
let app: MailApp
let sink: Sink | null = null
const logged: string[] = []
beforeEach(async () => {
  logged.length = 0
  app = await createMailApp({
    log: (level, message, details) => void logged.push(JSON.stringify([level, message, details])),
  })
})
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})

const login = { user: 'shop', password: canary }
const accounts = () => app.client.email.accounts

describe('a password without a login', () => {
  it.each([null, '', '  '])(
    'is refused with the field named, when saved and when changed: %j',
    async (user) => {
      const draft = { name: 'A', host: 'mail.exemple.fr', port: 465, security: 'tls' as const }
      const given = { ...draft, fromEmail: 'moi@exemple.fr' }
      expect(await errorReasonOf(accounts().create({ ...given, user, password: canary }))).toBe(
        'login_missing',
      )
      const { id } = await accounts().create(given)
      expect(await errorReasonOf(accounts().update({ id, user, password: canary }))).toBe(
        'login_missing',
      )
      expect(
        await errorReasonOf(accounts().update({ id, user: 'moi', password: canary })),
      ).toBeNull()
    },
  )
})

describe('a connection', () => {
  it.each(['tls', 'starttls'] as const)(
    'with %s is encrypted, logged in and proven before it is called good',
    async (security) => {
      sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: security, login })
      const id = await app.addAccount(sink.port, {
        host: 'localhost',
        security,
        user: 'shop',
        password: canary,
      })
      expect(await accounts().verify({ id })).toMatchObject({
        ok: true,
        encrypted: true,
        authenticated: true,
        reply: expect.stringMatching(/^235/),
      })
      await app.addLeads(3)
      const campaign = await app.addCampaign(id)
      await app.client.email.campaigns.send({ id: campaign })
      await until(() => sink?.arrived().length === 3)
    },
  )

  it('with a wrong password says so in the server’s words, and blocks until it is mended', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: 'starttls', login })
    const id = await app.addAccount(sink.port, {
      security: 'starttls',
      user: 'shop',
      password: 'wrong',
    })
    expect(await accounts().verify({ id })).toMatchObject({
      ok: false,
      authenticated: false,
      trouble: 'login',
      reply: expect.stringContaining('535'),
    })
    await app.addLeads(1)
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await until(async () => (await accounts().list({})).items[0]?.blocked?.reason === 'login')
    app.host.clock.advance(80_000)
    const tried = await sink.connections()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await sink.connections()).toBe(tried)
    await accounts().update({ id, password: canary })
    await until(() => sink?.arrived().length === 1)
    expect((await accounts().list({})).items[0]?.blocked).toBeNull()
  })

  it('to a server that offers no login is not called logged in', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: 'starttls' })
    const id = await app.addAccount(sink.port, {
      security: 'starttls',
      user: 'shop',
      password: canary,
    })
    expect(await accounts().verify({ id })).toMatchObject({ ok: false, authenticated: false })
  })

  it('whose STARTTLS was taken away never carries the password or a message', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'scripted', login })
    const id = await app.addAccount(sink.port, {
      security: 'starttls',
      user: 'shop',
      password: canary,
    })
    expect(await accounts().verify({ id })).toMatchObject({
      ok: false,
      encrypted: false,
      authenticated: false,
      trouble: 'security',
    })
    await app.addLeads(1)
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await until(async () => (await accounts().list({})).items[0]?.blocked?.reason === 'security')
    const said = await sink.clearText()
    expect(said).toContain('STARTTLS')
    expect(said).not.toMatch(/AUTH|MAIL FROM/)
    expect(said).not.toContain(Buffer.from(`\0shop\0${canary}`).toString('base64'))
  })

  it('in clear is for this machine only', async () => {
    const draft = {
      name: 'A',
      host: 'smtp.business.example',
      port: 25,
      security: 'none',
      fromEmail: 'a@business.example',
    } as const
    expect(await errorReasonOf(accounts().create(draft))).toBe('security_required')
    const id = await app.addAccount(2525)
    expect(await errorReasonOf(accounts().update({ id, host: 'smtp.business.example' }))).toBe(
      'security_required',
    )
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '::1'])
      expect(isLoopback(host)).toBe(true)
    for (const host of [
      '127.0.0.1.evil.example',
      'localhost.example',
      '0.0.0.0',
      '10.0.0.1',
      '1270.0.1',
      '::',
    ])
      expect(isLoopback(host)).toBe(false)
  })
})

describe('a password', () => {
  it('is written only, and stays with the server it was entered for', async () => {
    const id = await app.addAccount(2525, { user: 'shop', password: canary })
    expect((await accounts().list({})).items[0]).toMatchObject({ hasPassword: true })
    expect((await accounts().update({ id, port: 2526, name: 'B' })).hasPassword).toBe(true)
    expect((await accounts().update({ id, host: 'localhost' })).hasPassword).toBe(false)
    expect((await accounts().update({ id, host: '127.0.0.1', password: canary })).hasPassword).toBe(
      true,
    )
    expect((await accounts().update({ id, password: null })).hasPassword).toBe(false)
    await app.addLeads(1)
    expect(
      await errorReasonOf(app.client.email.campaigns.send({ id: await app.addCampaign(id) })),
    ).toBe('account_password_missing')
  })

  it('entered for another server reaches none where storing that server fails', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: 'starttls', login })
    const id = await app.addAccount(sink.port, {
      host: '127.0.0.1',
      security: 'starttls',
      user: 'shop',
      password: canary,
    })
    withFile(app.services.database.path, (connection) =>
      connection.exec(
        `CREATE TRIGGER no_space BEFORE UPDATE OF host ON email_accounts BEGIN SELECT RAISE(ABORT, 'no space'); END`,
      ),
    )
    await expect(
      accounts().update({ id, host: 'smtp.business.example', password: 'for-another' }),
    ).rejects.toThrow()
    // The old server still gets the password entered for it, and proves it by taking it.
    expect(await accounts().verify({ id })).toMatchObject({ ok: true, authenticated: true })
  })

  it('is found in no file, no log and no answer', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: 'starttls', login })
    const id = await app.addAccount(sink.port, {
      security: 'starttls',
      user: 'shop',
      password: canary,
    })
    await app.addLeads(2)
    const campaign = await app.addCampaign(id)
    await accounts().verify({ id })
    await app.client.email.campaigns.send({ id: campaign })
    await until(() => sink?.arrived().length === 2)
    await accounts().update({ id, password: `${canary}x` })
    await accounts().verify({ id })
    const answers = JSON.stringify([
      await accounts().list({}),
      await app.client.email.outbox.status(),
      await app.client.email.campaigns.get({ id: campaign }),
    ])
    await app.stopEngine()
    const written = readdirSync(app.host.dataFolder).map((name) =>
      readFileSync(join(app.host.dataFolder, name)).toString('latin1'),
    )
    for (const text of [answers, ...logged, ...written]) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain(Buffer.from(canary).toString('base64').slice(0, 16))
    }
  })
})

describe('an account', () => {
  it('cannot be deleted while a campaign may still need it; a finished one keeps its history', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    const id = await app.addAccount(sink.port, { maxPerMinute: 1 })
    await app.addLeads(2)
    const campaign = await app.addCampaign(id)
    await app.client.email.campaigns.send({ id: campaign })
    expect(await errorReasonOf(accounts().delete({ id }))).toBe('account_in_use')
    await app.client.email.campaigns.cancel({ id: campaign })
    await accounts().delete({ id })
    expect((await app.client.email.campaigns.get({ id: campaign })).accountId).toBe(id)
    expect((await accounts().list({})).total).toBe(0)
    expect(await errorReasonOf(app.addCampaign(id))).toBe('unknown_id')
  })
})

describe('a test message', () => {
  it('goes out once, counts for nobody, and brings back the server’s words', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'scripted', keep: true })
    const id = await app.addCampaign(await app.addAccount(sink.port))
    expect(
      (await app.client.email.campaigns.testSend({ id, to: 'me@business.example' })).reply,
    ).toBe('250 2.0.0 Ok: queued')
    expect(sink.arrived()).toMatchObject([{ recipient: 'me@business.example' }])
    expect(app.rows()).toEqual([])
    const [message] = await sink.messages()
    expect(
      message?.raw
        .split('\r\n\r\n')[0]
        ?.split('\r\n')
        .filter((line) => line.startsWith('List-Unsubscribe')),
    ).toHaveLength(1)
    await sink.setRules([{ at: 'dot', answer: '554 5.7.1 Not today' }])
    const refused = await app.client.email.campaigns
      .testSend({ id, to: 'me@business.example' })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'UNPROCESSABLE',
      data: { reason: 'smtp_refused', detail: '554 5.7.1 Not today' },
    })
  })

  it('of a campaign without an account is kept in the sandbox', async () => {
    const id = await app.addCampaign(null)
    await app.client.email.campaigns.testSend({ id, to: 'me@business.example' })
    expect((await app.client.email.sandbox.list({})).items).toMatchObject([
      { to: 'me@business.example', subject: 'News for Camille' },
    ])
  })
})
