// Pictures of pages, kept by their content's hash: the same picture twice is one.
import { createHash } from 'node:crypto'
import type { Services } from '#main/core/services.ts'
import type { Database } from '#main/database/database.ts'
import { blob, integer, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError } from '#main/platform/apiError.ts'
import { cleanPicture } from '#main/platform/pictures/pictureBytes.ts'
import { readPicture } from '#main/platform/pictures/pictureFormat.ts'

const image = rowOf({
  id: text(),
  extension: text<'png' | 'jpg' | 'webp'>(),
  width: integer(),
  height: integer(),
  content: blob(),
})
export type ImageRow = RowOfTable<typeof image>

const maxPictureBytes = 5 * 1024 * 1024

export const imagePath = ({ id, extension }: Pick<ImageRow, 'id' | 'extension'>): string =>
  `${id}.${extension}`

export function findImage(database: Database, id: string): ImageRow | null {
  return database.first(
    image,
    'SELECT id, extension, width, height, content FROM page_images WHERE id = ?',
    [id],
  )
}

export const hasImage = (database: Database, id: string): boolean =>
  database.count('SELECT count(*) AS n FROM page_images WHERE id = ?', [id]) > 0

/** @throws 422 if the file is no whole PNG, JPEG or WebP picture; 413 if it is larger than 5 MB */
export async function addImage(
  { database, host }: Services,
  file: File,
): Promise<{ id: string; bytes: number; width: number; height: number }> {
  if (file.size > maxPictureBytes)
    throw apiError('PAYLOAD_TOO_LARGE', 'image_unreadable', 'The picture is larger than 5 MB.', {
      field: 'file',
    })
  const bytes = Buffer.from(await file.arrayBuffer())
  const format = readPicture(bytes)
  // Pages show no moving pictures.
  const picture = format === null || format.extension === 'gif' ? null : cleanPicture(bytes, format)
  if (format === null || picture === null)
    throw apiError(
      'UNPROCESSABLE',
      'image_unreadable',
      'The file is no PNG, JPEG or WebP picture.',
      { field: 'file' },
    )
  const { content } = picture
  const id = createHash('sha256').update(content).digest('hex')
  await database.write(['funnels'], (transaction) =>
    transaction.sql(
      'INSERT INTO page_images (id, extension, width, height, content, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      [...[id, format.extension, picture.width, picture.height, content, host.clock.now()]],
    ),
  )
  return { id, bytes: content.length, width: picture.width, height: picture.height }
}

/** @throws 404 */
export function getImage({ database }: Services, id: string): File {
  const image = findImage(database, id)
  if (image === null) throw apiError('NOT_FOUND', 'unknown_id', 'There is no such picture.')
  const type = image.extension === 'jpg' ? 'image/jpeg' : `image/${image.extension}`
  return new File([new Uint8Array(image.content)], imagePath(image), { type })
}
