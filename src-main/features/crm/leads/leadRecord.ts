// Between a lead as the contract shows it and its row: what is derived is derived here, for editing
// and importing alike.
import type { Lead } from '#shared/contract/crm.contract.ts'
import { CustomValues } from '#shared/contract/crm/customFields.ts'
import { OtherData } from '#shared/contract/leadFieldSchemas.ts'
import { mapLeadFields, type TextFieldName } from '#shared/leadFields/leadFields.ts'
import { leadScore } from '#shared/rules/leadScore.ts'
import { distinctTags } from '#shared/rules/tags.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import { customKeys } from '../customFields/customKeys.ts'
import { knownValues, type FieldDefinition } from '../customFields/customValues.ts'
import { inOrder, readContactPoints, type ContactPoints } from '../contactPoints/contactPoints.ts'
import { searchWords, sortName, tagKeys } from './leadWords.ts'
import { leadProperty, type LeadRow } from './leads.table.ts'

/**
 * The fields of a lead that are set by a person or a file; everything else of the row follows from
 * them.
 */
export type LeadFields = Omit<
  LeadRow,
  | 'id'
  | 'score'
  | 'sortName'
  | 'searchWords'
  | 'tagKeys'
  | 'tags'
  | 'otherData'
  | 'custom'
  | 'customKeys'
  | 'contactPoints'
> & { tags: string[]; otherData: OtherData; custom: CustomValues; contactPoints: ContactPoints }

/** Most leads have none. @throws ZodError if what is stored is no such object */
export const readOtherData = (stored: string): OtherData =>
  stored === '{}' ? {} : OtherData.parse(JSON.parse(stored))
/** @throws ZodError if what is stored are no such values */
export const readCustom = (stored: string): CustomValues =>
  stored === '{}' ? {} : CustomValues.parse(JSON.parse(stored))

const nothing = () => null
const emptyFields = mapLeadFields({
  line: nothing,
  phone: nothing,
  email: nothing,
  text: nothing,
  stage: (): LeadStatus => 'new',
  money: () => 0,
  tags: (): string[] => [],
})

export function emptyLeadFields(now: number): LeadFields {
  const { estimatedValue, ...fields } = emptyFields
  return {
    ...fields,
    estimatedValueCents: estimatedValue,
    tags: [],
    otherData: {},
    custom: {},
    contactPoints: {},
    importId: null,
    createdAt: now,
    updatedAt: now,
    lastContactAt: null,
  }
}

/**
 * In another stage, or in the same one; undefined: the same. What was said of a loss is not said of
 * the next one: moving on takes the reason away.
 */
export function inStage(fields: LeadFields, status: LeadStatus | undefined): LeadFields {
  if (status === undefined || status === fields.status) return fields
  return { ...fields, status, lostReason: null }
}

/** A lead needs an e-mail address, a phone number or a name: something to recognise a person by. */
export function hasIdentity(
  fields: Pick<LeadFields, 'email' | 'phone' | 'firstName' | 'lastName'>,
): boolean {
  return (
    fields.email !== null ||
    fields.phone !== null ||
    fields.firstName !== null ||
    fields.lastName !== null
  )
}

/** What a lead is sorted and found by. */
export type LeadWords = Pick<LeadRow, 'sortName' | 'searchWords'>

type Named = Pick<
  LeadFields,
  'firstName' | 'lastName' | 'company' | 'email' | 'phone' | 'contactPoints'
>
const wordsOf = (named: Named): LeadWords => ({
  sortName: sortName(named),
  searchWords: searchWords(named),
})

export function leadWords(fields: Named): LeadWords {
  const { email, phone } = inOrder(fields)
  return wordsOf({ ...fields, email, phone })
}

/** @param words of these fields, where somebody has derived them already */
export function toLeadRow(
  fields: LeadFields,
  interactionCount: number,
  now: number,
  words: LeadWords | null = null,
): Omit<LeadRow, 'id'> {
  const tags = distinctTags(fields.tags)
  const reached = inOrder(fields)
  const named = { ...fields, email: reached.email, phone: reached.phone }
  return {
    ...named,
    // What is lost has a reason, and nothing else.
    lostReason: fields.status === 'lost' ? fields.lostReason : null,
    contactPoints: reached.contactPoints,
    tags: JSON.stringify(tags),
    tagKeys: JSON.stringify(tagKeys(tags)),
    otherData: JSON.stringify(fields.otherData),
    custom: JSON.stringify(fields.custom),
    customKeys: JSON.stringify(customKeys(fields.custom)),
    ...(words ?? wordsOf(named)),
    score: leadScore(
      { ...named, estimatedValue: fields.estimatedValueCents, interactionCount },
      now,
    ),
  }
}

export function toLeadFields(row: LeadRow): LeadFields {
  const {
    id: _id,
    score: _score,
    sortName: _name,
    searchWords: _words,
    tagKeys: _keys,
    customKeys: _customKeys,
    tags,
    otherData,
    custom,
    contactPoints,
    ...fields
  } = row
  return {
    ...fields,
    tags: JSON.parse(tags) as string[],
    otherData: readOtherData(otherData),
    custom: readCustom(custom),
    contactPoints: readContactPoints(contactPoints),
  }
}

/** @param fields the custom fields there are: values of others are not shown */
export function toLead(row: LeadRow, fields: readonly Pick<FieldDefinition, 'key'>[]): Lead {
  const text = ({ name }: { name: TextFieldName }) => row[name]
  return {
    id: row.id,
    ...mapLeadFields({
      line: text,
      phone: text,
      email: text,
      text,
      stage: ({ name }) => row[name],
      money: ({ name }) => row[leadProperty(name)] / 100,
      tags: ({ name }) => JSON.parse(row[name]) as string[],
    }),
    ...shownPoints(row.contactPoints),
    score: row.score,
    otherData: readOtherData(row.otherData),
    custom: row.custom === '{}' ? {} : knownValues(readCustom(row.custom), fields),
    createdAt: toTimestamp(row.createdAt),
    updatedAt: toTimestamp(row.updatedAt),
    lastContactAt: toOptionalTimestamp(row.lastContactAt),
  }
}

/** Every part, said or not. */
function shownPoints(stored: string): Required<ContactPoints> {
  return {
    emailLabel: null,
    emails: [],
    phoneLabel: null,
    phones: [],
    ...readContactPoints(stored),
  }
}

/** How a lead is called where there is room for one line. */
export function displayName(
  lead: Pick<LeadRow, 'firstName' | 'lastName' | 'company' | 'email' | 'phone'>,
): string {
  return (
    [lead.firstName, lead.lastName].filter(Boolean).join(' ') ||
    lead.company ||
    lead.email ||
    lead.phone ||
    '—'
  )
}
