// Secrets in a file encrypted with a key in another file that only the user can read: the last
// resort where the system offers no keychain. It protects backups and shared copies of the
// database, not against another program of the same user, and says so.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { asideName, isCode } from '../files/keptAside.ts'
import { keepPrivate } from '../files/privateFile.ts'
import { createSealedSecrets } from './sealedSecrets.ts'
import type { SecretStore } from './secrets.ts'
import { writeOnce } from '../files/wholeFiles.ts'

const keyBytes = 32

/**
 * A key that is damaged is kept aside and replaced: what it sealed cannot be read, and is told by
 * name when it is asked for.
 * @param folder where `secrets.key` and `secrets.json` rest; made when missing, readable by the
 * user only
 */
export async function openKeyFileSecrets(folder: string): Promise<SecretStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = await readOrMakeKey(join(folder, 'secrets.key'))
  return createSealedSecrets('key_file', join(folder, 'secrets.json'), {
    seal: (name, value) => seal(key, name, value),
    unseal: (name, sealed) => unseal(key, name, sealed),
  })
}

async function readOrMakeKey(path: string): Promise<Buffer> {
  keepPrivate(path, { make: false })
  const kept = await readFile(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
  if (kept?.length === keyBytes) return kept
  if (kept !== null) await rename(path, asideName(path))
  await writeOnce(path, randomBytes(keyBytes))
  return readFile(path)
}

// The name is authenticated with the value, so that two entries cannot be swapped.
function seal(key: Buffer, name: string, value: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name))
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function unseal(key: Buffer, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
