// Why a server could not be used, named so that it can be said in the user's words. The server's or
// the network's own words are always shown beside it.
import type { SmtpCause } from '#shared/contract/emailAccounts.ts'
import type { SmtpFailure } from './smtpReply.ts'

type Rule = [cause: SmtpCause, words: RegExp]

/** What the network library says, and the system under it. */
const network: Rule[] = [
  ['host_unknown', /\bENOTFOUND\b|\bENODATA\b/],
  ['offline', /\b(EAI_AGAIN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)\b/],
  ['port_closed', /\bECONNREFUSED\b/],
  ['unreachable', /\b(EHOSTUNREACH|EHOSTDOWN|ETIMEDOUT)\b|connection timeout/i],
  [
    'wrong_encryption',
    /wrong version number|packet length too long|unknown protocol|EPROTO|record overflow|http request/i,
  ],
  ['silent', /greeting never received/i],
  ['dropped', /\b(ECONNRESET|EPIPE|ECONNABORTED)\b|socket close|was closed|socket hang up/i],
]
const certificate: Rule[] = [
  ['certificate_changed', /not the trusted certificate/i],
  ['certificate_expired', /expired|not yet valid/i],
  ['certificate_name', /altnames|hostname|does not match/i],
  ['certificate_self_signed', /self.signed/i],
]
const login: Rule[] = [
  [
    'login_disabled',
    /5\.7\.139|5\.7\.30|basic auth\w* is (disabled|not supported)|SmtpClientAuthentication is disabled|authentication.{0,40}disabled/i,
  ],
  [
    'login_app_password',
    /5\.7\.9\b|application.specific password|app password|InvalidSecondFactor|mot de passe d['’ ]application|BadCredentials/i,
  ],
  [
    'login_too_often',
    /too many (login|failed|auth\w*)|too many attempts|temporarily (locked|blocked)/i,
  ],
]

const firstOf = (rules: Rule[], words: string): SmtpCause | null =>
  rules.find(([, one]) => one.test(words))?.[0] ?? null

/** @returns null where the trouble itself says enough */
export function smtpCause(failure: SmtpFailure): SmtpCause | null {
  const { stage, code, reply, problem } = failure
  if (problem === 'sign_in_ended' || problem === 'sign_in_client') return problem
  if (problem === 'certificate') return firstOf(certificate, reply) ?? 'certificate_unknown'
  // The library says so where the server did not offer it; the protocol's own errors come first.
  if (problem === 'no_encryption') return firstOf(network, reply) ?? 'no_starttls'
  if (problem === 'no_login') return /^No password/.test(reply) ? 'no_password' : 'no_login_offered'
  if (stage === 'login' || code === 535 || code === 534)
    return (
      (failure.byToken ? tokenCause(failure) : firstOf(login, reply)) ??
      (code === null || code < 500 ? firstOf(network, reply) : 'login_wrong')
    )
  return code === null ? firstOf(network, reply) : null
}

/** Of a token nobody is told to type anything. */
function tokenCause({ code, reply }: SmtpFailure): SmtpCause | null {
  const cause = firstOf(login, reply)
  if (cause === 'login_disabled' || cause === 'login_too_often') return cause
  return code !== null && code >= 500 ? 'sign_in_refused' : null
}
