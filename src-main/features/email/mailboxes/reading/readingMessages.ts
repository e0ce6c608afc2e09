// What the main thread and the thread that reads a mailbox say to each other.
import type { Bounce, MailKind } from '#main/mail/incoming/classifyMail.ts'
import type { MailboxFailure } from '#main/mail/imap/imapFailure.ts'
import type { ImapServer, ImapTimeouts } from '#main/mail/imap/imapServer.ts'
import type { ShownCertificate } from '#shared/contract/emailAccounts.ts'

/** How far a folder was read. */
export type FolderPlace = { path: string; uidValidity: string; lastUid: number }

export type ReadingTiming = {
  timeouts: ImapTimeouts
  /** Milliseconds after which a mailbox is read again, whatever the server tells. */
  every: number
}

export type ReadingData = {
  server: ImapServer
  databasePath: string
  /** The account whose uncertain messages are looked for among those sent; null for none. */
  accountId: number | null
  places: FolderPlace[]
  timing: ReadingTiming
  /**
   * `check` only logs in and opens the inbox; `read` stays while the server tells news by itself;
   * `locate` waits for one message.
   */
  work: 'check' | 'read' | 'locate'
  /** For `locate`: a message by its Message-ID, and how long it is waited for, in milliseconds. */
  sought?: { messageId: string; wait: number }
}

/** A message that was waited for, where it lies: its headers as they came. */
export type Located = { folder: 'inbox' | 'junk'; headers: string }

/** A message that may be about one of ours, as far as it can be told without the outbox. */
export type FoundMessage = {
  uid: number
  /** The same wherever the message lies: its Message-ID, else a hash of it. */
  key: string
  kind: MailKind
  bounces: Bounce[]
  person: string | null
  /** Message-IDs it is about, without brackets. */
  about: string[]
  /** Tokens of our unsubscribe addresses in it. */
  references: string[]
  /** The token of an unsubscribe address in its subject: whoever has it speaks for its recipient. */
  asked: string | null
  /** Key of the topic that such a subject names; null: everything is refused. */
  askedTopic: string | null
  subject: string
  /** What a person wrote, without what is quoted. */
  words: string
  receivedAt: number
}

/** A piece of a folder: applied whole, with the place behind it, or not at all. */
export type ReadPiece = {
  place: FolderPlace
  /** Messages of the piece, those that are nothing to us included. */
  read: number
  found: FoundMessage[]
}

export type FromReading =
  | { kind: 'piece'; piece: ReadPiece }
  /** Uncertain messages of ours that stand among those sent. */
  | { kind: 'standing'; outboxIds: number[] }
  | { kind: 'swept'; staysOpen: boolean }
  | { kind: 'alive' }
  | { kind: 'checked' }
  | { kind: 'located'; located: Located | null }
  | { kind: 'log'; message: string; details: Record<string, unknown> }
  | { kind: 'failed'; failure: MailboxFailure; certificate: ShownCertificate | null }

export type ToReading = { kind: 'applied' } | { kind: 'sweep' } | { kind: 'stop' }
