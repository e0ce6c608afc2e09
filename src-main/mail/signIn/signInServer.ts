// Where people sign in for their mail (OAuth 2): the endpoints of a provider, and what one asks of it.
import { isLoopback } from '../smtpServer.ts'

export type SignInServer = {
  /** `{tenant}` stands for the tenant that its tokens name. */
  issuer: string
  authorizationEndpoint: string
  tokenEndpoint: string
  /** Null where nobody can sign in by a code on another device. */
  deviceEndpoint: string | null
  /** Null where access can only be taken back on the provider's own pages. */
  revocationEndpoint: string | null
  /** Permission to send and to read mail, and what is always asked for. */
  scopes: { send: string; read: string; always: string[] }
  /** Further parameters of the page to sign in on. */
  parameters: Record<string, string>
}

/** The application as the provider knows it. */
export type SignInClient = { clientId: string; clientSecret: string | null }

/** What is asked for. */
export type SignInNeeds = { send: boolean; read: boolean }

/** What came of a sign-in: never for an answer, a log or a thread that does not connect with it. */
export type Grant = {
  accessToken: string
  /** In milliseconds since 1970; null where the provider says nothing. */
  expiresAt: number | null
  refreshToken: string
  /** Who signed in, as the provider names them; null where it does not. */
  address: string | null
  canSend: boolean
  canRead: boolean
}

/** Encrypted, but on this very machine. */
export const isSafeAddress = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

export function scopesOf({ scopes }: SignInServer, { send, read }: SignInNeeds): string {
  const asked = [...scopes.always, ...(send ? [scopes.send] : []), ...(read ? [scopes.read] : [])]
  return [...new Set(asked)].join(' ')
}
