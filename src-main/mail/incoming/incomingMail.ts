// A message that came in, read as far as telling what it is needs: headers, the words of its own, and
// what a report says. Whatever a stranger wrote is bounded here, and nothing of it is shown or run.
import PostalMime, { decodeWords, type Attachment, type Email, type Header } from 'postal-mime'
import { textFromHtml } from '../htmlBody.ts'

/** Bytes of a message that are read. Reports come first; what follows is the message they are about. */
const maxBytes = 400_000
/** Characters of the words that are read. */
const maxText = 60_000
const maxHtml = 300_000
/**
 * Characters of a line; a longer one is broken. Words are looked for within a line, so that none takes
 * long to look through.
 */
const maxLine = 500
const maxValues = 50
const maxValue = 2000
/** Characters of a subject that are looked through before a message is read. */
const maxSubject = 1_000
const limits = { maxNestingDepth: 40, maxHeadersSize: 200_000, maxRfc822NestingDepth: 0 }

export type IncomingMail = {
  /** Values of a header in the order they stand, unfolded; empty if it is missing. */
  header(name: string): string[]
  /** Address of who wrote, in lower case; empty if none can be read. */
  from: string
  subject: string
  /** What was written, without HTML; line ends are `\n`. */
  text: string
  /** Parts of a report by their type, as text: `message/delivery-status` and its like. */
  reports: { type: string; text: string }[]
  /** Headers of the message that it is about, as text; null if it brings none. */
  original: string | null
}

const reportTypes =
  /^message\/(?:global-)?(?:delivery-status|disposition-notification|feedback-report)$/
const originalTypes =
  /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/(?:partial|global-headers))$/

/**
 * Reads a message as it came; null if it is nested more deeply, or has longer headers, than anybody
 * writes: the one reason for which the reader of MIME refuses.
 */
export async function readIncomingMail(bytes: Uint8Array): Promise<IncomingMail | null> {
  const read = { ...limits, forceRfc822Attachments: true }
  const mail = await PostalMime.parse(bytes.subarray(0, maxBytes), read).catch((error: unknown) => {
    if (error instanceof Error && /^Maximum /.test(error.message)) return null
    throw error
  })
  if (mail === null) return null
  const original = mail.attachments.find(({ mimeType }) => originalTypes.test(mimeType))
  return {
    header: (name) => valuesOf(mail.headers, name),
    from: addressOf(mail),
    subject: (mail.subject ?? '').slice(0, 1000),
    text: wordsOf(mail),
    reports: mail.attachments
      .filter(({ mimeType }) => reportTypes.test(mimeType))
      .map((part) => ({ type: part.mimeType.replace('/global-', '/'), text: partText(part) })),
    original: original === undefined ? null : headersOf(partText(original)),
  }
}

/** The headers at the beginning of a message's text. */
export function headersOf(text: string): string {
  const end = /\n[ \t]*\n/.exec(text)
  return end === null ? text : text.slice(0, end.index)
}

/** A header's value in headers given as text, unfolded; null if it is missing. */
export function headerIn(headers: string, name: string): string | null {
  const lines = headers.replace(/\r?\n[ \t]+/g, ' ').split('\n')
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line === undefined ? null : line.slice(name.length + 1).trim()
}

/** The subject as it is read, of a piece of headers; empty if it is missing. */
export const subjectIn = (headers: string): string =>
  decodeWords((headerIn(headers, 'Subject') ?? '').slice(0, maxSubject))

function valuesOf(headers: Header[], name: string): string[] {
  return headers
    .filter(({ key }) => key === name.toLowerCase())
    .slice(0, maxValues)
    .map(({ value }) => value.slice(0, maxValue))
}

function addressOf({ from, sender }: Email): string {
  return (from?.address ?? sender?.address ?? '').trim().toLowerCase()
}

function wordsOf({ text, html }: Email): string {
  const isPlain = text !== undefined && text.trim() !== ''
  const words = isPlain ? text : textFromHtml((html ?? '').slice(0, maxHtml))
  return inLines(words.replace(/[\u00a0\u202f\u2007]/g, ' '))
}

function inLines(text: string): string {
  return text
    .slice(0, maxText)
    .replace(/\r\n?/g, '\n')
    .replace(new RegExp(`([^\\n]{${String(maxLine)}})(?=[^\\n])`, 'g'), '$1\n')
}

function partText({ content }: Attachment): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
  return inLines(Buffer.from(bytes.subarray(0, maxText)).toString('utf8'))
}
