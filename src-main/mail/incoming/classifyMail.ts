// What a message that came in is: a bounce, an automatic answer, a reply, a wish to hear no more, a
// complaint, or something else. Evidence for programs counts before words, and our own quoted message
// never counts.
import { isAutomaticReply, isMarkedAsAnswer } from './automaticReplies.ts'
import { bounceClass, type BounceClass } from './bounceClass.ts'
import { copiedHeaders, isReport, reportPart, toldRecipients } from './bounceTexts.ts'
import { recipientStatuses, type RecipientStatus } from './deliveryStatus.ts'
import { headerIn, readIncomingMail, type IncomingMail } from './incomingMail.ts'
import { isAnswerSubject } from './subjectPrefixes.ts'
import { isOneClick, isWithdrawal } from './withdrawals.ts'

export type MailKind = 'bounce' | 'auto_reply' | 'reply' | 'unsubscribe' | 'complaint' | 'other'

/** One delivery that failed. */
export type Bounce = {
  /** Address in lower case. */
  recipient: string
  class: BounceClass
  /** The server that wrote has not given up yet. */
  isDelayed: boolean
  /** The last server's words. */
  diagnostic: string
}

export type ClassifiedMail = {
  kind: MailKind
  /** Of a bounce, one a recipient; empty for every other kind. */
  bounces: Bounce[]
  /** Who wrote; for a complaint, who complained. Null if it cannot be told. */
  person: string | null
  /** Message-IDs it is about, without brackets: of what came back, or of what is answered. */
  about: string[]
}

/**
 * Tells what a message is.
 * @param bytes the message as it came
 */
export async function classifyMail(bytes: Uint8Array): Promise<ClassifiedMail> {
  const mail = await readIncomingMail(bytes)
  // Neither a person nor a server writes such a message.
  if (mail === null) return { kind: 'other', bounces: [], person: null, about: [] }
  const about = messageIds(mail)
  const complaint = complaintOf(mail)
  if (complaint !== null)
    return { kind: complaint.kind, bounces: [], person: complaint.person, about }
  const reported = reportedBounces(mail)
  if (reported !== null)
    return {
      kind: reported.length > 0 ? 'bounce' : 'other',
      bounces: reported,
      person: null,
      about,
    }
  const person = mail.from === '' ? null : mail.from
  return { kind: kindOfLetter(mail), bounces: [], person, about }
}

function kindOfLetter(mail: IncomingMail): MailKind {
  // The address of our own header: programs write to it, and call themselves what they like.
  if (isOneClick(mail)) return 'unsubscribe'
  // A receipt that a message was shown, or deleted, by a program for a person.
  if (mail.reports.some(({ type }) => type === 'message/disposition-notification')) return 'other'
  if (isMailing(mail)) return 'other'
  if (isAutomaticReply(mail)) return isAnswer(mail) || !isNotice(mail) ? 'auto_reply' : 'other'
  if (isWithdrawal(mail)) return 'unsubscribe'
  return isAnswer(mail) ? 'reply' : 'other'
}

/** Null: not a report. Empty: a report about mail that did arrive, or about nobody. */
function reportedBounces(mail: IncomingMail): Bounce[] | null {
  const status = mail.reports.find(({ type }) => type === 'message/delivery-status')
  const statuses = status === undefined ? [] : recipientStatuses(status.text)
  if (statuses.length > 0) return statuses.filter(isFailed).map((one) => bounceOf(mail, one))
  if (status === undefined && !isReport(mail)) return null
  const isDelayed = delayWords.test(`${mail.subject}\n${reportPart(mail.text).slice(0, 3000)}`)
  return toldRecipients(mail, mail.original ?? copiedHeaders(mail.text)).map((told) => ({
    ...told,
    isDelayed,
    class: bounceClass({
      status: statusIn(told.diagnostic),
      diagnostic: told.diagnostic,
      isDelayed,
    }),
    diagnostic: told.diagnostic.slice(0, 1000),
  }))
}

const isFailed = ({ action, status }: RecipientStatus) =>
  action === 'failed' || action === 'delayed' || (action === null && !status?.startsWith('2.'))

function bounceOf(mail: IncomingMail, one: RecipientStatus): Bounce {
  const isDelayed = one.action === 'delayed'
  // Some reports leave the server's answer out, and tell it only to the reader.
  const said = /[a-z]{3}|\d{3}/i.test(one.diagnostic) ? one.diagnostic : reportPart(mail.text)
  return {
    recipient: one.recipient,
    class: bounceClass({ status: meaningful(one.status), diagnostic: said, isDelayed }),
    isDelayed,
    diagnostic: said.slice(0, 1000),
  }
}

/** `5.0.0` says no more than that it failed. */
const meaningful = (status: string | null) => (/^[45]\.0\.0$/.test(status ?? '') ? null : status)

const statusIn = (words: string) =>
  meaningful(/(?:^|[\s#(:])([45]\.\d{1,3}\.\d{1,3})(?=$|[\s):;,])/.exec(words)?.[1] ?? null)

const delayWords =
  /\bdelay(?:ed)?\b|\bwill (?:continue|keep|be retried|try)\b|\bno action is required\b|\bwarning message only\b|\bdo not need to resend\b|\bnot been delivered yet\b|\bretard[ée]|\bdiff[ée]r[ée]e?|\bavertissement\b|\bnouvelles tentatives\b|\bverz[öo]gert|\bwarnung\b|\bretrasad|\bin ritardo\b|\britardat/i

/** RFC 5965, and what Microsoft sends instead of it. */
function complaintOf(mail: IncomingMail): { kind: MailKind; person: string | null } | null {
  const report = mail.reports.find(({ type }) => type === 'message/feedback-report')
  const original = mail.original ?? ''
  const person =
    firstAddress(report === undefined ? null : headerIn(report.text, 'Original-Rcpt-To')) ??
    firstAddress(headerIn(original, 'X-HmXmrOriginalRecipient')) ??
    firstAddress(headerIn(original, 'To'))
  if (report !== undefined) {
    const type = (headerIn(report.text, 'Feedback-Type') ?? 'abuse').toLowerCase()
    if (/^opt-?out/.test(type)) return { kind: 'unsubscribe', person }
    return { kind: /^(?:auth-failure|not-spam|dmarc)/.test(type) ? 'other' : 'complaint', person }
  }
  const isMicrosofts = /^complaint about message from/i.test(mail.subject) && mail.original !== null
  return isMicrosofts ? { kind: 'complaint', person } : null
}

/** A newsletter, or what a program sends to many: nobody's answer to us. */
function isMailing(mail: IncomingMail): boolean {
  const { header, subject } = mail
  if (header('In-Reply-To').length > 0 || isAnswerSubject(subject)) return false
  const isBulk = header('Precedence').some((value) => /^\s*(?:bulk|list)/i.test(value))
  const isMany = isBulk && !isMarkedAsAnswer(mail) // Answering programs call themselves bulk, too.
  return header('List-Unsubscribe').length > 0 || header('List-Id').length > 0 || isMany
}

const isAnswer = ({ header, subject }: IncomingMail) =>
  header('In-Reply-To').length > 0 || header('References').length > 0 || isAnswerSubject(subject)

/** A program that writes to somebody it was not written to by: a monitor, a shop, a calendar. */
function isNotice({ header, subject }: IncomingMail): boolean {
  const says = header('Auto-Submitted').some((value) =>
    /^\s*auto-(?:generated|notified)/i.test(value),
  )
  return (
    says &&
    !/auto|absen|office|b[üu]ro|ufficio|oficina|r[ée]ception|ticket|received|re[çc]u/i.test(subject)
  )
}

/** Message-IDs without brackets, of what came back and of what is answered; at most 30. */
function messageIds(mail: IncomingMail): string[] {
  const original = mail.original ?? copiedHeaders(mail.text)
  const texts = [
    original === null ? '' : (headerIn(original, 'Message-ID') ?? ''),
    ...mail.header('In-Reply-To'),
    ...mail.header('References'),
  ]
  const ids = texts.flatMap((text) => text.match(/[^<>\s]+@[^<>\s]+/g) ?? [])
  return [...new Set(ids)].slice(0, 30)
}

function firstAddress(value: string | null): string | null {
  return value?.match(/[^\s<>",;]+@[^\s<>",;]+/)?.[0].toLowerCase() ?? null
}
