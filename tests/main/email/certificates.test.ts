// What stands in the way of a server, in the user's words; and a certificate nobody vouches for,
// looked at and trusted.
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smtpCause } from '#main/mail/smtpCause.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { isForeignAddress } from '#shared/rules/mailProviders.ts'

/** An address of this machine that is not the loopback's: certificates are judged there. */
const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address

let app: MailApp
let sink: Sink | null = null
beforeEach(async () => void (app = await createMailApp()))
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})
const login = { user: 'shop', password: 'right' }
const check = (id: number) => app.client.email.accounts.verify({ id })

describe.skipIf(ownAddress === undefined).each(['tls', 'starttls'] as const)(
  'a certificate nobody vouches for, over %s',
  (encryption) => {
    async function account() {
      const address = ownAddress as string
      sink = await startSink(app.host.dataFolder, { kind: 'polite', address, encryption, login })
      return app.addAccount(sink.port, {
        host: address,
        security: encryption,
        ...login,
      })
    }

    it('is shown, refused until it is trusted, and then the only one', async () => {
      const id = await account()
      const first = await check(id)
      expect(first).toMatchObject({ ok: false, trouble: 'certificate' })
      expect(first.cause).toMatch(/^certificate_/)
      const shown = first.certificate
      expect(shown?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      await app.client.email.accounts.update({ id, trustedCertificate: shown?.fingerprint ?? null })
      expect(await check(id)).toMatchObject({ ok: true, encrypted: true, authenticated: true })
      await app.addLeads(1)
      await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
      await until(() => app.rows()[0]?.state === 'sent')

      // Another one in its place gets no login.
      const other = shown?.fingerprint.replace(/^../, (two) => (two === '00' ? '01' : '00')) ?? null
      await app.client.email.accounts.update({ id, trustedCertificate: other })
      expect(await check(id)).toMatchObject({ ok: false, cause: 'certificate_changed' })
      await app.client.email.accounts.update({ id, trustedCertificate: null })
      expect(await check(id)).toMatchObject({ ok: false, trouble: 'certificate' })
    })

    it('is forgotten when the account moves to another server', async () => {
      const id = await account()
      const { certificate } = await check(id)
      const trustedCertificate = certificate?.fingerprint ?? null
      await app.client.email.accounts.update({ id, trustedCertificate })
      expect(
        (await app.client.email.accounts.update({ id, host: 'smtp.elsewhere.example' }))
          .trustedCertificate,
      ).toBeNull()
    })
  },
)

describe('what stands in the way of a server', () => {
  it.each([
    [{ host: 'no-such-host.invalid', security: 'tls' }, /^(host_unknown|offline)$/],
    [{ host: '127.0.0.1', port: 1, security: 'none' }, /^port_closed$/],
  ] as const)('%j is named', async (more, cause) => {
    const id = await app.addAccount(465, more)
    expect((await check(id)).cause).toMatch(cause)
  })

  it('TLS spoken to a port without it is named', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    const id = await app.addAccount(sink.port, { security: 'tls' })
    expect((await check(id)).cause).toBe('wrong_encryption')
  })

  it('a port without STARTTLS is named', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    const id = await app.addAccount(sink.port, { security: 'starttls' })
    expect((await check(id)).cause).toBe('no_starttls')
  })

  it('a wrong password is named', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', encryption: 'tls', login })
    const id = await app.addAccount(sink.port, { security: 'tls', user: 'shop', password: 'wrong' })
    expect((await check(id)).cause).toBe('login_wrong')
  })

  it.each([
    ['534-5.7.9 Application-specific password required', 'login_app_password'],
    [
      '535-5.7.8 Username and Password not accepted. 535 5.7.8  https://support.google.com/mail/?p=BadCredentials',
      'login_app_password',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
      'login_disabled',
    ],
    ['535 5.7.8 Error: authentication failed', 'login_wrong'],
    ['454 4.7.0 Too many login attempts, please try again later', 'login_too_often'],
  ])('%s', (reply, cause) => {
    const code = Number(reply.slice(0, 3))
    expect(smtpCause({ stage: 'login', handedOver: false, code, reply })).toBe(cause)
  })

  it.each([
    ['getaddrinfo ENOTFOUND smtp.exmple.fr', 'host_unknown'],
    ['getaddrinfo EAI_AGAIN smtp.exemple.fr', 'offline'],
    ['connect ECONNREFUSED 10.0.0.1:465', 'port_closed'],
    ['connect EHOSTUNREACH 10.0.0.1:465', 'unreachable'],
    ['Connection timeout', 'unreachable'],
    ['Greeting never received', 'silent'],
    ['read ECONNRESET', 'dropped'],
    ['Unexpected socket close', 'dropped'],
  ])('%s', (reply, cause) => {
    expect(smtpCause({ stage: 'connect', handedOver: false, code: null, reply })).toBe(cause)
  })

  it.each([
    ['self-signed certificate', 'certificate_self_signed'],
    ['self signed certificate in certificate chain', 'certificate_self_signed'],
    ['certificate has expired', 'certificate_expired'],
    ["Hostname/IP does not match certificate's altnames", 'certificate_name'],
    ['unable to verify the first certificate', 'certificate_unknown'],
  ])('%s', (reply, cause) => {
    expect(
      smtpCause({ stage: 'tls', handedOver: false, code: null, reply, problem: 'certificate' }),
    ).toBe(cause)
  })
})

describe('a login', () => {
  const host = { host: 'smtp.business.example', security: 'tls' } as const
  it('needs its password, and loses it when it goes', async () => {
    await expect(app.addAccount(465, { ...host, user: 'shop' })).rejects.toThrow(/password/)
    const id = await app.addAccount(465, { ...host, ...login })
    const without = await app.client.email.accounts.update({ id, user: null })
    expect(without.hasPassword).toBe(false)
    await expect(app.client.email.accounts.update({ id, user: 'shop' })).rejects.toThrow(/password/)
  })
})

describe('an address of a public provider', () => {
  it.each([
    ['moi@gmail.com', 'smtp.ovh.net', true],
    ['moi@gmail.com', 'smtp.gmail.com', false],
    ['moi@gmail.com', 'smtp-relay.brevo.com', true],
    ['moi@gmail.com', 'notgmail.com', true],
    ['Moi@Outlook.fr', 'smtp.office365.com', false],
    ['moi@hotmail.com', 'smtp-mail.outlook.com', false],
    ['moi@orange.fr', 'smtp.gmail.com', true],
    ['moi@wanadoo.fr', 'smtp.orange.fr', false],
    ['moi@ma-boutique.fr', 'smtp.gmail.com', false],
    ['moi@gmail.com', '127.0.0.1', false],
  ])('%s through %s: foreign %s', (address, host, expected) => {
    expect(isForeignAddress(address, host)).toBe(expected)
  })

  it('is said of the account', async () => {
    await app.addAccount(465, { host: 'smtp.ovh.net', security: 'tls', fromEmail: 'moi@gmail.com' })
    expect((await app.client.email.accounts.list({})).items[0]?.isForeignAddress).toBe(true)
  })
})
