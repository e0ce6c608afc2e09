// Who may talk to the local host: API clients by a bearer token, the browser by a one-time code
// turned into a session cookie.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Shortest token taken from the environment, in characters. */
const minTokenLength = 32
/** How long an unused sign-in code lives, in milliseconds. */
const codeLifetime = 10 * 60 * 1000

export type AccessTokens = {
  /**
   * Name of the session cookie: cookies are shared by all ports of a host, so it carries this
   * launch's own name.
   */
  cookieName: string
  isBearer(header: string | undefined): boolean
  isSession(cookies: string | undefined): boolean
  /** A new code for the browser; the one before it dies. */
  newCode(): string
  /**
   * Trades a code for the session; null if it is wrong, used or too old. Each code works once.
   */
  redeem(code: string): string | null
}

/**
 * @param bearer the API token
 * @param now clock in milliseconds
 */
export function createAccessTokens(bearer: string, now: () => number): AccessTokens {
  const cookieName = `webox_${randomBytes(6).toString('hex')}`
  const session = secret()
  let code: { value: string; until: number } | null = null
  return {
    cookieName,
    isBearer: (header) =>
      header !== undefined && header.startsWith('Bearer ') && same(header.slice(7), bearer),
    isSession: (cookies) => same(cookieValue(cookies, cookieName) ?? '', session),
    newCode() {
      code = { value: secret(), until: now() + codeLifetime }
      return code.value
    },
    redeem(candidate) {
      const right = code !== null && now() <= code.until && same(candidate, code.value)
      if (right) code = null
      return right ? session : null
    },
  }
}

/**
 * The token of API clients: `WEBOX_TOKEN`, else one made for the data folder and kept in
 * `api-token`, readable by the user only.
 * @throws if the one given is shorter than 32 characters
 */
export async function apiToken(dataFolder: string, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== '') {
    if (given.length < minTokenLength)
      throw new Error(`WEBOX_TOKEN must have at least ${minTokenLength} characters.`)
    return given
  }
  const path = join(dataFolder, 'api-token')
  const kept = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
  if (kept.length >= minTokenLength) return kept
  const made = secret()
  await writeFile(path, `${made}\n`, { mode: 0o600 })
  return made
}

const secret = () => randomBytes(32).toString('base64url')

/** Compares in constant time, whatever the lengths. */
function same(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(left), digest(right))
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}
