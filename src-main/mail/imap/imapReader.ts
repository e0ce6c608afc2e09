// One mailbox, read and never changed: folders are opened by EXAMINE and messages looked at by PEEK, so
// that nothing is marked, moved or deleted. What a server sends is taken in pieces of known size.
import type { TLSSocket } from 'node:tls'
import { ImapFlow, type FetchMessageObject, type FetchQueryObject } from 'imapflow'
import type { ShownCertificate } from '#shared/contract/emailAccounts.ts'
import { certificateOf } from '../smtpCertificate.ts'
import { imapOptions, maxSource, type ImapServer, type ImapTimeouts } from './imapServer.ts'

type FolderKind = 'inbox' | 'junk' | 'sent'
type Folder = { kind: FolderKind; path: string }

/** The beginning of a message, or what of its headers was asked for. */
export type MessageHead = { uid: number; receivedAt: number | null; headers: string }
type MessageSource = { uid: number; source: Uint8Array }

/** Headers by which it is told whether a message may be about one of ours. */
const askedHeaders = [
  ...['from', 'subject', 'in-reply-to', 'references', 'return-path', 'content-type'],
  ...['auto-submitted', 'x-failed-recipients', 'x-autoreply', 'x-autorespond'],
]
/** Bytes of headers where those of a message do not fit into what a server may answer. */
const maxHead = 16 * 1024

/** A server that answers what it was not asked. */
export class OddAnswerError extends Error {
  override name = 'OddAnswerError'
}

export class ImapReader {
  readonly #client: ImapFlow
  #endedBy: Error | null = null

  private constructor(client: ImapFlow) {
    this.#client = client
    // What ends a connection is told here; whoever asks something meanwhile hears only that it ended.
    client.on('error', (error) => (this.#endedBy ??= error))
  }

  /** Connects, secures and logs in. @throws what `mailboxFailure` reads */
  static async open(server: ImapServer, timeouts: ImapTimeouts): Promise<ImapReader> {
    const client = new ImapFlow(imapOptions(server, timeouts))
    const reader = new ImapReader(client)
    try {
      await client.connect()
      return reader
    } catch (error) {
      client.close()
      throw error
    }
  }

  /** Why the connection ended, where it ended by itself. */
  get endedBy(): Error | null {
    return this.#endedBy
  }

  get isEnded(): boolean {
    return this.#client.isClosed || !this.#client.usable
  }

  get offersIdle(): boolean {
    return this.#client.capabilities.has('IDLE')
  }

  /** The inbox first; the folders for spam and for sent messages where the server has and names them. */
  async folders(): Promise<Folder[]> {
    const listed = await this.#client.list()
    const first = (use: string) =>
      listed.find((one) => one.specialUse === use && !one.flags.has('\\Noselect'))?.path
    const junk = first('\\Junk')
    const sent = first('\\Sent')
    return [
      { kind: 'inbox', path: 'INBOX' },
      ...(junk === undefined ? [] : [{ kind: 'junk' as const, path: junk }]),
      ...(sent === undefined ? [] : [{ kind: 'sent' as const, path: sent }]),
    ]
  }

  /** Opens a folder to be read only. @returns its UIDVALIDITY */
  async examine(path: string): Promise<string> {
    const opened = await this.#client.mailboxOpen(path, { readOnly: true })
    if (opened.readOnly !== true)
      throw new OddAnswerError('The server did not open the folder for reading only.')
    return opened.uidValidity.toString()
  }

  /** UIDs of the open folder above one, in their order. */
  async uidsAfter(last: number): Promise<number[]> {
    const found = await this.#client.search({ uid: `${last + 1}:*` }, { uid: true })
    if (!Array.isArray(found)) throw new OddAnswerError('The server did not answer the search.')
    const above = found.filter((uid) => Number.isSafeInteger(uid) && uid > last)
    return [...new Set(above)].sort((a, b) => a - b)
  }

  /**
   * @param whole asks for the beginning of all headers instead, which has a size
   */
  async heads(uids: readonly number[], whole: boolean): Promise<MessageHead[]> {
    const query: FetchQueryObject = whole
      ? { internalDate: true, bodyParts: [{ key: 'HEADER', start: 0, maxLength: maxHead }] }
      : { internalDate: true, headers: askedHeaders }
    const rows = await this.#fetch(uids, query)
    return rows.map((row) => ({
      uid: row.uid,
      receivedAt: momentOf(row.internalDate),
      // The library tells a piece of all headers under either name.
      headers: Buffer.from(row.headers ?? row.bodyParts?.get('header') ?? '').toString('utf8'),
    }))
  }

  /** The first bytes of messages, `maxSource` each. */
  async sources(uids: readonly number[]): Promise<MessageSource[]> {
    const rows = await this.#fetch(uids, { source: { start: 0, maxLength: maxSource } })
    return rows.flatMap(({ uid, source }) =>
      source === undefined ? [] : [{ uid, source: source.subarray(0, maxSource) }],
    )
  }

  /** Those of the UIDs that the open folder still has. */
  async present(uids: readonly number[]): Promise<number[]> {
    const asked = new Set(uids)
    const found = await this.#client.search({ uid: uids.join(',') }, { uid: true })
    return Array.isArray(found) ? found.filter((uid) => asked.has(uid)) : []
  }

  /** UID of the message of this Message-ID in the open folder; null where it has none. */
  async uidOf(messageId: string): Promise<number | null> {
    const found = await this.#client.search({ header: { 'message-id': messageId } }, { uid: true })
    return Array.isArray(found) ? (found[0] ?? null) : null
  }

  /**
   * Resolves when the server tells of something new in the open folder, or time is up. The end of the
   * connection ends no wait: a server that ends each would else be logged in to again and again.
   */
  async waitForNews(milliseconds: number, signal: AbortSignal): Promise<void> {
    const client = this.#client
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        client.off('exists', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      client.on('exists', done)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
      // Ends by itself as soon as anything else is asked.
      else if (!client.isClosed) void client.idle().catch(() => undefined)
    })
  }

  /** Says goodbye, and does not wait long for an answer. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#client.close(), 2_000)
    await this.#client.logout().catch(() => undefined)
    clearTimeout(timer)
    this.#client.close()
  }

  /** Drops the connection at once. */
  drop(): void {
    this.#client.close()
  }

  /** Rows that were asked for, each once: a server may send others, and must not fill the memory. */
  async #fetch(uids: readonly number[], query: FetchQueryObject): Promise<FetchMessageObject[]> {
    if (uids.length === 0) return []
    const asked = new Set(uids)
    const rows: FetchMessageObject[] = []
    let answers = 0
    for await (const row of this.#client.fetch([...uids], { uid: true, ...query }, { uid: true })) {
      answers += 1
      if (answers > 2 * uids.length + 100) {
        this.drop()
        throw new OddAnswerError('The server sends more messages than it was asked for.')
      }
      if (asked.delete(row.uid)) rows.push(row)
    }
    return rows
  }
}

/**
 * What a server shows for itself; no login is said to it.
 * @returns null if it cannot be reached, or not encrypted
 */
export async function readImapCertificate(
  server: ImapServer,
  timeouts: ImapTimeouts,
): Promise<ShownCertificate | null> {
  let shown: ShownCertificate | null = null
  const look = (socket: TLSSocket) => {
    shown = certificateOf(socket)
    throw new Error('Only its certificate was looked at.')
  }
  // Anything is let through as far as the look; nothing is said behind it.
  const open = { ...server, trustedCertificate: server.trustedCertificate ?? 'none' }
  const client = new ImapFlow(imapOptions(open, timeouts, look))
  client.on('error', () => undefined)
  await client.connect().catch(() => undefined)
  client.close()
  return shown
}

function momentOf(date: Date | string | undefined): number | null {
  if (date === undefined) return null
  const at = new Date(date).getTime()
  return Number.isNaN(at) ? null : at
}
