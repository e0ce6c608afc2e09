// How a mailbox's server may be reached: as its mail server, always encrypted and checked but on this
// very machine. A certificate nobody vouches for is judged before the login is said.
import { connect as connectPlain } from 'node:net'
import { connect as connectSecure, type ConnectionOptions, type TLSSocket } from 'node:tls'
import type { ImapFlowOptions, ImapTransport } from 'imapflow'
import { isLoopback, type SmtpServer } from '../smtpServer.ts'

/** The same facts as of a mail server; whoever reads a mailbox always logs in. */
export type ImapServer = SmtpServer & { user: string }

/** Longest waits, in milliseconds. */
export type ImapTimeouts = {
  connection: number
  greeting: number
  /** Without a byte from the server, whatever it was asked. */
  silence: number
}

export const imapTimeouts: ImapTimeouts = {
  connection: 30_000,
  greeting: 30_000,
  // Some look through all of a large folder before they say a word.
  silence: 5 * 60_000,
}

/** Bytes of one message that are ever asked for. */
export const maxSource = 256 * 1024

/**
 * What a server may answer at most, whatever it says it will: the largest thing asked for is a piece of a
 * message, or the numbers of all messages of a folder.
 */
const limits = {
  maxLiteralSize: 2 * maxSource,
  maxLineLength: 16 * 1024 * 1024,
  maxResponseSize: 18 * 1024 * 1024,
  maxResponseTokens: 50_000,
}

/** A certificate that is not the one the user trusts. */
export class UntrustedCertificateError extends Error {
  override name = 'UntrustedCertificateError'
}

type Seen = (socket: TLSSocket) => void

/**
 * @param seen is shown each encrypted connection before anything is said on it; whatever it throws ends
 * the connection
 */
export function imapOptions(
  server: ImapServer,
  timeouts: ImapTimeouts,
  seen: Seen = (socket) => requireTrusted(socket, server.trustedCertificate),
): ImapFlowOptions {
  if (server.security === 'none' && !isLoopback(server.host))
    throw new Error('Only this machine may be spoken to in clear.')
  return {
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'tls' ? {} : { doSTARTTLS: server.security === 'starttls' }),
    auth:
      server.accessToken === undefined
        ? { user: server.user, pass: server.password ?? '' }
        : { user: server.user, accessToken: server.accessToken },
    transport: transportTo(server, seen),
    logger: false,
    clientInfo: { name: 'WeBox Marketing' },
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    // Told to wait anew before its silence would count.
    maxIdleTime: timeouts.silence / 2,
    // Packed answers could be as large as they like before anybody counts them.
    disableCompression: true,
    disableBinary: true,
    disableIMAP4rev2: true,
    disableAutoIdle: true,
    ...limits,
  }
}

/** @throws UntrustedCertificateError for another than the trusted one where nobody vouches for it */
function requireTrusted(socket: TLSSocket, trusted: string | null): void {
  if (trusted === null || socket.authorized) return
  const { fingerprint256 } = socket.getPeerCertificate()
  if (fingerprint256 !== trusted)
    throw new UntrustedCertificateError(
      `This is not the trusted certificate: SHA-256 ${fingerprint256}`,
    )
}

function transportTo(server: ImapServer, seen: Seen): ImapTransport {
  const checks: ConnectionOptions = {
    minVersion: 'TLSv1.2',
    // As for mail servers: on loopback there is no third party between the two ends.
    rejectUnauthorized: !isLoopback(server.host) && server.trustedCertificate === null,
  }
  const named = (servername: string | undefined) => (servername === undefined ? {} : { servername })
  const secured = (socket: TLSSocket, go: () => void): TLSSocket =>
    socket.once('secureConnect', () => {
      try {
        seen(socket)
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)))
        return
      }
      go()
    })
  return {
    connect({ host, port, servername, secure }, onConnect) {
      if (!secure) return connectPlain({ host, port }, onConnect)
      return secured(connectSecure({ host, port, ...named(servername), ...checks }), onConnect)
    },
    upgrade(socket, { host, servername }, onSecure) {
      return secured(connectSecure({ socket, host, ...named(servername), ...checks }), onSecure)
    },
  }
}
