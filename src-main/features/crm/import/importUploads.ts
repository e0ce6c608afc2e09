// Files that were handed over wait in a folder of their own until they are imported, a day at most.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Services } from '#main/core/services.ts'
import { maxContactFileBytes } from '#shared/rules/opening/contactFiles.ts'
import { apiError } from '#main/platform/apiError.ts'
import { spreadAddressList } from './formats/addressList.ts'

const uploadLifetime = 24 * 60 * 60 * 1000

export const uploadFolder = (services: Services) => join(services.host.dataFolder, 'uploads')
const unfinishedEnd = '.part'
export const uploadedName = (uploadId: string) => uploadId.slice(37)

/** As the user knows it, without what some system takes in no name, and as long as any takes it. */
const nameOnDisk = (name: string): string => name.replace(/[\p{C}<>:"/\\|?*]+/gu, '_').slice(-60)

/** Keeps a file that was handed over, a day at most. @throws 413, 422 if it is empty */
export async function keepUpload(services: Services, file: File): Promise<string> {
  if (file.size > maxContactFileBytes)
    throw apiError('PAYLOAD_TOO_LARGE', 'file_too_large', 'The file is larger than 200 MB.', {
      field: 'file',
    })
  if (file.size === 0)
    throw apiError('UNPROCESSABLE', 'file_empty', 'The file is empty.', { field: 'file' })
  const folder = uploadFolder(services)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeOldUploads(services)
  const uploadId = `${randomUUID()}-${nameOnDisk(file.name || 'contacts.csv')}`
  const unfinished = join(folder, `${uploadId}${unfinishedEnd}`)
  try {
    await pipeline(
      Readable.fromWeb(file.stream() as NodeReadableStream),
      createWriteStream(unfinished, { mode: 0o600 }),
    )
    await spreadAddressList(unfinished)
    await rename(unfinished, join(folder, uploadId))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return uploadId
}

/**
 * At the start nothing is being handed over or imported: what a killed process left of that goes.
 * @param fileNames of imports that were cut off
 */
export async function removeLeftUploads(services: Services, fileNames: string[]): Promise<void> {
  const folder = uploadFolder(services)
  for (const name of await readdir(folder).catch(() => []))
    if (name.endsWith(unfinishedEnd) || fileNames.includes(uploadedName(name)))
      await rm(join(folder, name), { force: true })
}

/** @throws 404 if it is gone, or was never ours */
export async function uploadPath(services: Services, uploadId: string): Promise<string> {
  const path = join(uploadFolder(services), uploadId)
  const isOurs = /^[0-9a-f-]{36}-[^/\\]+$/.test(uploadId)
  const exists =
    isOurs &&
    (await stat(path).then(
      (found) => found.isFile(),
      () => false,
    ))
  if (!exists)
    throw apiError(
      'NOT_FOUND',
      'unknown_id',
      'This upload is no longer there: choose the file again.',
    )
  return path
}

/** Files of people that were looked at and never imported. */
export async function removeOldUploads(services: Services): Promise<void> {
  const folder = uploadFolder(services)
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const written = await stat(path).then(
      (found) => found.mtimeMs,
      () => Number.POSITIVE_INFINITY,
    )
    if (services.host.clock.now() - written > uploadLifetime) await rm(path, { force: true })
  }
}
