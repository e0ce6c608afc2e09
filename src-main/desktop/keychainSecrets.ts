// Secrets encrypted by the system's keychain.
import { join } from 'node:path'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { createSealedSecrets } from '#main/platform/secrets/sealedSecrets.ts'
import type { SecretStore } from '#main/platform/secrets/secrets.ts'
import { keychainOrKeyFile } from './desktopSecrets.ts'

/** Electron's `safeStorage`, as far as it is needed here. */
export type Keychain = {
  getSelectedStorageBackend(): string
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(value: string): Promise<Buffer>
  /** Throws what it cannot open. */
  decryptStringAsync(sealed: Buffer): Promise<{ result: string }>
}

type DesktopSecrets = {
  platform?: NodeJS.Platform
  /**
   * Settled once a window is there: systems ask for the keychain's password with a dialog of their
   * own, and nobody gives one to a program that is not to be seen yet.
   */
  whenSeen?: Promise<unknown>
}

/**
 * Linux without a keyring "encrypts" with a password that is in Electron's source: that is no
 * protection, and worse than a key file. Asks nobody anything.
 */
const hasPretence = (keychain: Keychain, platform: NodeJS.Platform): boolean =>
  platform === 'linux' && ['basic_text', 'unknown'].includes(keychain.getSelectedStorageBackend())

/** Ask only once the application is ready: this is what opens the keychain, and may ask its user. */
export async function hasKeychain(
  keychain: Keychain,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  return (
    !hasPretence(keychain, platform) &&
    // A keychain that fails while it is opened is none today.
    (await keychain.isAsyncEncryptionAvailable().catch(() => false))
  )
}

/** @param folder the data folder */
export async function openDesktopSecrets(
  folder: string,
  keychain: Keychain,
  { platform = process.platform, whenSeen = Promise.resolve() }: DesktopSecrets = {},
): Promise<SecretStore> {
  return keychainOrKeyFile(
    keychainStore(keychain, join(folder, 'secrets.keychain.json')),
    await openKeyFileSecrets(folder),
    {
      // Before it is known, what the system says without being opened.
      seemsThere: !hasPretence(keychain, platform),
      isThere: () => whenSeen.then(() => hasKeychain(keychain, platform)),
    },
  )
}

const keychainStore = (keychain: Keychain, path: string): SecretStore =>
  createSealedSecrets('os_keychain', path, {
    seal: async (_name, value) => (await keychain.encryptStringAsync(value)).toString('base64'),
    // Throws where another machine's keychain sealed it, or where there is none today.
    unseal: async (_name, sealed) =>
      (await keychain.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
  })
