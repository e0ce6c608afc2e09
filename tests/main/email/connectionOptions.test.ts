// How a mail server is spoken to: encrypted with what is still safe, its certificate checked.
import { expect, it } from 'vitest'
import { connectionOptions, defaultTimeouts, type SmtpServer } from '#main/mail/smtpServer.ts'

const server = (more: Partial<SmtpServer>): SmtpServer => ({
  ...{ host: 'smtp.business.example', port: 465, security: 'tls' },
  ...{ user: 'shop', password: 'x', trustedCertificate: null },
  ...more,
})

it.each([
  ['tls', { secure: true, requireTLS: false, ignoreTLS: false }],
  ['starttls', { secure: false, requireTLS: true, ignoreTLS: false }],
] as const)('a server far away is spoken to by %s, TLS 1.2 at least, checked', (security, how) => {
  const options = connectionOptions(server({ security }), defaultTimeouts)
  expect(options).toMatchObject(how)
  expect(options.tls).toEqual({ minVersion: 'TLSv1.2', rejectUnauthorized: true })
})

it('a server far away is never spoken to in clear', () => {
  expect(() => connectionOptions(server({ security: 'none' }), defaultTimeouts)).toThrow(/in clear/)
})
