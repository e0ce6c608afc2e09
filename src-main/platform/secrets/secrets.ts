// Where passwords and keys rest. The contract never reads them back; only the part that needs one
// asks here.

export type SecretStore = {
  /** A machine word for the protection in force, e.g. `key_file` or `os_keychain`. */
  readonly kind: string
  /**
   * Null if there is none.
   * @throws UnreadableSecretError if there is one that cannot be read
   */
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  delete(name: string): Promise<void>
  /** Of everything that is kept, readable or not. */
  names(): Promise<string[]>
}

/**
 * A secret that was kept and cannot be read: sealed by a keychain or a key that is not here, or
 * changed since. Entered again, it is read again.
 */
export class UnreadableSecretError extends Error {
  override name = 'UnreadableSecretError'
  constructor(name: string, cause: unknown) {
    super(`The secret "${name}" is kept and cannot be read here.`, { cause })
  }
}

/** For what its user can enter again: one that cannot be read is as good as none. */
export async function readableSecret(secrets: SecretStore, name: string): Promise<string | null> {
  try {
    return await secrets.get(name)
  } catch (error) {
    if (error instanceof UnreadableSecretError) return null
    throw error
  }
}

/** Secrets that vanish with the process: for tests. */
export function memorySecrets(): SecretStore {
  const values = new Map<string, string>()
  return {
    kind: 'memory',
    async get(name) {
      return values.get(name) ?? null
    },
    async set(name, value) {
      values.set(name, value)
    },
    async delete(name) {
      values.delete(name)
    },
    async names() {
      return [...values.keys()]
    },
  }
}
