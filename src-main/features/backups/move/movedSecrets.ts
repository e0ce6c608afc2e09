// Passwords and keys on their way: sealed by the new computer before the data takes its place, and put
// under their names once it has, however long its keychain makes them wait.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readSendingStop } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { writeDurably } from '#main/platform/files/durableFiles.ts'
import { UnreadableSecretError } from '#main/platform/secrets/secrets.ts'
import { addPassphrases, isPassphraseName } from '../backupPassphrase.ts'

/** Each take has its own: one that still waits is not written over by another that may fail. */
const waitingName = 'moved-secrets'
const Secrets = z.record(z.string(), z.string())
export type Secrets = z.infer<typeof Secrets>
/**
 * `before`: what stood under each name when the data was taken, as a hash; null for nothing. Missing in
 * those kept by an earlier version.
 */
const Waiting = z.object({
  move: z.string(),
  secrets: Secrets,
  before: z.record(z.string(), z.string().nullable()).default({}),
})
const Moved = z.object({ move: z.string() })

/** Everything that can be read here; what cannot is counted. */
export async function readableSecrets({
  host,
}: Services): Promise<{ secrets: Secrets; unreadable: number }> {
  const secrets: Secrets = {}
  let unreadable = 0
  for (const name of await host.secrets.names()) {
    if (name.startsWith(waitingName)) continue
    try {
      const value = await host.secrets.get(name)
      if (value !== null) secrets[name] = value
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error
      unreadable += 1
    }
  }
  return { secrets, unreadable }
}

export const readSecrets = (text: string): Secrets => Secrets.parse(JSON.parse(text))

/**
 * Of no effect before the data is in its place.
 * @param move of this one take
 */
export async function keepMovedSecrets(
  { host }: Services,
  move: string,
  secrets: Secrets,
): Promise<void> {
  const before: z.infer<typeof Waiting>['before'] = {}
  for (const name of Object.keys(secrets)) {
    const present = await hashOf(host, name)
    if (present !== undefined) before[name] = present
  }
  await host.secrets.set(`${waitingName}-${move}`, JSON.stringify({ move, secrets, before }))
}

/** Null for nothing; undefined where it cannot be read now. */
async function hashOf({ secrets }: Services['host'], name: string) {
  try {
    const value = await secrets.get(name)
    return value === null ? null : createHash('sha256').update(value).digest('hex')
  } catch (error) {
    if (error instanceof UnreadableSecretError) return undefined
    throw error
  }
}

/** @param path where it is made ready: it takes its place with the data it is about */
export const writeMoved = (path: string, move: string): void =>
  writeDurably(path, JSON.stringify({ move }))

/**
 * Whether the data of that move is in its place. The word that this computer may send again takes
 * `sending.json` away, and is no word about passwords.
 */
export function isMoved({ host: { dataFolder } }: Services, move: string): boolean {
  try {
    const moved: unknown = JSON.parse(readFileSync(join(dataFolder, 'moved.json'), 'utf8'))
    if (Moved.parse(moved).move === move) return true
  } catch {
    // None, or one that nobody can read.
  }
  return readSendingStop(dataFolder)?.move === move
}

/** Those that came with the data that is here, and could not be put under their names so far. */
export async function movedSecretsWait(services: Services): Promise<boolean> {
  const names = await services.host.secrets.names()
  return names.some(
    (name) =>
      name.startsWith(`${waitingName}-`) && isMoved(services, name.slice(waitingName.length + 1)),
  )
}

/**
 * Puts them under their names where the move went through, and forgets them where it did not. What
 * the keychain does not give stays. May be repeated after a kill at any point.
 */
export async function takeMovedSecrets(services: Services): Promise<void> {
  const { host } = services
  for (const name of await host.secrets.names()) {
    if (!name.startsWith(waitingName)) continue
    const kept = await host.secrets.get(name).catch((error: unknown) => {
      if (error instanceof UnreadableSecretError) return null
      throw error
    })
    if (kept === null) continue
    const { move, secrets, before } = Waiting.parse(JSON.parse(kept))
    if (isMoved(services, move)) await putInPlace(services, secrets, before)
    await host.secrets.delete(name)
  }
}

/**
 * Passphrases are added: backups that were made here must go on being opened here. What was entered
 * while they waited is newer, and stays.
 */
async function putInPlace(
  services: Services,
  secrets: Secrets,
  before: z.infer<typeof Waiting>['before'],
): Promise<void> {
  const { host } = services
  for (const [name, value] of Object.entries(secrets)) {
    if (isPassphraseName(name)) continue
    const present = await hashOf(host, name)
    const isNewer = Object.hasOwn(before, name) && present != null && present !== before[name]
    if (isNewer)
      host.log('info', 'What was entered since stays; what came with a move goes.', { name })
    else await host.secrets.set(name, value)
  }
  await addPassphrases(
    services,
    Object.entries(secrets).flatMap(([name, value]) => (isPassphraseName(name) ? [value] : [])),
  )
}
