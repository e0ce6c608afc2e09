// What leads can be filtered by: their fields, what is known besides, and custom fields; and which
// conditions each of them takes.
import { leadFields, leadFieldNames, type LeadFieldName } from '../../leadFields/leadFields.ts'
import type { LeadFieldKind } from '../../leadFields/leadFieldKinds.ts'
import type { FilterOp } from './filterTree.ts'

/** How values compare: each kind of field of a lead, and of a custom field, is one of these. */
export type FilterKind =
  | 'text'
  | 'phone'
  | 'stage'
  | 'tags'
  | 'number'
  | 'moment'
  | 'day'
  | 'yesNo'
  | 'choice'
  | 'choices'
  | 'reach'
  | 'basis'
  | 'topics'

const filled = ['isEmpty', 'isFilled'] as const
const words = ['contains', 'is', 'isNot', 'startsWith', ...filled] as const
const dates = [
  'withinDays',
  'olderThanDays',
  'notWithinDays',
  'thisMonth',
  'before',
  'after',
  'between',
  'is',
  ...filled,
] as const
/** The first of each is the one a new condition begins with. */
export const opsOfKind: Record<FilterKind, readonly FilterOp[]> = {
  text: words,
  phone: words,
  stage: ['is', 'isNot'],
  tags: ['hasTag', ...filled],
  number: ['above', 'below', 'between', 'is', 'isNot', ...filled],
  moment: dates,
  day: dates,
  yesNo: ['is', 'isNot', ...filled],
  choice: ['is', 'isNot', ...filled],
  choices: ['is', 'isNot', ...filled],
  reach: ['is', 'isNot'],
  basis: ['is', 'isNot'],
  topics: ['is', 'isNot', ...filled],
}

const kindOfLeadField: Record<LeadFieldKind, FilterKind> = {
  line: 'text',
  phone: 'phone',
  email: 'text',
  text: 'text',
  stage: 'stage',
  money: 'number',
  tags: 'tags',
}

/** What is known of a lead besides its fields. */
export const derivedFilterFields = {
  score: 'number',
  createdAt: 'moment',
  updatedAt: 'moment',
  /** The last call, meeting, e-mail or form: a mailing is none. */
  lastContactAt: 'moment',
  /** The last message of ours that a server took. */
  lastMessageAt: 'moment',
  /** The last link of a message that they opened; nothing where they did not agree that it is measured. */
  lastClickAt: 'moment',
  wonAt: 'moment',
  /** When a lost one came into the stage; that it arrived, where no move is on record. */
  lostAt: 'moment',
  /** When the most pressing open task is due; nothing of one without a date. */
  nextActionAt: 'moment',
  /** Whether they can be written to, or why not. */
  reachable: 'reach',
  /** On what ground they may be written to, by the consent ledger. */
  legalBasis: 'basis',
  /** Topics that the person left, by their keys. */
  topicsLeft: 'topics',
} as const satisfies Record<string, FilterKind>
export type DerivedFilterField = keyof typeof derivedFilterFields

/** A field of a lead or one that is known besides. */
export type KnownFilterField = LeadFieldName | DerivedFilterField
export const knownFilterFields: Record<KnownFilterField, FilterKind> = {
  // Object.fromEntries forgets the names; the list they are made from is typed.
  ...(Object.fromEntries(
    leadFieldNames.map((name) => [name, kindOfLeadField[leadFields[name].kind]]),
  ) as Record<LeadFieldName, FilterKind>),
  ...derivedFilterFields,
}
export const isKnownFilterField = (name: string): name is KnownFilterField =>
  Object.hasOwn(knownFilterFields, name)

/** What is asked by these needs no value beside it. */
export const opsWithoutValue: readonly FilterOp[] = ['thisMonth', ...filled]
/** Conditions on a number of days before or after today. */
const daysFromToday: readonly FilterOp[] = ['withinDays', 'olderThanDays', 'notWithinDays']
export const isDaysFromToday = (op: FilterOp): boolean => daysFromToday.includes(op)
/** What means whoever another one does not mean, those without a value included. */
export const oppositeOps: Partial<Record<FilterOp, FilterOp>> = {
  isNot: 'is',
  isEmpty: 'isFilled',
  notWithinDays: 'withinDays',
}
/** Conditions on a date whose meaning moves with the calendar. */
export const isRelative = (op: FilterOp): boolean => isDaysFromToday(op) || op === 'thisMonth'

/** Whether somebody can be written to: `yes`, or what stands against it. */
export const reachAnswers = ['yes', 'no_address', 'suppressed'] as const

export const customFieldKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'yesNo',
  'choice',
  'choices',
  'link',
] as const
export type CustomFieldKind = (typeof customFieldKinds)[number]
export const filterKindOfCustom: Record<CustomFieldKind, FilterKind> = {
  text: 'text',
  longText: 'text',
  number: 'number',
  money: 'number',
  date: 'day',
  yesNo: 'yesNo',
  choice: 'choice',
  choices: 'choices',
  link: 'text',
}

const customPrefix = 'custom.'
/** The name of a custom field in a filter, a merge field and a mapping. */
export const customName = (key: string): string => `${customPrefix}${key}`
/** The key of a custom field; null for a name that is none of a custom field. */
export const customKeyOf = (name: string): string | null =>
  name.startsWith(customPrefix) ? name.slice(customPrefix.length) : null
