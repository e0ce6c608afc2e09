// How a server may be reached: always encrypted and checked, but on this very machine.
import { isIPv4 } from 'node:net'
import type { EmailAccount } from '#shared/contract/emailAccounts.ts'
import { tokenLogins } from './smtpTokenLogin.ts'

export type SmtpServer = {
  host: string
  port: number
  security: EmailAccount['security']
  user: string | null
  password: string | null
  /** Logged in with instead of a password (OAuth 2). */
  accessToken?: string
  /** SHA-256 of a certificate that is trusted although nobody vouches for it. */
  trustedCertificate: string | null
}

/**
 * Longest waits, in milliseconds. The final dot has its own: servers check the whole message before
 * they answer it.
 */
export type SmtpTimeouts = {
  connection: number
  greeting: number
  command: number
  finalDot: number
}

export const defaultTimeouts: SmtpTimeouts = {
  connection: 30_000,
  greeting: 30_000,
  command: 5 * 60_000,
  finalDot: 10 * 60_000,
}

/** True for names of this machine. Only they may be spoken to in clear. */
export function isLoopback(host: string): boolean {
  return (
    host.toLowerCase() === 'localhost' ||
    host === '::1' ||
    (isIPv4(host) && host.startsWith('127.'))
  )
}

/**
 * Options for the connection. A certificate nobody vouches for is let through for a server with a
 * trusted one only, and judged before the login is sent (`smtpCertificate.ts`).
 */
export function connectionOptions(server: SmtpServer, timeouts: SmtpTimeouts) {
  if (server.security === 'none' && !isLoopback(server.host))
    throw new Error('Only this machine may be spoken to in clear.')
  return {
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    allowInternalNetworkInterfaces: isLoopback(server.host),
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.command,
    socketCloseTimeout: 1_000,
    customAuth: tokenLogins(server),
    tls: {
      minVersion: 'TLSv1.2' as const,
      // On loopback there is no third party between the two ends, and servers there (local relays,
      // bridges) sign for themselves.
      rejectUnauthorized: !isLoopback(server.host) && server.trustedCertificate === null,
    },
  }
}
