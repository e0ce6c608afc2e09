// Reads single entries out of a ZIP file on the disk, as streams, and none that grows beyond reason.
// The directory at the file's end is what counts (APPNOTE 4.3.12): entries may stand in any order.
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { UnreadableFileError } from '../importErrors.ts'

export type ZipEntry = {
  name: string
  /** 0: stored, 8: deflated. */
  method: number
  /** In bytes, as it is stored and as it says it becomes: the latter is not believed. */
  compressedSize: number
  size: number
  /** Where its own header begins. */
  offset: number
}

/** More entries than any workbook has. */
const maxEntries = 20_000
/** The end record is the last thing but for a comment of 64 KB at most. */
const endLength = 22 + 0xffff
/** Bytes that one entry may become, whatever it is. */
const maxUnpacked = 4 * 1024 ** 3
/** What becomes more than this is held against how long it was: tables shrink ten to forty times. */
const unsuspected = 64 * 1024 ** 2
const maxRatio = 200

/** By name. @throws UnreadableFileError if the file is no ZIP, or one of a kind that is not read */
export async function readZipEntries(path: string): Promise<Map<string, ZipEntry>> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await readAt(file, Math.max(0, size - endLength), Math.min(size, endLength))
    const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
    if (end < 0 || end + 22 > tail.length) throw new UnreadableFileError('No ZIP directory.')
    const count = tail.readUInt16LE(end + 10)
    const length = tail.readUInt32LE(end + 12)
    const offset = tail.readUInt32LE(end + 16)
    // Larger ones keep theirs elsewhere (ZIP64); below the limit of a file none needs to.
    if (count > maxEntries || offset + length > size)
      throw new UnreadableFileError('The ZIP directory is not where it says.')
    return entriesOf(await readAt(file, offset, length))
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function entriesOf(directory: Buffer): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    if ((directory.readUInt16LE(at + 8) & 1) !== 0)
      throw new UnreadableFileError(`"${name}" is encrypted.`)
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

export type EntryStream = AsyncIterable<Buffer> & {
  /** As it is stored in the file. */
  bytesRead(): number
}

/** @throws UnreadableFileError while being read: a damaged entry, or one that never ends */
export function openEntry(path: string, entry: ZipEntry): EntryStream {
  let read = 0
  return {
    bytesRead: () => read,
    async *[Symbol.asyncIterator]() {
      if (entry.compressedSize === 0) return
      const start = await contentAt(path, entry)
      const source = createReadStream(path, {
        start,
        end: start + entry.compressedSize - 1,
        highWaterMark: 64 * 1024,
      })
      source.on('data', (piece) => (read += piece.length))
      const unpacked = entry.method === 0 ? source : source.pipe(createInflateRaw())
      source.on('error', (error) => unpacked.destroy(error))
      let size = 0
      try {
        for await (const piece of unpacked as AsyncIterable<Buffer>) {
          size += piece.length
          if (size > maxUnpacked || (size > unsuspected && size > read * maxRatio))
            throw new UnreadableFileError(`"${entry.name}" unpacks to more than any table holds.`)
          yield piece
        }
      } catch (error) {
        throw isZlibError(error)
          ? new UnreadableFileError(`"${entry.name}" is damaged: ${error.message}`)
          : error
      } finally {
        unpacked.destroy()
        source.destroy()
      }
    },
  }
}

/** Behind the entry's own header, whose length only it says. */
async function contentAt(path: string, { name, method, offset }: ZipEntry): Promise<number> {
  if (method !== 0 && method !== 8)
    throw new UnreadableFileError(`"${name}" is packed in a way that is not read (${method}).`)
  const file = await open(path)
  try {
    const header = await readAt(file, offset, 30)
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
      throw new UnreadableFileError(`"${name}" is not where the ZIP directory says.`)
    return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
