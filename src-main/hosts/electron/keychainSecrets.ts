// Secrets encrypted by the system's keychain. Where the system has none worth the name, the
// key-file store takes over and says so; what a keychain sealed before waits for it to come back.
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { openKeyFileSecrets } from '#main/platform/keyFileSecrets.ts'
import { createSealedSecrets } from '#main/platform/sealedSecrets.ts'
import { UnreadableSecretError, type SecretStore } from '#main/platform/secrets.ts'

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
const hasPretence = (platform: NodeJS.Platform): boolean =>
  platform === 'linux' &&
  ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())

/** Ask only once the application is ready: this is what opens the keychain, and may ask its user. */
export async function hasKeychain(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  return (
    !hasPretence(platform) &&
    // A keychain that fails while it is opened is none today.
    (await safeStorage.isAsyncEncryptionAvailable().catch(() => false))
  )
}

/** @param folder the data folder */
export async function openDesktopSecrets(
  folder: string,
  { platform = process.platform, whenSeen = Promise.resolve() }: DesktopSecrets = {},
): Promise<SecretStore> {
  const keyFile = await openKeyFileSecrets(folder)
  const kept = keychainStore(join(folder, 'secrets.keychain.json'))
  let isOpen: boolean | null = null
  let opening: Promise<boolean> | null = null
  const isKeychain = (): Promise<boolean> =>
    (opening ??= whenSeen.then(() => hasKeychain(platform)).then((isThere) => (isOpen = isThere)))
  /** Where a value goes, and where an older one of its name would be. */
  const stores = async (): Promise<[now: SecretStore, other: SecretStore]> =>
    (await isKeychain()) ? [kept, keyFile] : [keyFile, kept]
  return {
    // Before it is known, what the system says without being opened.
    get kind() {
      return (isOpen ?? !hasPretence(platform)) ? kept.kind : keyFile.kind
    },
    async get(name) {
      const [now, other] = await stores()
      // Sealed by a keychain that is not here today: unreadable, not gone.
      return (await now.get(name)) ?? (await other.get(name))
    },
    async set(name, value) {
      const [now, other] = await stores()
      await now.set(name, value)
      await forget(other, name)
    },
    async delete(name) {
      for (const store of await stores()) await forget(store, name)
    },
    names: async () => [...new Set([...(await kept.names()), ...(await keyFile.names())])],
  }
}

/** Deletes what is there, readable or not, and writes nothing where there is nothing. */
async function forget(store: SecretStore, name: string): Promise<void> {
  const isThere = await store.get(name).then(
    (value) => value !== null,
    (error: unknown) => {
      if (error instanceof UnreadableSecretError) return true
      throw error
    },
  )
  if (isThere) await store.delete(name)
}

const keychainStore = (path: string): SecretStore =>
  createSealedSecrets('os_keychain', path, {
    seal: async (_name, value) => (await safeStorage.encryptStringAsync(value)).toString('base64'),
    // Throws where another machine's keychain sealed it, or where there is none today.
    unseal: async (_name, sealed) =>
      (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
  })
