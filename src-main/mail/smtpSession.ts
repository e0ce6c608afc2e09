// One connection to a server: encrypted, logged in, used for one message after the other. Says
// exactly how far a message got.
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { failureOf } from './smtpFailure.ts'
import type { SmtpFailure } from './smtpReply.ts'
import { connectionOptions, type SmtpServer, type SmtpTimeouts } from './smtpServer.ts'
import { handOverStream, type HandOver } from './handOverStream.ts'

export class SmtpError extends Error {
  override name = 'SmtpError'
  readonly failure: SmtpFailure
  constructor(failure: SmtpFailure) {
    super(failure.reply)
    this.failure = failure
  }
}

export type SmtpSession = {
  readonly encrypted: boolean
  readonly authenticated: boolean
  /** The server's last words while the session was opened. */
  readonly reply: string
  /** False once the connection is of no more use. */
  isOpen(): boolean
  /**
   * Sends one message to one recipient. `handOver` is asked before the last bytes and the final dot
   * leave.
   * @returns the server's acceptance
   * @throws SmtpError
   */
  send(envelope: { from: string; to: string }, message: Buffer, handOver: HandOver): Promise<string>
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
  if (server.user !== null && server.password === null) {
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
    if (server.user !== null) await login(connection, server.user, server.password ?? '')
  } catch (error) {
    connection.close()
    throw error
  }
  return sessionOn(connection, timeouts)
}

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new SmtpError(failureOf(error, 'connect', false)))
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

function login(connection: SMTPConnection, user: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new SmtpError(failureOf(error, 'login', false)))
    // The library logs in blindly where no login was offered, and calls that a success.
    if (!connection.allowsAuth) {
      const reply = `AUTH: ${connection.lastServerResponse || ''}`.trim()
      reject(
        new SmtpError({
          stage: 'login',
          handedOver: false,
          code: null,
          reply,
          problem: 'no_login',
        }),
      )
      return
    }
    connection.once('error', fail)
    connection.login({ user, pass: password }, (error) => {
      connection.off('error', fail)
      if (error) fail(error)
      else resolve()
    })
  })
}

function sessionOn(connection: SMTPConnection, timeouts: SmtpTimeouts): SmtpSession {
  return {
    encrypted: connection.secure,
    authenticated: connection.authenticated,
    reply: String(connection.lastServerResponse || ''),
    isOpen: () => !connection.destroyed,
    quit: () => connection.quit(),
    close: () => connection.close(),
    async send(envelope, message, handOver) {
      try {
        return await sendOn(connection, timeouts, envelope, message, handOver)
      } catch (error) {
        await makeReusable(connection, error)
        throw error
      }
    },
  }
}

function sendOn(
  connection: SMTPConnection,
  timeouts: SmtpTimeouts,
  envelope: { from: string; to: string },
  message: Buffer,
  handOver: HandOver,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let handedOver = false
    const finish = () => {
      clearTimeout(timer)
      connection.off('end', ended)
    }
    const settleWith = (error: Error) => {
      finish()
      reject(new SmtpError(failureOf(error, 'content', handedOver)))
    }
    // Absolute, because a server that drips a byte now and then is never inactive.
    let timer = setTimeout(() => expire(timeouts.command), timeouts.command)
    const expire = (limit: number) => {
      settleWith(
        Object.assign(new Error(`No answer within ${Math.round(limit / 1000)} s.`), {
          code: 'ETIMEDOUT',
        }),
      )
      connection.close()
    }
    const stream = handOverStream(message, async () => {
      if (!(await handOver())) return false
      handedOver = true
      clearTimeout(timer)
      timer = setTimeout(() => expire(timeouts.finalDot), timeouts.finalDot)
      return true
    })
    // Closing the connection forgets the message on it without a word; a refusal said at the same
    // moment comes first.
    const ended = () =>
      void setImmediate(() =>
        settleWith(Object.assign(new Error('The connection was closed.'), { code: 'ECONNECTION' })),
      )
    connection.once('end', ended)
    connection.send(
      { from: envelope.from, to: [envelope.to], size: message.length },
      stream,
      (error, info) => {
        if (error) settleWith(error)
        // An answer to a message that was not finished is no acceptance.
        else if (!handedOver)
          settleWith(
            Object.assign(new Error('The server answered before the end of the message.'), {
              code: 'EPROTOCOL',
            }),
          )
        else {
          finish()
          resolve(info.response)
        }
      },
    )
  })
}

/** After a refusal the conversation goes on; after anything else nobody knows where it stands. */
async function makeReusable(connection: SMTPConnection, error: unknown): Promise<void> {
  const failure = error instanceof SmtpError ? error.failure : null
  if (failure === null || failure.code === null || failure.code === 421 || connection.destroyed)
    return connection.close()
  if (failure.stage === 'content') return failure.handedOver ? undefined : connection.close()
  await new Promise<void>((resolve) => {
    const ended = () => resolve()
    connection.once('end', ended)
    connection.reset((problem) => {
      connection.off('end', ended)
      if (problem) connection.close()
      resolve()
    })
  })
}
