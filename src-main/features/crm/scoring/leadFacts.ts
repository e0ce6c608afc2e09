// What is known of a lead before it is won or lost, as the columns a score is learnt from. What
// stands here only because of the decision would be found in every past lead and in no open one: see
// docs/decisions/0042. Left out for that: stage, wins, sales, notes, last contact, moments of
// changes, the score by rules.
import { CustomValues, type CustomField } from '#shared/contract/crm/customFields.ts'
import { OtherData } from '#shared/contract/leadFieldSchemas.ts'
import { customName } from '#shared/rules/leadFilter/filterFields.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { isPublicMailbox } from '#shared/rules/mailProviders.ts'
import {
  bigInteger,
  integer,
  longText,
  moment,
  optional,
  text,
} from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { z } from 'zod'

/**
 * `number` is compared by size, `category` is one of several, `set` is any of several, `guess` is
 * text that may turn out to be numbers.
 */
export type FactKind = 'number' | 'category' | 'set' | 'guess'
export type FactValue = number | string | readonly string[]
export type Facts = Map<string, { kind: FactKind; value: FactValue | null }>

/** Interactions that were had; forms beside them. */
export const contactFacts = ['email', 'call', 'meeting', 'form'] as const
export const contactColumn = (fact: (typeof contactFacts)[number]) => `contacts.${fact}`
/** Columns of what a file knew besides our fields. */
export const otherPrefix = 'other.'

/** What a lead's facts are made from. */
export const factRow = rowOf({
  id: integer(),
  status: text(),
  source: optional(text()),
  tags: longText(),
  jobTitle: optional(text()),
  phone: optional(text()),
  company: optional(text()),
  email: optional(text()),
  estimatedValueCents: bigInteger(),
  custom: longText(),
  otherData: longText(),
  createdAt: moment(),
  /** Up to which moment contacts count; null: nobody knows when the lead was decided. */
  until: optional(moment()),
  emails: integer(),
  calls: integer(),
  meetings: integer(),
  forms: integer(),
})
export type FactRow = RowOfTable<typeof factRow>

/** What was had on the day of the decision may be the decision itself, written down. */
const marginBeforeDecision = 24 * 60 * 60 * 1000
const had = (type: string) =>
  `(SELECT count(*) FROM interactions WHERE lead_id = leads.id AND type = '${type}' AND occurred_at <= until AND interactions.created_at <= until)`

/**
 * The facts of leads as they were before each was won or lost; of one that is open, as they are.
 * The moment of a decision is that of the lead's last move into its stage: one that was imported as
 * won or lost has none.
 * @param where which leads; the first parameter is the moment up to which contacts
 * of open ones count
 */
export const factsSql = (where: string) => `SELECT id, status, source, tags, job_title AS jobTitle,
    phone, company, email, estimated_value_cents AS estimatedValueCents, custom, other_data AS otherData,
    created_at AS createdAt, until, ${had('email')} AS emails, ${had('call')} AS calls, ${had('meeting')} AS meetings,
    (SELECT count(*) FROM funnel_events WHERE funnel_events.lead_id = leads.id AND kind = 'form' AND at <= until) AS forms
  FROM (SELECT *, iif(status IN ('won', 'lost'), (SELECT changed_at FROM lead_stage_changes AS moves
      WHERE moves.lead_id = leads.id AND to_status = leads.status ORDER BY moves.id DESC LIMIT 1) - ${marginBeforeDecision}, ?) AS until
    FROM leads WHERE ${where}) AS leads`

/** Tags that say how it ended, or that somebody has bought, folded. */
const outcomeTags = new Set([
  ...`client clients cliente clientes customer customers acheteur acheteuse acheteurs buyer buyers
    won gagne gagnee gagnes lost perdu perdue perdus vendu vendue sold signe signee signed paye payee
    paid facture invoiced`.split(/\s+/),
  ...['ancien client', 'ex client', 'former customer', 'closed won', 'closed lost'],
])
const isOutcomeTag = (tag: string) => outcomeTags.has(foldText(tag).replaceAll('-', ' '))

/** As they are written: they are compared folded, and shown like this. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

const tagList = z.array(z.string())
const dayLength = 86_400_000
const yesNo = (value: string | null) => (value === null || value.trim() === '' ? 'no' : 'yes')
/** Amounts and counts spread over powers of ten: what counts is how many times more. */
const magnitude = (value: number) => Math.log1p(Math.max(0, value))

/** @param fields the custom fields there are: values of deleted ones are not looked at */
export function factsOf(row: FactRow, fields: readonly CustomField[]): Facts {
  const facts: Facts = new Map()
  const add = (column: string, kind: FactKind, value: FactValue | null) =>
    facts.set(column, { kind, value })
  add('source', 'category', row.source)
  add(
    'tags',
    'set',
    tagList.parse(JSON.parse(row.tags)).filter((tag) => !isOutcomeTag(tag)),
  )
  add('jobTitle', 'set', wordsOf(row.jobTitle ?? ''))
  add('phone', 'category', yesNo(row.phone))
  add('company', 'category', yesNo(row.company))
  add('email', 'category', mailbox(row.email))
  add(
    'estimatedValue',
    'number',
    row.estimatedValueCents === 0 ? null : magnitude(row.estimatedValueCents / 100),
  )
  const counts = { email: row.emails, call: row.calls, meeting: row.meetings, form: row.forms }
  for (const fact of contactFacts)
    add(contactColumn(fact), 'number', row.until === null ? null : magnitude(counts[fact]))
  const custom = row.custom === '{}' ? {} : CustomValues.parse(JSON.parse(row.custom))
  for (const field of fields) {
    const value = Object.hasOwn(custom, field.key) ? custom[field.key] : undefined
    const { kind, fact } = customFact(field, value, row.createdAt)
    add(customName(field.key), kind, fact)
  }
  if (row.otherData !== '{}')
    for (const [title, value] of Object.entries(OtherData.parse(JSON.parse(row.otherData))))
      add(`${otherPrefix}${title}`, 'guess', value.trim() === '' ? null : value)
  return facts
}

const mailbox = (email: string | null) =>
  email === null ? 'none' : isPublicMailbox(email) ? 'public' : 'own'

type CustomFact = { kind: FactKind; fact: FactValue | null }
function customFact(
  { kind }: Pick<CustomField, 'kind'>,
  value: CustomValues[string] | undefined,
  createdAt: number,
): CustomFact {
  switch (kind) {
    case 'number':
    case 'money':
      return { kind: 'number', fact: typeof value === 'number' ? value : null }
    case 'date':
      // A day counts by how far it is from the lead's arrival.
      return {
        kind: 'number',
        fact:
          typeof value === 'string'
            ? Math.round((Date.parse(`${value}T00:00:00Z`) - createdAt) / dayLength)
            : null,
      }
    case 'yesNo':
      return { kind: 'category', fact: value === undefined ? null : value === true ? 'yes' : 'no' }
    case 'choices':
      return { kind: 'set', fact: Array.isArray(value) ? value : null }
    case 'longText':
    case 'link':
      return { kind: 'category', fact: value === undefined ? null : 'yes' }
    case 'text':
    case 'choice':
      return { kind: 'category', fact: typeof value === 'string' ? value : null }
  }
}
