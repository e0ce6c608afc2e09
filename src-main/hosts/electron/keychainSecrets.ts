// Secrets encrypted by the system's keychain. Where the system has none worth the name, the
// key-file store takes over and says so.
import { z } from 'zod'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'
import type { SecretStore } from '#main/platform/secrets.ts'

const Sealed = z.record(z.string(), z.string())
type Sealed = z.infer<typeof Sealed>

/**
 * Linux without a keyring "encrypts" with a password that is in Electron's source: that is no
 * protection, and worse than a key file.
 * Ask only once the application is ready.
 */
export function hasKeychain(platform: NodeJS.Platform = process.platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return (
    platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  )
}

/** @param folder the data folder */
export async function openDesktopSecrets(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<SecretStore> {
  const keyFile = await openKeyFileSecrets(folder)
  return hasKeychain(platform)
    ? keychainSecrets(join(folder, 'secrets.keychain.json'), keyFile)
    : keyFile
}

/**
 * @param earlier holds what was entered while the local host ran on the same folder; it is read,
 * and superseded by new values
 */
function keychainSecrets(path: string, earlier: SecretStore): SecretStore {
  let last: Promise<unknown> = Promise.resolve()
  const change = (edit: (sealed: Sealed) => void): Promise<void> => {
    const done = last.then(async () => {
      const sealed = await readSealed(path)
      edit(sealed)
      await writeFile(`${path}.new`, JSON.stringify(sealed), { mode: 0o600, flush: true })
      await rename(`${path}.new`, path)
    })
    last = done.catch(() => undefined)
    return done
  }
  return {
    kind: 'os_keychain',
    async get(name) {
      await last
      const sealed = (await readSealed(path))[name]
      return sealed === undefined
        ? earlier.get(name)
        : safeStorage.decryptString(Buffer.from(sealed, 'base64'))
    },
    async set(name, value) {
      const sealed = safeStorage.encryptString(value).toString('base64')
      await change((all) => void (all[name] = sealed))
      await earlier.delete(name)
    },
    async delete(name) {
      await change((all) => void delete all[name])
      await earlier.delete(name)
    },
  }
}

async function readSealed(path: string): Promise<Sealed> {
  try {
    return Sealed.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
