// Who may talk to the local host: API clients by a bearer token, the browser by a one-time code
// turned into a session cookie.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keepPrivate } from '#main/platform/files/privateFile.ts'
import { StartRefused } from '#main/platform/startup.ts'
import { replaceFile } from '#main/platform/files/wholeFiles.ts'

/** Shortest token taken from the environment, in characters. */
const minTokenLength = 32
/** How long an unused sign-in code lives, in milliseconds. */
const codeLifetime = 10 * 60 * 1000
/** How many unused ones live at once: two starts, one after the other, open two browsers. */
const maxCodes = 4

export type AccessTokens = {
  /**
   * Name of the session cookie: cookies are shared by all ports of a host, so it carries this
   * launch's own name.
   */
  cookieName: string
  isBearer(header: string | undefined): boolean
  isSession(cookies: string | undefined): boolean
  /** What a second start on the same folder asks with. */
  joinSecret: string
  isJoin(header: string | undefined): boolean
  /** A new code for the browser; of many unused ones the oldest die. */
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
  const joinSecret = secret()
  let codes: { value: string; until: number }[] = []
  return {
    cookieName,
    joinSecret,
    isBearer: (header) => isBearerOf(header, bearer),
    isJoin: (header) => isBearerOf(header, joinSecret),
    isSession: (cookies) => same(cookieValue(cookies, cookieName) ?? '', session),
    newCode() {
      const value = secret()
      codes = [...codes.slice(1 - maxCodes), { value, until: now() + codeLifetime }]
      return value
    },
    redeem(candidate) {
      const right = codes.filter(({ value, until }) => now() <= until && same(candidate, value))
      codes = codes.filter((code) => !right.includes(code))
      return right.length > 0 ? session : null
    },
  }
}

/**
 * The token of API clients named in `WEBOX_TOKEN`; null if none is.
 * @throws StartRefused if it is shorter than 32 characters
 */
export function givenToken(given = process.env['WEBOX_TOKEN']): string | null {
  if (given === undefined || given === '') return null
  if (given.length >= minTokenLength) return given
  throw new StartRefused({
    fr: `WEBOX_TOKEN doit avoir au moins ${minTokenLength} caractères. Rien n’a été modifié : en donner un plus long, ou aucun.`,
    en: `WEBOX_TOKEN must have at least ${minTokenLength} characters. Nothing was changed: give a longer one, or none.`,
  })
}

/** One made for the data folder and kept in `api-token`, readable by the user only. */
export async function folderToken(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'api-token')
  keepPrivate(path, { make: false })
  const kept = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
  if (kept.length >= minTokenLength) return kept
  const made = secret()
  await replaceFile(path, `${made}\n`)
  return made
}

const secret = () => randomBytes(32).toString('base64url')

const isBearerOf = (header: string | undefined, value: string): boolean =>
  header !== undefined && header.startsWith('Bearer ') && same(header.slice(7), value)

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
