// The certificate a server shows: trusted because somebody vouches for it, or because the user has
// looked at this very one.
import { TLSSocket, type PeerCertificate } from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ShownCertificate } from '#shared/contract/emailAccounts.ts'
import { SmtpError } from './smtpFailure.ts'

/**
 * Called before the login is sent.
 * @param trusted SHA-256 of the one the user trusts; null if there is none
 * @throws SmtpError where nobody vouches for the server's certificate and it is not the trusted one
 */
export function requireTrusted(connection: SMTPConnection, trusted: string | null): void {
  const socket = connection._socket
  if (trusted === null || !(socket instanceof TLSSocket) || socket.authorized) return
  const { fingerprint256 } = socket.getPeerCertificate()
  if (fingerprint256 === trusted) return
  throw new SmtpError({
    stage: 'tls',
    handedOver: false,
    code: null,
    reply: `This is not the trusted certificate: SHA-256 ${fingerprint256}`,
    problem: 'certificate',
  })
}

/** @returns null if the connection is not encrypted */
export function shownCertificate(connection: SMTPConnection): ShownCertificate | null {
  const socket = connection._socket
  return socket instanceof TLSSocket ? certificateOf(socket) : null
}

/** What the other end of an encrypted connection showed; null if it cannot be read. */
export function certificateOf(socket: TLSSocket): ShownCertificate | null {
  const certificate = socket.getPeerCertificate()
  const until = new Date(certificate.valid_to)
  if (!certificate.fingerprint256 || Number.isNaN(until.getTime())) return null
  return {
    fingerprint: certificate.fingerprint256,
    subject: nameOf(certificate.subject) || (certificate.subjectaltname ?? ''),
    issuer: nameOf(certificate.issuer),
    validUntil: until.toISOString(),
  }
}

/** Certificates may hold a name several times. */
const nameOf = (holder: PeerCertificate['subject'] | undefined): string =>
  [holder?.CN, holder?.O]
    .flat()
    .filter((name) => name !== undefined && name !== '')
    .join(', ')
