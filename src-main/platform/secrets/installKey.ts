// The secret of this installation from which message identities are made. Made once and never a
// second time: the ledger knows who was written to by identities that only this key gives.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { asideName, isCode } from '../files/keptAside.ts'
import { keepPrivate } from '../files/privateFile.ts'
import { type SecretStore, UnreadableSecretError } from './secrets.ts'
import { writeOnce } from '../files/wholeFiles.ts'

const name = 'install-key'
/**
 * The key beside the ledger it belongs to, for the user only: passwords may become unreadable (a
 * lost key, another machine's keychain), and it must not with them.
 */
const installKeyFile = 'install.key'
const ledgerFile = 'ledger.db'

/** The folder has sent before, and the key it did so with is gone. */
export class InstallKeyLostError extends Error {
  override name = 'InstallKeyLostError'
  constructor() {
    super(
      `The key of message identities cannot be read, and a second one is never made: put ${installKeyFile}, or secrets.json with secrets.key, back from a copy of the data folder.`,
    )
  }
}

/**
 * Reads the key; makes it in a folder that has never sent.
 * @throws InstallKeyLostError
 */
export async function readInstallKey(secrets: SecretStore, folder: string): Promise<string> {
  const path = join(folder, installKeyFile)
  keepPrivate(path, { make: false })
  const kept = await readKey(path)
  if (kept !== null) return kept
  const stored = await storedKey(secrets)
  if (stored === null && existsSync(join(folder, ledgerFile))) throw new InstallKeyLostError()
  if (existsSync(path)) await rename(path, asideName(path))
  await writeOnce(path, `${stored ?? randomBytes(32).toString('base64')}\n`)
  const key = await readKey(path)
  if (key === null) throw new InstallKeyLostError()
  // Kept in two places: either may become unreadable alone.
  if (stored === null) await secrets.set(name, key)
  return key
}

async function storedKey(secrets: SecretStore): Promise<string | null> {
  try {
    return await secrets.get(name)
  } catch (error) {
    throw error instanceof UnreadableSecretError ? new InstallKeyLostError() : error
  }
}

/** @returns null if there is none, or none that is whole */
async function readKey(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return ''
    throw error
  })
  const key = text.trim()
  return Buffer.from(key, 'base64').length === 32 && /^[A-Za-z0-9+/]{43}=$/.test(key) ? key : null
}
