// What of a lead may leave: the fields that are switched on, and in them no trace of those that are
// off.
import type { Interaction, Lead } from '#shared/contract/crm.contract.ts'
import { assistantLeadFields, type AssistantLeadField } from '#shared/contract/assistantSettings.ts'

/** Interactions sent at most, newest first, and characters of each text. */
export const maxInteractions = 30
const maxTextLength = 4_000

export const withheld = '[…]'

type SentInteraction = { type: string; on: string; subject: string | null; content: string | null }
export type SentLead = Partial<
  Record<AssistantLeadField, string | number | string[] | SentInteraction[]>
>

/** Fields without a value are left out. */
export function leadData(
  lead: Lead,
  interactions: Interaction[],
  allowed: readonly AssistantLeadField[],
): SentLead {
  const hide = withholder(lead, allowed)
  const values: SentLead = {
    ...present({
      firstName: lead.firstName,
      lastName: lead.lastName,
      email: lead.email,
      phone: lead.phone,
      company: lead.company,
      jobTitle: lead.jobTitle,
      source: lead.source,
    }),
    status: lead.status,
    score: lead.score,
    estimatedValue: lead.estimatedValue,
    ...(lead.tags.length > 0 ? { tags: lead.tags } : {}),
    ...present({ notes: lead.notes?.slice(0, maxTextLength) ?? null }),
    ...(interactions.length > 0
      ? { interactions: interactions.slice(0, maxInteractions).map(toSent) }
      : {}),
  }
  // Only texts can repeat another field; a stage or a number is what it is.
  return Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => allowed.some((name) => name === field))
      .map(([field, value]) => [field, field === 'status' ? value : hide(value)]),
  )
}

/** A text about the lead that was pasted by the user, without what is switched off. */
export function withoutOffFields(
  text: string,
  lead: Lead,
  allowed: readonly AssistantLeadField[],
): string {
  return withholder(lead, allowed)(text)
}

const present = (fields: Partial<Record<AssistantLeadField, string | null>>): SentLead =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))

const toSent = ({ type, occurredAt, subject, content }: Interaction): SentInteraction => ({
  type,
  on: occurredAt.slice(0, 10),
  subject,
  content: content?.slice(0, maxTextLength) ?? null,
})

const addressShaped = /[^\s<>@,;:"()[\]]+@[^\s<>@,;:"()[\]]+\.[^\s<>@,;:"()[\]]+/gu
const phoneShaped = /(?<![\p{L}\d])(?:\+|00)?\(?\d(?:[\s.\-/()]*\d){8,14}(?!\d)/gu

/**
 * A function that takes the values of switched-off fields out of texts, however deep they lie;
 * addresses and phone numbers of anybody else, too.
 */
function withholder(
  lead: Lead,
  allowed: readonly AssistantLeadField[],
): <Value>(value: Value) => Value {
  const off = assistantLeadFields.filter((field) => !allowed.includes(field))
  const spellings = off
    .flatMap((field) => spellingsOf(lead, field).map(plain))
    .sort((a, b) => b.length - a.length)
  const known =
    spellings.length === 0
      ? null
      : new RegExp(
          spellings
            .map((words) => `${boundaryBefore(words)}${escaped(words)}${boundaryAfter(words)}`)
            .join('|'),
          'giu',
        )
  const inText = (text: string): string => {
    let shown = known === null ? text : withoutMatches(text, known)
    if (off.includes('email')) shown = shown.replace(addressShaped, withheld)
    if (off.includes('phone')) shown = shown.replace(phoneShaped, withheld)
    return shown
  }
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value)
    if (Array.isArray(value)) return value.map(deep)
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            key === 'type' || key === 'on' ? inner : deep(inner),
          ]),
        )
      : value
  }
  return <Value>(value: Value) => deep(value) as Value
}

/** Without accents, and as long as before: a name is found however its accents are written. */
const plain = (text: string): string =>
  text.normalize('NFC').replace(/[^\p{ASCII}]/gu, (sign) => {
    const base = sign.normalize('NFD').replace(/\p{M}/gu, '')
    return base.length === sign.length ? base : sign
  })

function withoutMatches(text: string, known: RegExp): string {
  const whole = text.normalize('NFC')
  let shown = ''
  let from = 0
  for (const match of plain(whole).matchAll(known)) {
    shown += whole.slice(from, match.index) + withheld
    from = match.index + match[0].length
  }
  return shown + whole.slice(from)
}

/**
 * How the value of a field may be written in a text. One letter is no trace of anybody; a stage or
 * a score is a common word.
 */
function spellingsOf(lead: Lead, field: AssistantLeadField): string[] {
  if (field === 'tags') return lead.tags.filter(isTelling)
  if (field === 'estimatedValue')
    return lead.estimatedValue >= 100
      ? [
          String(lead.estimatedValue),
          ...['fr-FR', 'en-GB'].map((tag) =>
            new Intl.NumberFormat(tag).format(lead.estimatedValue),
          ),
        ]
      : []
  if (field === 'interactions' || field === 'status' || field === 'score') return []
  const value = lead[field]?.trim() ?? ''
  return isTelling(value) ? [value] : []
}

const isTelling = (value: string): boolean => value.trim().length > 1
const escaped = (words: string): string =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/gu, '\\s+')
// «Al» must not be taken out of «Alors».
const boundaryBefore = (words: string): string =>
  /^[\p{L}\p{N}]/u.test(words) ? '(?<![\\p{L}\\p{N}])' : ''
const boundaryAfter = (words: string): string =>
  /[\p{L}\p{N}]$/u.test(words) ? '(?![\\p{L}\\p{N}])' : ''
