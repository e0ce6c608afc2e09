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
  leftTopicOfSql,
  mergeColumns,
  mergeColumnsSql,
  mergeValuesOf,
  reachableAddressSql,
  recipientFilterSql,
  type MergeColumns,
} from '../campaigns/recipients.ts'
import { shownSet, shownSql, withShown } from '../campaigns/shownBlocks.ts'
import { findInHtml } from './checkedHtml.ts'
import { FindingList, type Person } from './findings.ts'
import type { Finding } from '#shared/contract/email/campaignCheck.ts'

export type DrawTask = {
  databasePath: string
  content: MessageContent
  recipients: LeadFilter
  /** Key of what it is about; null: about no topic. */
  topic: string | null
  /** Where one click refuses; null without a relay. */
  page: string | null
  now: number
  /** What tells a block from others, by its key: of those that are for some people only. */
  blockWords: Record<string, string>
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

type Recipient = MergeColumns & { id: number; reached: string; shown: string }
const who = rowOf({ id: integer(), reached: text() })
const recipient: RowReader<Recipient> = withShown({
  names: [...who.names, ...mergeColumns.names],
  read: (raw) => ({ ...who.read(raw), ...mergeColumns.read(raw) }),
})

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
  const place = { database, now: task.now }
  const { where, parameters } = recipientFilterSql(task.recipients, place)
  const shown = shownSql(task.content.conditions, place)
  const next = prepareRead(
    connection,
    recipient,
    `SELECT * FROM (SELECT leads.id, (${reachableAddressSql}) AS reached, ${mergeColumnsSql}, ${shown.words} AS shown
      FROM leads WHERE leads.id > ? AND NOT ${leftTopicOfSql(task.topic)} AND ${where} ORDER BY leads.id) WHERE reached IS NOT NULL LIMIT ?`,
  )
  const looking = new Looking(message, task)
  for (let after = 0; !isCancelled();) {
    const rows = next.all(...shown.parameters, after, ...parameters, atOnce)
    for (const row of rows)
      looking.at({ id: row.id, email: row.reached }, mergeValuesOf(row, said), row.shown)
    const last = rows.at(-1)
    if (last === undefined || rows.length < atOnce) break
    after = last.id
  }
  return { ...looking.total, findings: looking.findings() }
}

/** What some blocks together make of the message. */
type Seen = {
  shown: ReadonlySet<string>
  isEmpty: boolean
  /** Fields that stand there with nothing to say in their place. */
  bare: ReadonlySet<FieldName>
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
  /** Which blocks were shown together: each set is another message. */
  readonly #seen = new Map<string, Seen>()

  constructor(message: CompiledMessage, task: DrawTask) {
    this.#message = message
    this.#task = task
    this.#hashes = new Set(task.hashes)
    const { replyTo, fromEmail } = message.content
    const mailbox = unsubscribeAddress(replyTo ?? fromEmail, reference)
    this.#refusal = escapeHtml(task.page ?? mailbox)
  }

  /** @param words of `shownSql` */
  at(person: Person, values: FieldValues, words: string): void {
    const { list, total } = this
    const { page, now } = this.#task
    const isFirst = !this.#seen.has(words)
    const { shown, isEmpty, bare } = this.#seenAs(words)
    const { subject, html, text } = this.#message.render(values, reference, { page, now, shown })
    if (isEmpty) list.add('nothing_shown', '', person)
    for (const name of emptyOf(bare, values)) list.add('field_empty', name, person)
    if (leftover.test(subject) || leftover.test(text))
      list.add('braces_left', leftoverIn(`${subject}\n${text}`), person)
    if (html !== '' && !html.includes(this.#refusal)) list.add('unsubscribe_missing', '', person)
    this.#weigh(person, html, text)
    this.#lookAtHtml(person, html, isFirst)
    if (isFirst) for (const words of spamWordings(subject, text)) list.add('spam_wording', words)
    total.drawn += 1
  }

  #seenAs(words: string): Seen {
    const known = this.#seen.get(words)
    if (known !== undefined) return known
    const shown = shownSet(words)
    const isEmpty = this.#message.isEmptyFor(shown)
    const seen = { shown, isEmpty, bare: this.#message.withoutFallback(shown) }
    this.#seen.set(words, seen)
    return seen
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
  #lookAtHtml(person: Person, html: string, isFirst: boolean): void {
    const { hasOwnAddresses } = this.#message
    if (!isFirst && !hasOwnAddresses) return
    for (const { finding, about } of findInHtml(html, (hash) => this.#hashes.has(hash)))
      this.list.add(finding, about, hasOwnAddresses ? person : null)
  }

  findings(): Finding[] {
    const seen = new Set([...this.#seen.values()].flatMap(({ shown }) => [...shown]))
    // With nobody to send it to, nothing is known of who sees what.
    for (const { key } of this.total.drawn === 0 ? [] : (this.#task.content.conditions ?? []))
      if (!seen.has(key)) this.list.add('block_for_nobody', this.#task.blockWords[key] ?? '')
    return this.list.all()
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
