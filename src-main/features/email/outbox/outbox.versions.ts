// The fixed messages of running campaigns, compiled once each.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import {
  compileMessage,
  type CompiledMessage,
  type MessageContent,
} from '#main/mail/messageContent.ts'

export type Versions = { get(versionId: number): CompiledMessage }

/** A message may weigh two megabytes: only the last few are kept. */
const kept = 20

export function createVersions(connection: SqliteConnection): Versions {
  const find = connection.prepare<[number], { content: string }>(
    'SELECT content FROM message_versions WHERE id = ?',
  )
  const compiled = new Map<number, CompiledMessage>()
  return {
    get(versionId) {
      const known = compiled.get(versionId)
      if (known) return known
      const row = find.get(versionId)
      if (row === undefined) throw new Error(`Message version ${versionId} is missing.`)
      const message = compileMessage(JSON.parse(row.content) as MessageContent)
      if (compiled.size >= kept) compiled.delete(compiled.keys().next().value as number)
      compiled.set(versionId, message)
      return message
    },
  }
}
