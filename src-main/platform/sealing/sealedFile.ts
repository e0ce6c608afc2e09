// Files of any size sealed under a passphrase, frame by frame: read and written with bounded memory,
// and never opened by half. The format is described in docs/decisions/0062.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import {
  headerBytes,
  keyOf,
  newHeader,
  openFrame,
  readHeader,
  SealError,
  sealFrame,
  tagBytes,
  type SealOptions,
} from './sealHeader.ts'

export type SealedWriter = {
  write(part: Uint8Array): void
  /** The last frame, on the disk: without it the file is no whole one. */
  finish(): void
  /** Of no effect after the end. What was written stays, and can be opened by nobody. */
  close(): void
}

/** @throws what the system says where it cannot be written */
export async function createSealedFile(
  path: string,
  passphrase: string,
  options: SealOptions = {},
): Promise<SealedWriter> {
  const { bytes, key, frameBytes } = await newHeader(passphrase, options)
  let file: number | null = openSync(path, 'w', 0o600)
  const waiting = Buffer.alloc(frameBytes)
  let filled = 0
  let frame = 0
  const put = (content: Uint8Array) => {
    if (file === null) throw new Error('The sealed file is closed.')
    for (let at = 0; at < content.length;) at += writeSync(file, content, at)
  }
  const endFrame = (isLast: boolean) => {
    put(sealFrame(key, frame, isLast, waiting.subarray(0, filled)))
    frame += 1
    filled = 0
  }
  const close = () => {
    if (file !== null) closeSync(file)
    file = null
  }
  put(bytes)
  return {
    close,
    write(part) {
      for (let at = 0; at < part.length;) {
        // Only what comes after it shows that a full frame is not the last one.
        if (filled === frameBytes) endFrame(false)
        const taken = part.subarray(at, at + frameBytes - filled)
        waiting.set(taken, filled)
        filled += taken.length
        at += taken.length
      }
    },
    finish() {
      endFrame(true)
      if (file !== null) fsyncSync(file)
      close()
    },
  }
}

/**
 * Its content, part by part; each part is as it was written. Only the end says that nothing is
 * missing: whoever reads relies on no part before it.
 * @throws SealError
 */
export async function* unsealed(path: string, passphrase: string): AsyncGenerator<Buffer> {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(headerBytes)
    const header = readHeader(start.subarray(0, readSync(file, start, 0, headerBytes, 0)))
    const key = await keyOf(header, passphrase)
    const { size } = fstatSync(file)
    const sealed = Buffer.alloc(header.frameBytes + tagBytes)
    let at = headerBytes
    for (let frame = 0, isLast = false; !isLast; frame += 1) {
      const read = readSync(file, sealed, 0, sealed.length, at)
      at += read
      isLast = at >= size
      if (read < tagBytes) throw new SealError('damaged', 'It was cut short.')
      const part = sealed.subarray(0, read)
      const clear = openFrame(key, frame, isLast, part)
      if (clear === null) throw notAsWritten(isLast && openFrame(key, frame, false, part) !== null)
      yield clear
    }
  } finally {
    closeSync(file)
  }
}

const notAsWritten = (isCut: boolean): SealError =>
  new SealError('damaged', isCut ? 'It was cut short.' : 'It is not what was written any more.')

/** Of a folder that answers slowly nobody else waits. @throws SealError, but not of a wrong passphrase */
export async function opensWith(path: string, passphrase: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
    await keyOf(readHeader(buffer.subarray(0, bytesRead)), passphrase)
    return true
  } catch (error) {
    if (error instanceof SealError && error.problem === 'wrong') return false
    throw error
  } finally {
    await file.close()
  }
}
