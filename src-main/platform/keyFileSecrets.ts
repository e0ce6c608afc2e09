// Secrets in a file encrypted with a key in another file that only the user can read: the last
// resort where the system offers no keychain. It protects backups and shared copies of the
// database, not against another program of the same user, and says so.
import { z } from 'zod'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretStore } from './secrets.ts'

const keyBytes = 32
const Sealed = z.record(z.string(), z.string())
type Sealed = z.infer<typeof Sealed>

/**
 * @param folder where `secrets.key` and `secrets.json` rest; made when missing, readable by the
 * user only
 * @throws if the key does not open the file: nothing is overwritten then
 */
export async function openKeyFileSecrets(folder: string): Promise<SecretStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = await readOrMakeKey(join(folder, 'secrets.key'))
  const path = join(folder, 'secrets.json')
  let last: Promise<unknown> = Promise.resolve()
  const change = (edit: (sealed: Sealed) => void): Promise<void> => {
    const done = last.then(async () => {
      const sealed = await readSealed(path)
      edit(sealed)
      await replaceFile(path, JSON.stringify(sealed))
    })
    last = done.catch(() => undefined)
    return done
  }
  return {
    kind: 'key_file',
    async get(name) {
      await last
      const sealed = (await readSealed(path))[name]
      return sealed === undefined ? null : unseal(key, name, sealed)
    },
    set: (name, value) => change((sealed) => void (sealed[name] = seal(key, name, value))),
    delete: (name) => change((sealed) => void delete sealed[name]),
  }
}

async function readOrMakeKey(path: string): Promise<Buffer> {
  if (!existsSync(path)) {
    // Whole or not at all: a key cut short by a full disk would stand in the way for ever. Of two
    // that make one at once, one wins.
    const own = `${path}.${randomBytes(6).toString('hex')}`
    try {
      await writeFile(own, randomBytes(keyBytes), { mode: 0o600, flush: true })
      await link(own, path).catch((error: unknown) => {
        // Some file systems know no second name for a file.
        if (!isCode(error, 'EEXIST')) return rename(own, path)
      })
    } finally {
      await rm(own, { force: true })
    }
  }
  const key = await readFile(path)
  if (key.length !== keyBytes)
    throw new Error(
      'The key file of the secrets is damaged: passwords must be entered again once it is removed.',
    )
  return key
}

async function readSealed(path: string): Promise<Sealed> {
  try {
    return Sealed.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return {}
    throw error
  }
}

async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
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

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
