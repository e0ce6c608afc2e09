// Why a mailbox could not be read, in the words that are used of mail servers, and whether trying again
// by itself makes sense.
import type { AccountCheckTrouble } from '#shared/contract/emailAccounts.ts'
import type { SmtpCause } from '#shared/contract/emailAccounts.ts'
import { oneLine } from '../smtpFailure.ts'
import { smtpCause } from '../smtpCause.ts'

/** `network`, `refused` and `rate` are tried again; of the others the user has to know. */
export type MailboxTrouble = Extract<
  AccountCheckTrouble,
  'network' | 'refused' | 'certificate' | 'security' | 'login' | 'rate'
>

export type MailboxFailure = {
  trouble: MailboxTrouble
  cause: SmtpCause | null
  /** The server's own words, or the network's. */
  reply: string
}

/** True where only the user can do something: asking again would be refused again, or lock the account. */
export const needsUser = (trouble: MailboxTrouble): boolean =>
  trouble === 'certificate' || trouble === 'security' || trouble === 'login'

type LibraryError = Error & {
  code?: unknown
  response?: unknown
  responseText?: unknown
  serverResponseCode?: unknown
  authenticationFailed?: unknown
  tlsFailed?: unknown
}

/** Login refused for now, and not because of the password (RFC 5530). */
const laterCodes = /^(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|ALERT)$/i
const laterWords =
  /too many|try again|temporar\w+|maximum number of connections|rate|server (busy|unavailable)|internal error/i

export function mailboxFailure(error: unknown): MailboxFailure {
  const known: LibraryError = error instanceof Error ? error : new Error(String(error))
  const reply = oneLine(wordsOf(known)) || known.name
  const code = typeof known.code === 'string' ? known.code : ''
  if (known.authenticationFailed === true) return loginFailure(known, reply)
  if (known.name === 'UntrustedCertificateError' || isCertificate(known, code))
    return { trouble: 'certificate', reply, cause: causeOf('tls', reply, 'certificate') }
  if (known.tlsFailed === true || /^ERR_SSL|^EPROTO/.test(code) || /STARTTLS/i.test(reply))
    return { trouble: 'security', reply, cause: causeOf('tls', reply, 'no_encryption') }
  if (isNetwork(code)) return { trouble: 'network', reply, cause: causeOf('connect', reply) }
  return { trouble: 'refused', reply, cause: null }
}

function loginFailure(known: LibraryError, reply: string): MailboxFailure {
  const said = typeof known.serverResponseCode === 'string' ? known.serverResponseCode : ''
  if (laterCodes.test(said) || (said === '' && laterWords.test(reply)))
    return { trouble: 'rate', reply, cause: 'login_too_often' }
  return { trouble: 'login', reply, cause: causeOf('login', reply) ?? 'login_wrong' }
}

const causeOf = (
  stage: 'connect' | 'tls' | 'login',
  reply: string,
  problem?: 'certificate' | 'no_encryption',
): SmtpCause | null =>
  smtpCause({
    stage,
    handedOver: false,
    code: stage === 'login' ? 535 : null,
    reply,
    ...(problem === undefined ? {} : { problem }),
  })

const isCertificate = ({ message }: Error, code: string) =>
  /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code) || /self.signed certificate/i.test(message)

const isNetwork = (code: string) =>
  /^E[A-Z_]+$/.test(code) ||
  /TIMEOUT|NoConnection|ClosedAfterConnect|ConnectionClosed|StateLogout/i.test(code)

function wordsOf(known: LibraryError): string {
  if (typeof known.response === 'string' && known.response !== '') return known.response
  if (typeof known.responseText === 'string' && known.responseText !== '') return known.responseText
  const code = typeof known.code === 'string' ? known.code : ''
  return known.message.includes(code) ? known.message : `${known.message} (${code})`
}
