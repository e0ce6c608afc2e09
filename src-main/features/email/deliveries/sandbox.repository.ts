// The sandbox mailbox: messages of campaigns without an account, exactly as they would have been
// sent.
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import type { SandboxMessage } from '#shared/contract/outbox.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { filesOfVersion } from '../files/messageFiles.repository.ts'
import { unknownId } from '#main/platform/apiError.ts'

/** Parameters: outbox row or null, Message-ID, from, to, subject, html, text, now, version whose files it has or null. */
export const insertSandboxMessageSql = `INSERT INTO sandbox_messages
  (outbox_id, message_id, from_address, to_address, subject, html, text, received_at, message_version_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

const columns = `id, from_address AS "from", to_address AS "to", subject, html, text, message_id AS messageId, received_at AS receivedAt, message_version_id AS versionId`
const sandboxed = rowOf({
  id: integer(),
  from: text(),
  to: text(),
  subject: text(),
  html: text(),
  text: text(),
  messageId: text(),
  receivedAt: moment(),
  versionId: optional(integer()),
})
type Row = RowOfTable<typeof sandboxed>
const toMessage = (database: Database, { versionId, ...row }: Row): SandboxMessage => ({
  ...row,
  receivedAt: toTimestamp(row.receivedAt),
  files: versionId === null ? [] : filesOfVersion(database, versionId),
})

/** Newest first. */
export function listSandboxMessages(database: Database, input: Paging & { search?: string }) {
  const conditions = ['1']
  const parameters: SqlValue[] = []
  if (input.search) {
    conditions.push(`(folded(to_address) LIKE ? ESCAPE '\\' OR folded(subject) LIKE ? ESCAPE '\\')`)
    const pattern = foldedPattern(input.search)
    parameters.push(pattern, pattern)
  }
  const total = database.count(
    `SELECT count(*) AS n FROM sandbox_messages WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const after = decodeCursor(input.cursor)
  if (after) {
    conditions.push('id < ?')
    parameters.push(after.id)
  }
  const rows = database.all(
    sandboxed,
    `SELECT ${columns} FROM sandbox_messages WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: null, id: row.id }),
    (row) => toMessage(database, row),
  )
}

/** @throws 404 */
export function getSandboxMessage(database: Database, id: number): SandboxMessage {
  const row = database.first(sandboxed, `SELECT ${columns} FROM sandbox_messages WHERE id = ?`, [
    id,
  ])
  if (row === null) throw unknownId('message', id)
  return toMessage(database, row)
}

export function clearSandbox(database: Database): Promise<{ deleted: number }> {
  return database.write(['email'], async (transaction) => {
    const deleted = await transaction.count('SELECT count(*) AS n FROM sandbox_messages')
    await transaction.sql('DELETE FROM sandbox_messages')
    return { deleted }
  })
}
