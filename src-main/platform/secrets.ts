// Where passwords and keys rest. The contract never reads them back; only the part that needs one
// asks here.

export type SecretStore = {
  /** A machine word for the protection in force, e.g. `key_file` or `os_keychain`. */
  readonly kind: string
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  delete(name: string): Promise<void>
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
  }
}
