// Secrets that may go to one place only: a password for one server, a key for one address. The
// place is part of the name under which the secret rests, so whatever fails between the secret
// store and the database, none is ever read for another place than its own.
import { readableSecret, type SecretStore } from './secrets.ts'

/** `place` is where it may be sent, as the database says it; `name` whose it is. */
export type BoundSecret = { name: string; place: string }

const boundName = ({ name, place }: BoundSecret) => `${name}@${place}`

/** @returns null if none was given for this place, or none that can be read: it is to be entered again */
export async function readBoundSecret(
  secrets: SecretStore,
  bound: BoundSecret,
): Promise<string | null> {
  // Secrets of earlier versions rest under the plain name; `changeBoundSecret` binds them before
  // their place changes.
  return (
    (await readableSecret(secrets, boundName(bound))) ?? (await readableSecret(secrets, bound.name))
  )
}

export type SecretChange = {
  name: string
  /** The place the database names now, and after `write`; null if there is none. */
  before: string | null
  after: string | null
  /** The new secret. Null takes it away; undefined keeps it where the place stays. */
  value: string | null | undefined
}

/**
 * Changes a secret together with the row that names its place. Where `write` fails the row still
 * finds the secret of its own place.
 * @param write stores the new place in the database, in one transaction
 */
export async function changeBoundSecret<T>(
  secrets: SecretStore,
  { name, before, after, value }: SecretChange,
  write: () => Promise<T>,
): Promise<T> {
  await bindEarlier(secrets, name, before)
  if (after !== null && value != null) await secrets.set(boundName({ name, place: after }), value)
  // What an attempt that failed once left for this place must not come back by itself.
  else if (after !== null && after !== before)
    await secrets.delete(boundName({ name, place: after }))
  const result = await write()
  if (before !== null && before !== after) await secrets.delete(boundName({ name, place: before }))
  if (after !== null && value === null) await secrets.delete(boundName({ name, place: after }))
  return result
}

async function bindEarlier(
  secrets: SecretStore,
  name: string,
  place: string | null,
): Promise<void> {
  const earlier = await readableSecret(secrets, name)
  if (earlier === null) return
  if (place !== null && (await readableSecret(secrets, boundName({ name, place }))) === null)
    await secrets.set(boundName({ name, place }), earlier)
  await secrets.delete(name)
}
