// Secrets encrypted by the system's keychain. Where the system has none worth the name, the
// key-file store takes over and says so.
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'
import { createSealedSecrets } from '#main/platform/sealedSecrets.ts'
import type { SecretStore } from '#main/platform/secrets.ts'

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
  const kept = createSealedSecrets('os_keychain', path, {
    seal: (_name, value) => safeStorage.encryptString(value).toString('base64'),
    // Throws where another machine's keychain sealed it.
    unseal: (_name, sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  })
  return {
    kind: kept.kind,
    get: async (name) => (await kept.get(name)) ?? (await earlier.get(name)),
    async set(name, value) {
      await kept.set(name, value)
      await earlier.delete(name)
    },
    async delete(name) {
      await kept.delete(name)
      await earlier.delete(name)
    },
  }
}
