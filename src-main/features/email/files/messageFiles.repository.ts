// The files a message went out with, fixed with its version: what is changed in the campaign later
// changes nothing of it.
import type { SentFile } from '#shared/contract/outbox.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { MessageFile } from '#main/mail/mimeFiles.ts'
import { contentIdOf, type FileKind } from '#shared/rules/sending/messageFiles.ts'
import { selectPiecesSql } from './fileContents.repository.ts'

/**
 * Parameters: version, campaign. All attachments, and the pictures that the campaign's HTML shows.
 */
export const freezeFilesSql = `INSERT INTO message_files (message_version_id, position, kind, hash, name, type)
  SELECT ?, row_number() OVER (ORDER BY files.kind = 'attachment', files.id), files.kind, files.hash, files.name, files.type
  FROM campaign_files AS files JOIN campaigns ON campaigns.id = files.campaign_id
  WHERE files.campaign_id = ? AND (files.kind = 'attachment' OR instr(lower(campaigns.html), 'cid:' || files.hash || '@webox') > 0)`

/** The same files for a version that says the same from another sender. */
export async function copyMessageFiles(
  transaction: Pick<Transaction, 'sql'>,
  from: number,
  to: number,
): Promise<void> {
  await transaction.sql(
    `INSERT INTO message_files (message_version_id, position, kind, hash, name, type)
     SELECT ?, position, kind, hash, name, type FROM message_files WHERE message_version_id = ?`,
    [to, from],
  )
}

type FileRow = { kind: FileKind; hash: string; name: string; type: string; bytes: number | null }

/** Parameter: version. */
const selectMessageFilesSql = `SELECT files.kind, files.hash, files.name, files.type, contents.bytes FROM message_files AS files
  LEFT JOIN file_contents AS contents ON contents.hash = files.hash WHERE files.message_version_id = ? ORDER BY position`

const sentFile = rowOf({
  kind: text<FileKind>(),
  hash: text(),
  name: text(),
  type: text(),
  bytes: integer(),
})

/** The files that went out with a version, for who looks at one of its messages. */
export const filesOfVersion = (database: Pick<Database, 'all'>, versionId: number): SentFile[] =>
  database.all(
    sentFile,
    `SELECT files.kind, files.hash, files.name, files.type, contents.bytes FROM message_files AS files
     JOIN file_contents AS contents ON contents.hash = files.hash WHERE files.message_version_id = ? ORDER BY position`,
    [versionId],
  )

/**
 * Reads the files of a version with their contents, in a thread of its own.
 * @throws if a content, or a piece of it, is missing: a message is not sent without what it had
 */
export function messageFileReader(
  connection: SqliteConnection,
): (versionId: number) => MessageFile[] {
  const files = connection.prepare<[number], FileRow>(selectMessageFilesSql)
  const pieces = connection.prepare<[string], { content: Buffer }>(selectPiecesSql)
  return (versionId) =>
    files.all(versionId).map(({ kind, hash, name, type, bytes }) => {
      const content = Buffer.concat(pieces.all(hash).map((piece) => piece.content))
      if (content.length === 0 || content.length !== bytes)
        throw new Error(`The content of the file ${name} is missing.`)
      return { kind, contentId: contentIdOf(hash), name, type, content }
    })
}
