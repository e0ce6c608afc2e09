// Secrets sealed one by one in a JSON file. What of it can be read goes on being read; what cannot
// is told by its name, and the file is kept aside before anything is written over it.
import { z } from 'zod'
import { copyFile, readFile } from 'node:fs/promises'
import { asideName, isCode } from '../files/keptAside.ts'
import { keepPrivate } from '../files/privateFile.ts'
import { type SecretStore, UnreadableSecretError } from './secrets.ts'
import { replaceFile } from '../files/wholeFiles.ts'

const Sealed = z.record(z.string(), z.string())
type Sealed = z.infer<typeof Sealed>
/** `isDamaged`: more stood in the file than could be read. */
type Read = { sealed: Sealed; isDamaged: boolean }

export type Seal = {
  seal(name: string, value: string): string | Promise<string>
  /** @throws if it was sealed by another key, or changed */
  unseal(name: string, sealed: string): string | Promise<string>
}

/** @param path of the file; made with the first secret, readable by the user only */
export function createSealedSecrets(
  kind: string,
  path: string,
  { seal, unseal }: Seal,
): SecretStore {
  keepPrivate(path, { make: false })
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
  const isReadable = async (name: string, sealed: string): Promise<boolean> => {
    try {
      await unseal(name, sealed)
      return true
    } catch {
      return false
    }
  }
  const change = (name: string, edit: (sealed: Sealed) => Promise<void> | void): Promise<void> =>
    inTurn(async () => {
      const { sealed, isDamaged } = await readSealed(path)
      const present = sealed[name]
      if (isDamaged || (present !== undefined && !(await isReadable(name, present))))
        await copyFile(path, asideName(path))
      await edit(sealed)
      await replaceFile(path, JSON.stringify(sealed))
    })
  return {
    kind,
    get: (name) =>
      inTurn(async () => {
        const sealed = (await readSealed(path)).sealed[name]
        if (sealed === undefined) return null
        try {
          return await unseal(name, sealed)
        } catch (error) {
          throw new UnreadableSecretError(name, error)
        }
      }),
    set: (name, value) =>
      change(name, async (sealed) => {
        sealed[name] = await seal(name, value)
      }),
    delete: (name) => change(name, (sealed) => void delete sealed[name]),
    names: () => inTurn(async () => Object.keys((await readSealed(path)).sealed)),
  }
}

async function readSealed(path: string): Promise<Read> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { sealed: {}, isDamaged: false }
    throw error
  }
  try {
    return { sealed: Sealed.parse(JSON.parse(text)), isDamaged: false }
  } catch {
    return { sealed: wholeEntries(text), isDamaged: true }
  }
}

/** Each entry is sealed by itself, with its name: those that were not cut are as good as before. */
function wholeEntries(text: string): Sealed {
  const entries = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"([A-Za-z0-9+/]+={0,2})"/g)]
  return Object.fromEntries(
    entries.flatMap(([, name, sealed]) => {
      try {
        return [[z.string().parse(JSON.parse(`"${name}"`)), sealed as string]]
      } catch {
        // No name of ours.
        return []
      }
    }),
  )
}
