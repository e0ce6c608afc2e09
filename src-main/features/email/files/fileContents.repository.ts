// Contents of files, kept once by their hash and in pieces: a long one written in a single statement
// would hold the main thread for as long as the disk takes.
import { webcrypto } from 'node:crypto'
import type { Services } from '#main/core/services.ts'
import { blob, flag, integer } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'

/** Bytes of a piece. */
const pieceLength = 256 * 1024

/** What is known of a picture by its content. */
export type PictureFacts = { type: string; width: number; height: number }

const known = rowOf({ isWhole: flag() })
const piece = rowOf({ content: blob() })

/** Parameter: hash. A file's pieces in their order. */
export const selectPiecesSql = 'SELECT content FROM file_pieces WHERE hash = ? ORDER BY position'

/**
 * Keeps a content that is not kept yet. Until something uses it, it is safe for an hour.
 * @returns its hash
 */
export async function keepContent(
  { database, host }: Pick<Services, 'database' | 'host'>,
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', content)
  const hash = Buffer.from(digest).toString('hex')
  const isWhole = await database.write([], async (transaction) => {
    await transaction.sql(
      `INSERT INTO file_contents (hash, bytes, wanted_at) VALUES (?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET wanted_at = excluded.wanted_at`,
      [hash, content.length, host.clock.now()],
    )
    const row = await transaction.first(
      known,
      'SELECT is_whole AS isWhole FROM file_contents WHERE hash = ?',
      [hash],
    )
    return row?.isWhole === true
  })
  if (isWhole) return hash
  for (let from = 0; from < content.length; from += pieceLength) {
    await database.write([], (transaction) =>
      transaction.sql(
        'INSERT INTO file_pieces (hash, position, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        [hash, from / pieceLength, content.subarray(from, from + pieceLength)],
      ),
    )
    await yieldToEventLoop()
  }
  await database.write([], (transaction) =>
    transaction.sql('UPDATE file_contents SET is_whole = 1 WHERE hash = ?', [hash]),
  )
  return hash
}

/** Notes that a content is a picture, and which. */
export async function notePicture(
  transaction: Transaction,
  hash: string,
  { type, width, height }: PictureFacts,
): Promise<void> {
  await transaction.sql(
    'UPDATE file_contents SET picture_type = ?, width = ?, height = ? WHERE hash = ?',
    [type, width, height, hash],
  )
}

const pieceNumber = rowOf({ position: integer() })
const size = rowOf({ bytes: integer() })

/** A whole content, read piece by piece; null if it, or a piece of it, is not there. */
export async function readContent(
  database: Pick<Database, 'all' | 'first'>,
  hash: string,
): Promise<Buffer<ArrayBuffer> | null> {
  const whole = database.first(
    size,
    'SELECT bytes FROM file_contents WHERE hash = ? AND is_whole = 1',
    [hash],
  )
  if (whole === null) return null
  const numbers = database.all(
    pieceNumber,
    'SELECT position FROM file_pieces WHERE hash = ? ORDER BY position',
    [hash],
  )
  const pieces: Uint8Array[] = []
  for (const { position } of numbers) {
    const row = database.first(
      piece,
      'SELECT content FROM file_pieces WHERE hash = ? AND position = ?',
      [hash, position],
    )
    if (row === null) return null
    pieces.push(row.content)
    await yieldToEventLoop()
  }
  const content = Buffer.concat(pieces)
  return content.length === whole.bytes ? content : null
}
