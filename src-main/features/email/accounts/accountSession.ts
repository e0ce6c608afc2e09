// A connection of an account, opened with what it logs in with: a token that its server does not take is
// renewed once, whatever the clock says of it.
import { SmtpError } from '#main/mail/smtpFailure.ts'
import type { SmtpServer, SmtpTimeouts } from '#main/mail/smtpServer.ts'
import { openSmtpSession, type SmtpSession } from '#main/mail/smtpSession.ts'
import type { Credential } from './accountCredentials.ts'
import type { AccountRow } from './accounts.table.ts'

type Reached = Pick<AccountRow, 'host' | 'port' | 'security' | 'user' | 'trustedCertificate'>

/** @param refused a token that was not taken a moment ago */
export type AskCredential = (refused: string | null) => Promise<Credential>

/** @throws SmtpError */
export async function openAccountSession(
  account: Reached,
  ask: AskCredential,
  timeouts: SmtpTimeouts,
): Promise<SmtpSession> {
  let refused: string | null = null
  for (;;) {
    const server: SmtpServer = await serverOf(account, () => ask(refused))
    try {
      return await openSmtpSession(server, timeouts)
    } catch (error) {
      if (refused !== null || server.accessToken === undefined || !isRefusedLogin(error))
        throw error
      refused = server.accessToken
    }
  }
}

/** @throws SmtpError where there is nothing to log in with now */
async function serverOf(account: Reached, ask: () => Promise<Credential>): Promise<SmtpServer> {
  const { host, port, security, user, trustedCertificate } = account
  const reached = { host, port, security, user, trustedCertificate, password: null }
  if (user === null) return reached
  const credential = await ask()
  if (credential.kind === 'failure') throw new SmtpError(credential.failure)
  return credential.kind === 'token'
    ? { ...reached, accessToken: credential.accessToken }
    : { ...reached, password: credential.password }
}

const isRefusedLogin = (error: unknown): boolean =>
  error instanceof SmtpError && error.failure.stage === 'login' && (error.failure.code ?? 0) >= 500
