// Small files that are there whole or not at all, for the user only: one cut short by a full disk
// would stand in the way for ever.
import { randomBytes } from 'node:crypto'
import { link, rename, rm, writeFile } from 'node:fs/promises'
import { isCode } from './keptAside.ts'

/** Of several that make it at once one wins: read it afterwards. */
export async function writeOnce(path: string, content: string | Buffer): Promise<void> {
  await writtenBeside(path, content, (own) =>
    link(own, path).catch((error: unknown) => {
      // Some file systems know no second name for a file.
      if (!isCode(error, 'EEXIST')) return rename(own, path)
    }),
  )
}

/** Takes the place of the file that was there. */
export async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  await writtenBeside(path, content, (own) => rename(own, path))
}

/** Under a name of its own, so that two who write at once do not take each other's away. */
async function writtenBeside(
  path: string,
  content: string | Buffer,
  putInPlace: (own: string) => Promise<void>,
): Promise<void> {
  const own = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    await writeFile(own, content, { mode: 0o600, flush: true })
    await putInPlace(own)
  } finally {
    await rm(own, { force: true })
  }
}
