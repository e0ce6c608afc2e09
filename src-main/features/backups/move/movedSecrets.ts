// Passwords and keys on their way: sealed by the new computer before the data takes its place, and put
// under their names once it has.
import { z } from 'zod'
import { readSendingStop } from '#main/core/sendingStop.ts'
import type { Services } from '#main/core/services.ts'
import { UnreadableSecretError } from '#main/platform/secrets.ts'

const waitingName = 'moved-secrets'
const Secrets = z.record(z.string(), z.string())
export type Secrets = z.infer<typeof Secrets>
const Waiting = z.object({ move: z.string(), secrets: Secrets })

/** Everything that can be read here; what cannot is counted. */
export async function readableSecrets({
  host,
}: Services): Promise<{ secrets: Secrets; unreadable: number }> {
  const secrets: Secrets = {}
  let unreadable = 0
  for (const name of await host.secrets.names()) {
    if (name === waitingName) continue
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

/** Of no effect before the data of that move is in its place. */
export const keepMovedSecrets = (
  { host }: Services,
  move: string,
  secrets: Secrets,
): Promise<void> => host.secrets.set(waitingName, JSON.stringify({ move, secrets }))

/**
 * Puts them under their names where the move went through, and forgets them where it did not. May be
 * repeated after a kill at any point.
 */
export async function takeMovedSecrets(services: Services): Promise<void> {
  const { host } = services
  const kept = await host.secrets.get(waitingName).catch((error: unknown) => {
    if (error instanceof UnreadableSecretError) return null
    throw error
  })
  if (kept === null) return
  const { move, secrets } = Waiting.parse(JSON.parse(kept))
  if (readSendingStop(host.dataFolder)?.move === move)
    for (const [name, value] of Object.entries(secrets)) await host.secrets.set(name, value)
  await host.secrets.delete(waitingName)
}
