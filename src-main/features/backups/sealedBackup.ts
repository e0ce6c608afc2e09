// A backup sealed under a passphrase, in the thread that makes it: opened again and compared before it
// counts.
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { damageError } from '#main/database/damage/fileLook.ts'
import { syncFolder } from '#main/platform/files/durableFiles.ts'
import { createSealedFile, unsealed } from '#main/platform/sealing/sealedFile.ts'

const partBytes = 1024 * 1024

/** @param told after each part, with its bytes; what it throws ends the work */
export async function sealChecked(
  clear: string,
  target: string,
  passphrase: string,
  told: (bytes: number) => void,
): Promise<void> {
  const hash = createHash('sha256')
  const writer = await createSealedFile(target, passphrase)
  try {
    for await (const chunk of createReadStream(clear, { highWaterMark: partBytes })) {
      const part = chunk as Buffer
      hash.update(part)
      writer.write(part)
      told(part.length)
    }
    writer.finish()
  } finally {
    writer.close()
  }
  if ((await sealedHash(target, passphrase, told)) !== hash.digest('hex'))
    throw damageError('what was sealed is not what was copied.')
}

/** Of the content, read from the disk as anybody would who has nothing but the passphrase. */
async function sealedHash(
  path: string,
  passphrase: string,
  told: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of unsealed(path, passphrase)) {
    hash.update(part)
    told(part.length)
  }
  return hash.digest('hex')
}

/**
 * The content in clear, under its name once it is whole.
 * @throws SealError
 */
export async function openSealed(
  source: string,
  target: string,
  passphrase: string,
  told: (bytes: number) => void,
): Promise<void> {
  const unfinished = `${target}.new`
  const file = openSync(unfinished, 'w', 0o600)
  try {
    try {
      for await (const part of unsealed(source, passphrase)) {
        for (let at = 0; at < part.length;) at += writeSync(file, part, at)
        told(part.length)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, target)
    syncFolder(dirname(target))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}
