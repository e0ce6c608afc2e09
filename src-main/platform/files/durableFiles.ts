// Large files that are on the disk, and not only on their way to it, before anybody relies on them.
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

const forUserOnly = 0o600

/** @returns the SHA-256 of a file, in hexadecimal */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** So that a new name outlives a power cut. Where a system knows no such thing, its own order must do. */
export function syncFolder(path: string): void {
  let folder: number | undefined
  try {
    folder = openSync(path, 'r')
    fsyncSync(folder)
  } catch {
    return
  } finally {
    if (folder !== undefined) closeSync(folder)
  }
}

/** A small file that is whole or not there. */
export function writeDurably(path: string, content: string): void {
  const unfinished = `${path}.new`
  const file = openSync(unfinished, 'w', forUserOnly)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
}

/**
 * @param told after each part, with the bytes so far; what it throws ends the copying
 * @returns the SHA-256 of what was read
 */
export async function copyDurably(
  source: string,
  target: string,
  told: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256')
  const file = openSync(target, 'w', forUserOnly)
  try {
    let bytes = 0
    for await (const chunk of createReadStream(source, { highWaterMark: 1024 * 1024 })) {
      const part = chunk as Buffer
      hash.update(part)
      for (let at = 0; at < part.length;) at += writeSync(file, part, at)
      told((bytes += part.length))
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
