// The secret of this installation from which message identities are made. Created once; losing it
// only makes new identities.
import { randomBytes } from 'node:crypto'
import type { SecretStore } from '#main/platform/secrets.ts'

const name = 'install-key'

/** Reads the key; creates it if there is none. */
export async function readInstallKey(secrets: SecretStore): Promise<string> {
  const stored = await secrets.get(name)
  if (stored !== null) return stored
  const created = randomBytes(32).toString('base64')
  await secrets.set(name, created)
  return created
}
