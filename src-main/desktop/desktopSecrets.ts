// Secrets of a desktop: by the system's keychain, or, where it has none worth the name, by the key-file
// store, which says so. What a keychain sealed before waits for it to come back.
import { UnreadableSecretError, type SecretStore } from '#main/platform/secrets/secrets.ts'

/** @param keychain `isThere` opens it, and may ask its user; asked once, when a secret is first needed */
export function keychainOrKeyFile(
  kept: SecretStore,
  keyFile: SecretStore,
  keychain: { seemsThere: boolean; isThere: () => Promise<boolean> },
): SecretStore {
  let isOpen: boolean | null = null
  let opening: Promise<boolean> | null = null
  const isKeychain = (): Promise<boolean> =>
    (opening ??= keychain.isThere().then((isThere) => (isOpen = isThere)))
  /** Where a value goes, and where an older one of its name would be. */
  const stores = async (): Promise<[now: SecretStore, other: SecretStore]> =>
    (await isKeychain()) ? [kept, keyFile] : [keyFile, kept]
  return {
    get kind() {
      return (isOpen ?? keychain.seemsThere) ? kept.kind : keyFile.kind
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
