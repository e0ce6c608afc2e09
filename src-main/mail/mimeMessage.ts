// The bytes that go over the wire, made from a rendered message. The only file that builds MIME.
import { domainToASCII } from 'node:url'
import MimeNode from 'nodemailer/lib/mime-node'
import { encodeWord } from 'nodemailer/lib/mime-funcs'
import { slugText } from '#shared/rules/foldText.ts'
import type { Refusing } from './messageFooter.ts'
import { boundaries, type MimeFiles } from './mimeFiles.ts'

export type MimeParts = {
  from: { name: string; address: string }
  to: string
  replyTo: string | null
  subject: string
  html: string
  text: string
  messageId: string
  /** What the List-Unsubscribe headers name; null for a message that has none. */
  unsubscribe: Refusing | null
  date: Date
}

const { alternative, mixed, related } = boundaries
const textType = 'text/plain; charset=utf-8'
const htmlType = 'text/html; charset=utf-8'

/**
 * Headers are the library's work. Bodies are base64 made here: that is ten times quicker than the
 * library's stream, a fifth of
 * quoted-printable's work on an accented text, and leaves nothing that a relay could fold or a
 * leading dot.
 * @param files what it takes along, encoded for a message with HTML or one without as this is
 * @returns the whole message with CRLF line ends: what is its own, and what all with these files
 * share, which has no leading dots either
 */
export function buildMime(parts: MimeParts, files: MimeFiles | null = null): Buffer[] {
  const body = parts.html === '' ? textOnly(parts) : twoBodies(parts, files?.hasPictures === true)
  const isMixed = files?.hasAttachments === true
  const headers = headersOf(parts, isMixed ? multipart('mixed', mixed) : body.type)
  const encoding = isMixed || body.encoding === null ? '' : `\r\n${body.encoding}`
  const inside = isMixed
    ? `--${mixed}\r\nContent-Type: ${body.type}${body.encoding === null ? '' : `\r\n${body.encoding}`}\r\n\r\n${body.text}`
    : body.text
  // UTF-8, because an address may hold letters of any script: written in fewer bytes, some of them
  // would become line breaks.
  const own = (end: string) => Buffer.from(`${headers}${encoding}\r\n\r\n${inside}${end}`, 'utf8')
  if (files === null) return [own(parts.html === '' ? '' : `--${alternative}--\r\n`)]
  return [own(''), files.parts]
}

type Body = {
  type: string
  /** Its header; null for parts, which have their own. */
  encoding: string | null
  text: string
}

const multipart = (kind: string, boundary: string) => `multipart/${kind}; boundary="${boundary}"`
const inBase64 = 'Content-Transfer-Encoding: base64'

const textOnly = ({ text }: MimeParts): Body => ({
  type: textType,
  encoding: inBase64,
  text: `${base64Lines(text)}\r\n`,
})

/** Open at its end: its pictures, if it has any, and the boundary that closes it follow. */
function twoBodies({ text, html }: MimeParts, hasPictures: boolean): Body {
  const relation = `--${alternative}\r\nContent-Type: ${multipart('related', related)}; type="text/html"\r\n\r\n`
  return {
    type: multipart('alternative', alternative),
    encoding: null,
    text:
      part(alternative, textType, text) +
      (hasPictures ? relation : '') +
      part(hasPictures ? related : alternative, htmlType, html),
  }
}

function headersOf(parts: MimeParts, contentType: string): string {
  const node = new MimeNode(contentType, { disableFileAccess: true, disableUrlAccess: true })
  // Addresses as objects: a string would be parsed again, and one cell could become two recipients.
  node.setHeader('From', [parts.from])
  node.setHeader('To', [{ name: '', address: parts.to }])
  if (parts.replyTo !== null) node.setHeader('Reply-To', [{ name: '', address: parts.replyTo }])
  node.setHeader('Subject', parts.subject)
  node.setHeader('Message-ID', `<${parts.messageId}>`)
  node.setHeader('Date', parts.date.toUTCString().replace('GMT', '+0000'))
  // Prepared: written as it is, on one line. A folded List-Unsubscribe is not understood
  // everywhere.
  if (parts.unsubscribe !== null)
    node.setHeader('List-Unsubscribe', { prepared: true, value: refusalValue(parts.unsubscribe) })
  if (parts.unsubscribe !== null)
    node.setHeader('List-Id', {
      prepared: true,
      foldLines: true,
      value: listId(parts.from, parts.unsubscribe.topic ?? null),
    })
  // RFC 8058: one POST to that page refuses. Where there is no page, no such promise is made.
  if (parts.unsubscribe?.page != null)
    node.setHeader('List-Unsubscribe-Post', { prepared: true, value: 'List-Unsubscribe=One-Click' })
  return node.buildHeaders()
}

/**
 * What a mailbox groups and filters the messages of one sender by (RFC 2919): the same for all of
 * them about one topic, which one click leaves, and nobody else's, whatever name it goes by. The identifier
 * is ASCII.
 */
function listId({ name, address }: MimeParts['from'], topic: Refusing['topic'] | null): string {
  const at = address.lastIndexOf('@')
  const label = slugText(address.slice(0, at), 60) || 'list'
  const written = address.slice(at + 1).replace(/^\[(.*)\]$/, '$1')
  const list = topic ? `${topic.key}.${label}` : label
  const id = `<${list}.${domainToASCII(written) || written}>`
  const phrase = listPhrase(topic ? `${name} - ${topic.name}`.replace(/^ - /, '') : name)
  return phrase === '' ? id : `${phrase} ${id}`
}

/** Prepared headers are written as they are: what could end a line or a word is not left in it. */
function listPhrase(name: string): string {
  const words = name.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (words === '' || words.includes('@')) return ''
  return /^[ -~]+$/.test(words)
    ? `"${words.replace(/["\\]/g, '\\$&')}"`
    : encodeWord(words, 'Q', 52)
}

/**
 * A line of a message has 998 characters at most, and this one may not be folded: the mailbox gives
 * way to the page.
 */
const maxValueLength = 998 - 'List-Unsubscribe: '.length

/** The page first: some mailbox providers look at no more than the first address. */
function refusalValue({ mailbox: all, page, topic }: Refusing): string {
  const mailbox = topic?.mailbox ?? all
  const both = page === null ? `<${mailbox}>` : `<${page}>, <${mailbox}>`
  return page !== null && both.length > maxValueLength ? `<${page}>` : both
}

function part(boundary: string, contentType: string, body: string): string {
  return `--${boundary}\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(body)}\r\n`
}

const lineLength = 76

/** Base64 in lines, of a text whose line ends are made CRLF first, as MIME wants them. */
function base64Lines(text: string): string {
  const encoded = Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'), 'utf8').toString('base64')
  let lines = ''
  for (let from = 0; from < encoded.length; from += lineLength)
    lines += `${encoded.slice(from, from + lineLength)}\r\n`
  return lines.slice(0, -2)
}
