// The fixed messages of running campaigns, compiled once each, and their files, encoded once.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import {
  compileMessage,
  type CompiledMessage,
  type MessageContent,
} from '#main/mail/messageContent.ts'
import { encodeFiles, type MimeFiles } from '#main/mail/mimeFiles.ts'
import { createLinkSigner, type LinkSigner } from '#main/relay/measuredLinks.ts'
import { messageFileReader } from '../files/messageFiles.repository.ts'

export type Versions = {
  get(versionId: number): CompiledMessage
  /** What every message of the version takes along; null for one without files. */
  files(versionId: number): MimeFiles | null
  /** Signs links that are measured. */
  readonly links: LinkSigner
}

/** A message may weigh two megabytes: only the last few are kept. */
const kept = 20
/** Bytes of encoded files that are kept, besides those of the last version that was asked for. */
const keptFileBytes = 64 * 1024 * 1024

export function createVersions(connection: SqliteConnection): Versions {
  const find = connection.prepare<[number], { content: string }>(
    'SELECT content FROM message_versions WHERE id = ?',
  )
  const filesOf = messageFileReader(connection)
  const compiled = new Map<number, CompiledMessage>()
  const encoded = new Map<number, MimeFiles | null>()

  function get(versionId: number): CompiledMessage {
    const known = compiled.get(versionId)
    if (known) return known
    const row = find.get(versionId)
    if (row === undefined) throw new Error(`Message version ${versionId} is missing.`)
    const message = compileMessage(JSON.parse(row.content) as MessageContent)
    if (compiled.size >= kept) compiled.delete(compiled.keys().next().value as number)
    compiled.set(versionId, message)
    return message
  }

  function files(versionId: number): MimeFiles | null {
    const known = encoded.get(versionId)
    if (known !== undefined) return known
    const made = encodeFiles(filesOf(versionId), get(versionId).content.html.trim() !== '')
    let bytes = 0
    for (const one of encoded.values()) bytes += one?.parts.length ?? 0
    if (bytes > keptFileBytes || encoded.size >= 10 * kept) encoded.clear()
    encoded.set(versionId, made)
    return made
  }

  return { get, files, links: createLinkSigner() }
}
