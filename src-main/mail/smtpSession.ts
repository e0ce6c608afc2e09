// One connection to a server: opened, encrypted and logged in by the library, then used for one
// message after the other by hand.
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ShownCertificate } from '#shared/contract/emailAccounts.ts'
import { requireTrusted, shownCertificate } from './smtpCertificate.ts'
import { SmtpConversation, type ConversationEnded } from './smtpConversation.ts'
import { failureOf, SmtpError } from './smtpFailure.ts'
import { extensionsOf, type SmtpMessage } from './smtpMessage.ts'
import { connectionOptions, type SmtpServer, type SmtpTimeouts } from './smtpServer.ts'
import { tokenMethod } from './smtpTokenLogin.ts'
import { SmtpTransaction } from './smtpTransaction.ts'

export type SmtpSession = {
  readonly encrypted: boolean
  readonly authenticated: boolean
  /** The server's last words while the session was opened. */
  readonly reply: string
  /** True if a message may be begun while the one before waits for its answer. */
  readonly isPipelining: boolean
  /** Why the connection is of no more use; null while it is. */
  ended(): ConversationEnded | null
  /** Begins a message: at once, so nothing but a final dot may still wait for an answer. */
  begin(message: SmtpMessage): SmtpTransaction
  /** Says goodbye; for a session nothing is being sent on. */
  quit(): void
  /** Drops the connection at once: what is being sent on it fails. */
  close(): void
}

/** Connects, secures and logs in. @throws SmtpError */
export async function openSmtpSession(
  server: SmtpServer,
  timeouts: SmtpTimeouts,
): Promise<SmtpSession> {
  if (server.user !== null && server.password === null && server.accessToken === undefined) {
    throw new SmtpError({
      stage: 'login',
      handedOver: false,
      code: null,
      reply: 'No password is stored for this account.',
      problem: 'no_login',
    })
  }
  const connection = new SMTPConnection(connectionOptions(server, timeouts))
  // An error on an idle connection only ends it; without a listener it would end the process.
  connection.on('error', () => undefined)
  try {
    await connect(connection)
    requireTrusted(connection, server.trustedCertificate)
    const ehloReply = String(connection.lastServerResponse || '')
    if (server.user !== null) await login(connection, server.user, server)
    return sessionOn(connection, ehloReply, timeouts)
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * What a server shows for itself; nothing is said to it but hello.
 * @returns null if it cannot be reached, or not encrypted
 */
export async function readCertificate(
  server: SmtpServer,
  timeouts: SmtpTimeouts,
): Promise<ShownCertificate | null> {
  const options = connectionOptions(server, timeouts)
  const tls = { ...options.tls, rejectUnauthorized: false }
  const connection = new SMTPConnection({ ...options, tls })
  connection.on('error', () => undefined)
  try {
    await connect(connection)
    return shownCertificate(connection)
  } catch (error) {
    if (error instanceof SmtpError) return null
    throw error
  } finally {
    connection.close()
  }
}

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new SmtpError(failureOf(error, 'connect')))
    const ended = () => fail(new Error('The connection was closed.'))
    connection.once('error', fail)
    connection.once('end', ended)
    connection.connect((error) => {
      connection.off('error', fail)
      connection.off('end', ended)
      if (error) fail(error)
      else resolve()
    })
  })
}

function login(
  connection: SMTPConnection,
  user: string,
  { password, accessToken }: SmtpServer,
): Promise<void> {
  const byToken = accessToken === undefined ? {} : { byToken: true as const }
  const said = String(connection.lastServerResponse || '')
  const method = accessToken === undefined ? null : tokenMethod(said)
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(new SmtpError({ ...failureOf(error, 'login'), ...byToken }))
    // The library logs in blindly where no login was offered, and calls that a success.
    if (!connection.allowsAuth || (accessToken !== undefined && method === null)) {
      reject(
        new SmtpError({
          ...{ stage: 'login', handedOver: false, code: null, problem: 'no_login' },
          reply: `AUTH: ${said}`.trim(),
        }),
      )
      return
    }
    connection.once('error', fail)
    const credentials = { user, pass: password ?? '' }
    connection.login(
      method === null ? credentials : { ...credentials, type: 'custom', method },
      (error) => {
        connection.off('error', fail)
        if (error) fail(error)
        else resolve()
      },
    )
  })
}

function sessionOn(
  connection: SMTPConnection,
  ehloReply: string,
  timeouts: SmtpTimeouts,
): SmtpSession {
  const { secure, authenticated, lastServerResponse } = connection
  const conversation = takeOver(connection)
  const ground = { conversation, offered: extensionsOf(ehloReply), timeouts }
  return {
    encrypted: secure,
    authenticated,
    reply: String(lastServerResponse || ''),
    isPipelining: ground.offered.pipelining,
    ended: () => conversation.ended,
    begin: (message) => new SmtpTransaction(ground, message),
    quit: () => conversation.quit(),
    close: () => conversation.close(),
  }
}

/**
 * The socket on which the library connected, secured and logged in. Replies are read here from now
 * on; the library still sees it end.
 */
function takeOver(connection: SMTPConnection): SmtpConversation {
  const socket = connection._socket
  if (!socket) throw new Error('The connection has no socket.')
  socket.removeAllListeners('data')
  // Each reply has a limit of its own.
  socket.setTimeout(0)
  return new SmtpConversation(socket)
}
