// Whether a message is worth looking at whole: told by a few of its headers, generously. What is looked at
// in vain costs a moment; what is not looked at is never heard.
import { headerIn, subjectIn } from '#main/mail/incoming/incomingMail.ts'

/** What is known of messages that left here. */
export type KnownMail = {
  /** True for the Message-ID of a message of ours. */
  isOurs(messageId: string): boolean
  /** True for somebody a message of ours was handed over to. */
  isWrittenTo(address: string): boolean
}

/** Nobody answers with more of them; what is cut off are the oldest of a long conversation. */
const maxIds = 60

/** A restored backup does not know every message that left. */
const shapedAsOurs = /^[a-z2-7]{26}\.[a-z0-9]{1,12}@/i

const robots =
  /^(mailer-?daemon|post-?master|mail-?system|bounces?|no-?reply-?bounce|microsoftexchange\w*|complaints?|fbl|feedback|abuse|staff)\b/i
const reportSubjects =
  /undeliver|deliver|returned mail|return to sender|failure|failed|bounce|rejected|complaint|non[- ]?(remis|distribu)|[ée]chec|retourn|non[- ]?d[ée]livr|unzustell|nicht zugestellt|zustell|fehlgeschlagen|no se (ha )?(podido|pudo)|no entregad|rebotad|mancat[ao] (consegna|recapito)|non recapitat|impossibile/i
const withdrawalSubjects =
  /unsub|opt[- ]?out|remove|d[ée]s-?(inscri|abonn)|stop\b|abmeld|abbestell|austrag|cancella|disiscri|rimuov|baja\b|desuscri/i

const marks = ['Auto-Submitted', 'X-Failed-Recipients', 'X-Autoreply', 'X-Autorespond']

export function mayConcernUs(headers: string, known: KnownMail): boolean {
  if (messageIdsIn(headers).some((id) => shapedAsOurs.test(id) || known.isOurs(id))) return true
  if (isReportLike(headers)) return true
  if (withdrawalSubjects.test(subjectIn(headers))) return true
  const from = addressIn(headerIn(headers, 'From'))
  return from !== null && known.isWrittenTo(from)
}

function isReportLike(headers: string): boolean {
  if (/^\s*<\s*>/.test(headerIn(headers, 'Return-Path') ?? '')) return true
  if (/^\s*multipart\/report/i.test(headerIn(headers, 'Content-Type') ?? '')) return true
  const marked = marks.some((name) => {
    const value = headerIn(headers, name)
    return value !== null && !/^\s*no\b/i.test(value)
  })
  if (marked || reportSubjects.test(subjectIn(headers))) return true
  const from = addressIn(headerIn(headers, 'From'))
  return from !== null && robots.test(from)
}

function messageIdsIn(headers: string): string[] {
  const texts = ['In-Reply-To', 'References'].map((name) => headerIn(headers, name) ?? '')
  return texts
    .flatMap((text) => text.slice(-8_000).match(/[^<>\s]{1,250}@[^<>\s]{1,250}/g) ?? [])
    .slice(-maxIds)
}

function addressIn(value: string | null): string | null {
  if (value === null) return null
  const text = value.slice(0, 1_000)
  const found = /<([^<>\s]+@[^<>\s]+)>/.exec(text)?.[1] ?? /[^\s<>",;]+@[^\s<>",;]+/.exec(text)?.[0]
  return found?.toLowerCase() ?? null
}
