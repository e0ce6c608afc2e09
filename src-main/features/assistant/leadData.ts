// What of a lead may leave: the fields that are switched on, and in them no trace of those that are
// off.
import type { Interaction, Lead } from '#shared/contract/crm.contract.ts'
import type { LeadFieldKind } from '#shared/leadFields/leadFieldKinds.ts'
import {
  leadFieldNames,
  leadFields,
  mapLeadFields,
  type LineFieldName,
  type TextFieldName,
} from '#shared/leadFields/leadFields.ts'
import type { AssistantLeadField } from '#shared/contract/assistantSettings.ts'

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
    ...present(leadValues(lead)),
    score: lead.score,
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

const leadValues = (lead: Lead) => {
  const line = ({ name }: { name: LineFieldName }) => lead[name]
  return mapLeadFields({
    line,
    phone: line,
    email: line,
    text: ({ name }) => lead[name]?.slice(0, maxTextLength) ?? null,
    stage: ({ name }) => lead[name],
    money: ({ name }) => lead[name],
    tags: ({ name }) => lead[name],
  })
}

const present = (fields: ReturnType<typeof leadValues>): SentLead =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => hasValue(value)))

const hasValue = (value: string | number | string[] | null): boolean =>
  value !== null && (typeof value === 'number' || value.length > 0)

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
  const off = leadFieldNames.filter((name) => !allowed.some((field) => field === name))
  const isOff = (kind: LeadFieldKind) => off.some((name) => leadFields[name].kind === kind)
  const all = spellingsOf(lead)
  const spellings = off.flatMap((name) => all[name].map(plain)).sort((a, b) => b.length - a.length)
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
    if (isOff('email')) shown = shown.replace(addressShaped, withheld)
    if (isOff('phone')) shown = shown.replace(phoneShaped, withheld)
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
 * How the value of each field may be written in a text. One letter is no trace of anybody; a stage
 * is a common word.
 */
const spellingsOf = (lead: Lead) => {
  const text = ({ name }: { name: TextFieldName }) => [lead[name]?.trim() ?? ''].filter(isTelling)
  return mapLeadFields({
    line: text,
    phone: ({ name }) => [lead[name] ?? '', ...valuesOf(lead.phones)].filter(isTelling),
    email: ({ name }) => [lead[name] ?? '', ...valuesOf(lead.emails)].filter(isTelling),
    text,
    stage: (): string[] => [],
    money: ({ name }) => amountSpellings(lead[name]),
    tags: ({ name }) => lead[name].filter(isTelling),
  })
}

const valuesOf = (points: Lead['emails']) => points.map(({ value }) => value.trim())

const amountSpellings = (amount: number): string[] =>
  amount >= 100
    ? [
        String(amount),
        ...['fr-FR', 'en-GB'].map((tag) => new Intl.NumberFormat(tag).format(amount)),
      ]
    : []

const isTelling = (value: string): boolean => value.trim().length > 1
const escaped = (words: string): string =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/gu, '\\s+')
// «Al» must not be taken out of «Alors».
const boundaryBefore = (words: string): string =>
  /^[\p{L}\p{N}]/u.test(words) ? '(?<![\\p{L}\\p{N}])' : ''
const boundaryAfter = (words: string): string =>
  /[\p{L}\p{N}]$/u.test(words) ? '(?![\\p{L}\\p{N}])' : ''
