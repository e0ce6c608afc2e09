// The tokens of a sign-in in the secret store, bound to where they are renewed; what could not be
// written there yet is kept in memory and written at the next opportunity.
import { z } from 'zod'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { readBoundSecret, changeBoundSecret } from '#main/platform/secrets/boundSecrets.ts'

const KeptTokens = z.object({
  clientId: z.string(),
  clientSecret: z.string().nullable(),
  /** Mail servers that may be handed the access token. */
  hosts: z.array(z.string()),
  refreshToken: z.string(),
  accessToken: z.string(),
  /** Milliseconds since 1970: when it was taken, and until when it holds, where that was said. */
  takenAt: z.number(),
  validUntil: z.number().nullable(),
})
export type KeptTokens = z.infer<typeof KeptTokens>

type Place = { id: number; issuer: string }
type Holder = Pick<Services, 'host' | 'memory'>

/** A refresh token that the provider has replaced is worth nothing: its successor must not be lost. */
const unwrittenSlot = memorySlot(() => new Map<number, KeptTokens>())

const nameOf = (id: number): string => `sign-in:${id}`

/** @returns null if there are none, or none that can be read here */
export async function readTokens(services: Holder, place: Place): Promise<KeptTokens | null> {
  const unwritten = services.memory.of(unwrittenSlot).get(place.id)
  if (unwritten !== undefined) return unwritten
  const kept = await readBoundSecret(services.host.secrets, {
    name: nameOf(place.id),
    place: place.issuer,
  })
  return kept === null ? null : KeptTokens.parse(JSON.parse(kept))
}

/**
 * Durable once it resolves. Where that fails they are held in memory, and written by the next call.
 * @throws what the secret store says
 */
export async function writeTokens(
  services: Holder,
  { id, issuer }: Place,
  tokens: KeptTokens,
): Promise<void> {
  const unwritten = services.memory.of(unwrittenSlot)
  unwritten.set(id, tokens)
  await changeBoundSecret(
    services.host.secrets,
    { name: nameOf(id), before: issuer, after: issuer, value: JSON.stringify(tokens) },
    () => Promise.resolve(),
  )
  unwritten.delete(id)
}

/** Writes what could not be written before. @throws what the secret store says */
export async function writeLeftTokens(services: Holder, place: Place): Promise<void> {
  const unwritten = services.memory.of(unwrittenSlot).get(place.id)
  if (unwritten !== undefined) await writeTokens(services, place, unwritten)
}

export async function forgetTokens(services: Holder, { id, issuer }: Place): Promise<void> {
  services.memory.of(unwrittenSlot).delete(id)
  await changeBoundSecret(
    services.host.secrets,
    { name: nameOf(id), before: issuer, after: null, value: null },
    () => Promise.resolve(),
  )
}
