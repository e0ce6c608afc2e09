// The leads table. Amounts are whole cents, moments milliseconds; `score`,
// `sortName`, `searchWords` and `tagKeys` are derived, see leadRecord.ts.
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import {
  idColumn,
  momentColumn,
  optionalMomentColumn,
  optionalTextColumn,
  textColumn,
} from '#main/database/columns.ts'
import type { LeadFieldKind } from '#shared/leadFields/leadFieldKinds.ts'
import {
  leadFieldNames,
  leadFields,
  type LeadFieldName,
  type LeadFieldNameWhere,
} from '#shared/leadFields/leadFields.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

type LeadCellOfKind = {
  line: string | null
  phone: string | null
  email: string | null
  text: string | null
  stage: LeadStatus
  /** Whole cents. */
  money: number
  /** JSON array of strings. */
  tags: string
}
type CellOf<Name extends LeadFieldName> = LeadCellOfKind[(typeof leadFields)[Name]['kind']]

type MoneyFieldName = LeadFieldNameWhere<{ kind: 'money' }>
/** What a field is called in a row: amounts say that they are cents. */
export type LeadProperty<Name extends LeadFieldName> = Name extends MoneyFieldName
  ? `${Name}Cents`
  : Name
export const leadProperty = <Name extends LeadFieldName>(name: Name) =>
  (leadFields[name].kind === 'money' ? `${name}Cents` : name) as LeadProperty<Name>

type FieldCells = { [Name in LeadFieldName as LeadProperty<Name>]: CellOf<Name> }

/** The fields, and what is derived from them or kept besides. The e-mail address is unique. */
export type LeadRow = FieldCells & {
  id: number
  score: number
  /** What sorting by name compares: folded. */
  sortName: string
  /** What search looks at: folded words with spaces between. */
  searchWords: string
  /** JSON array: what each tag is found by; empty if lower-case ASCII says it. */
  tagKeys: string
  /** JSON object: what a file knew about the person beyond our fields, by its column's title. */
  otherData: string
  /** JSON object: values of custom fields, by their key. */
  custom: string
  /** JSON array of pairs: what each of them is found by, see `customKeys`. */
  customKeys: string
  /** JSON object: further addresses and phones, and the labels of all, see `contactPoints.ts`. */
  contactPoints: string
  /** The import that created the lead; null for one entered by hand. */
  importId: number | null
  createdAt: number
  updatedAt: number
  lastContactAt: number | null
}

const columnOfKind = {
  line: optionalTextColumn,
  phone: optionalTextColumn,
  email: optionalTextColumn,
  text: (name) => ({ type: 'text', name, nullable: true }),
  stage: textColumn,
  money: (name) => ({ type: 'bigint', name }),
  tags: (name) => ({ type: 'text', name }),
} as const satisfies Record<LeadFieldKind, (name: string) => EntitySchemaColumnOptions>

// Object.fromEntries forgets which column belongs to which property.
const fieldColumns = Object.fromEntries(
  leadFieldNames.map((name) => {
    const { kind, column } = leadFields[name]
    return [leadProperty(name), columnOfKind[kind](column)]
  }),
) as Record<keyof FieldCells, EntitySchemaColumnOptions>

export const leadsTable = new EntitySchema<LeadRow>({
  name: 'leads',
  columns: {
    id: idColumn,
    ...fieldColumns,
    score: { type: 'integer' },
    sortName: textColumn('sort_name'),
    searchWords: { type: 'text', name: 'search_words', default: '' },
    tagKeys: { type: 'text', name: 'tag_keys', default: '[]' },
    otherData: { type: 'text', name: 'other_data', default: '{}' },
    custom: { type: 'text', default: '{}' },
    customKeys: { type: 'text', name: 'custom_keys', default: '[]' },
    contactPoints: { type: 'text', name: 'contact_points', default: '{}' },
    importId: { type: 'integer', name: 'import_id', nullable: true },
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
    lastContactAt: optionalMomentColumn('last_contact_at'),
  },
  indices: [
    { name: 'leads_email', columns: ['email'], unique: true },
    { name: 'leads_created', columns: ['createdAt', 'id'] },
    { name: 'leads_name', columns: ['sortName', 'id'] },
    { name: 'leads_score', columns: ['score', 'id'] },
    { name: 'leads_value', columns: ['estimatedValueCents', 'id'] },
    { name: 'leads_status_created', columns: ['status', 'createdAt', 'id'] },
    { name: 'leads_status_name', columns: ['status', 'sortName', 'id'] },
    { name: 'leads_status_score', columns: ['status', 'score', 'id'] },
    { name: 'leads_status_value', columns: ['status', 'estimatedValueCents', 'id'] },
    { name: 'leads_entered', columns: ['createdAt'], where: 'import_id IS NULL' },
    { name: 'leads_import', columns: ['importId'], where: 'import_id IS NOT NULL' },
    { name: 'leads_last_contact', columns: ['lastContactAt'] },
    { name: 'leads_source', columns: ['source', 'createdAt', 'id'] },
    { name: 'leads_owner', columns: ['owner'], where: 'owner IS NOT NULL' },
    { name: 'leads_lost_reason', columns: ['lostReason'], where: 'lost_reason IS NOT NULL' },
    // On an expression, which TypeORM cannot say: it is told to leave the index alone.
    { name: 'leads_quiet', synchronize: false },
  ],
})

/** The column of each property of a row, the number aside. */
export const leadColumnNames = Object.fromEntries(
  Object.entries(leadsTable.options.columns)
    .filter(([property]) => property !== 'id')
    .map(([property, column]) => [property, column?.name ?? property]),
) as Record<Exclude<keyof LeadRow, 'id'>, string>
