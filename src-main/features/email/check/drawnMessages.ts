// Draws the message of every recipient and looks at it: in a thread, a few people in memory at a time.
import { integer, text } from '#main/database/columnKinds.ts'
import { prepareRead, threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { rowOf, type RowReader } from '#main/database/rowReader.ts'
import {
  compileMessage,
  type CompiledMessage,
  type MessageContent,
} from '#main/mail/messageContent.ts'
import { unsubscribeAddress } from '#main/mail/messageFooter.ts'
import { escapeHtml } from '#shared/rules/mergeFields/fieldValues.ts'
import type { FieldName, FieldValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { clippedFrom } from '#shared/contract/mailTree.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { encodedBytes } from '#shared/rules/sending/messageFiles.ts'
import { spamWordings } from '#shared/rules/sending/spamWording.ts'
import { saidFields } from '../campaigns/customMerge.ts'
import {
  mergeColumns,
  mergeColumnsSql,
  mergeValuesOf,
  reachableAddressSql,
  recipientFilterSql,
  type MergeColumns,
} from '../campaigns/recipients.ts'
import { findInHtml } from './checkedHtml.ts'
import { FindingList, type Person } from './findings.ts'
import type { Finding } from '#shared/contract/email/campaignCheck.ts'

export type DrawTask = {
  databasePath: string
  content: MessageContent
  recipients: LeadFilter
  /** Where one click refuses; null without a relay. */
  page: string | null
  now: number
  /** Of the pictures that leave with the message. */
  hashes: string[]
  /** Of all files that leave with the message, as they lie on a disk. */
  fileBytes: number
}

export type DrawnMessages = {
  drawn: number
  findings: Finding[]
  htmlBytes: number
  messageBytes: number
  allBytes: number
}

type Recipient = MergeColumns & { id: number; reached: string }
const who = rowOf({ id: integer(), reached: text() })
const recipient: RowReader<Recipient> = {
  names: [...who.names, ...mergeColumns.names],
  read: (raw) => ({ ...who.read(raw), ...mergeColumns.read(raw) }),
}

const atOnce = 500
/** Head lines, boundaries and the like. */
const around = 1_500
const reference = 'preview'
/** Braces and brackets that a program fills in; values hold them where a file was read badly. */
const leftover = /\{\{|\}\}|\[\[|\*\||\{%|%%[A-Z_]+%%/i

/** Every message there would be now, drawn and looked at. Ends early once it is cancelled. */
export function drawMessages(
  connection: SqliteConnection,
  task: DrawTask,
  isCancelled: () => boolean,
): DrawnMessages {
  const message = compileMessage(task.content)
  const database = threadReads(connection)
  const { language } = task.content.identity
  const said = saidFields(database, language, message.customKeys)
  const { where, parameters } = recipientFilterSql(task.recipients, { database, now: task.now })
  const next = prepareRead(
    connection,
    recipient,
    `SELECT * FROM (SELECT leads.id, (${reachableAddressSql}) AS reached, ${mergeColumnsSql}
      FROM leads WHERE leads.id > ? AND ${where} ORDER BY leads.id) WHERE reached IS NOT NULL LIMIT ?`,
  )
  const looking = new Looking(message, task)
  for (let after = 0; !isCancelled();) {
    const rows = next.all(after, ...parameters, atOnce)
    for (const row of rows) looking.at({ id: row.id, email: row.reached }, mergeValuesOf(row, said))
    const last = rows.at(-1)
    if (last === undefined || rows.length < atOnce) break
    after = last.id
  }
  return { ...looking.total, findings: looking.list.all() }
}

/** Looks at one message after the other. */
class Looking {
  readonly list = new FindingList()
  readonly total = { drawn: 0, htmlBytes: 0, messageBytes: 0, allBytes: 0 }
  readonly #message: CompiledMessage
  readonly #task: DrawTask
  readonly #hashes: ReadonlySet<string>
  /** The link that refuses, as it stands in HTML. */
  readonly #refusal: string

  constructor(message: CompiledMessage, task: DrawTask) {
    this.#message = message
    this.#task = task
    this.#hashes = new Set(task.hashes)
    const { replyTo, fromEmail } = message.content
    const mailbox = unsubscribeAddress(replyTo ?? fromEmail, reference)
    this.#refusal = escapeHtml(task.page ?? mailbox)
  }

  at(person: Person, values: FieldValues): void {
    const { list, total } = this
    const { page, now } = this.#task
    const { subject, html, text } = this.#message.render(values, reference, { page, now })
    for (const name of emptyOf(this.#message.withoutFallback, values))
      list.add('field_empty', name, person)
    if (leftover.test(subject) || leftover.test(text))
      list.add('braces_left', leftoverIn(`${subject}\n${text}`), person)
    if (html !== '' && !html.includes(this.#refusal)) list.add('unsubscribe_missing', '', person)
    this.#weigh(person, html, text)
    this.#lookAtHtml(person, html)
    if (total.drawn === 0)
      for (const words of spamWordings(subject, text)) list.add('spam_wording', words)
    total.drawn += 1
  }

  #weigh(person: Person, html: string, plain: string): void {
    const { total } = this
    const htmlBytes = Buffer.byteLength(html)
    if (htmlBytes > clippedFrom) this.list.add('html_clipped', '', person)
    const bodies = encodedBytes(htmlBytes) + encodedBytes(Buffer.byteLength(plain))
    const bytes = around + bodies + encodedBytes(this.#task.fileBytes)
    total.htmlBytes = Math.max(total.htmlBytes, htmlBytes)
    total.messageBytes = Math.max(total.messageBytes, bytes)
    total.allBytes += bytes
  }

  /** What is the same in all is looked at once. */
  #lookAtHtml(person: Person, html: string): void {
    const { hasOwnAddresses } = this.#message
    if (this.total.drawn > 0 && !hasOwnAddresses) return
    for (const { finding, about } of findInHtml(html, (hash) => this.#hashes.has(hash)))
      this.list.add(finding, about, hasOwnAddresses ? person : null)
  }
}

const emptyOf = (wanted: ReadonlySet<FieldName>, values: FieldValues): FieldName[] =>
  [...wanted].filter((name) => (values[name] ?? '').trim() === '')

/** The words around what was left. */
function leftoverIn(text: string): string {
  const at = text.search(leftover)
  return text
    .slice(Math.max(0, at - 10), at + 40)
    .replace(/\s+/g, ' ')
    .trim()
}
