// One lead as files show it, and the columns in which tables have it.
import type { CustomField, CustomValue } from '#shared/contract/crm/customFields.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { leadFieldNames, leadFields, type LeadFieldName } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import type { StageNames } from '#shared/rules/leads/stages.ts'
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import { labelWords } from '../contactPoints/pointLabels.ts'
import type { ContactPoints } from '../contactPoints/contactPoints.ts'
import { toLeadFields } from '../leads/leadRecord.ts'
import { leadProperty, type LeadRow } from '../leads/leads.table.ts'
import { exportWords } from './exportWords.ts'

/**
 * As it is read for an export: `wonAt` is null where nothing says when it was won; `topicsLeft` are names,
 * null where none was left.
 */
export type ExportRow = LeadRow & { wonAt: number | null; topicsLeft: string | null }

export type ExportedLead = {
  row: ExportRow
  tags: string[]
  custom: Record<string, CustomValue>
  otherData: Record<string, string>
  contactPoints: ContactPoints
}

/** How many further addresses and phones any of the leads has: a column each. And what else is told if any. */
export type FurtherPoints = {
  emails: number
  phones: number
  /** Whether any of them, the first ones included, has a label: columns of labels then. */
  hasEmailLabels: boolean
  hasPhoneLabels: boolean
  /** Whether there are topics that could be left: a column then. */
  hasTopics: boolean
}

/** What stands in a cell; each kind of file writes it its own way. Moments in milliseconds. */
export type ExportCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'moment'; at: number }
  | { kind: 'day'; day: string }
  | null

export type ExportColumn = {
  title: string
  cell(lead: ExportedLead): ExportCell
  /** What an address or a number is called. */
  isLabel?: true
}

/** Columns that the import takes at most. */
const maxColumns = 200

const text = (value: string | null): ExportCell =>
  value === null || value === '' ? null : { kind: 'text', text: value }
const number = (value: number): ExportCell => ({ kind: 'number', number: value })
const moment = (at: number | null): ExportCell => (at === null ? null : { kind: 'moment', at })
/** As the import parts them: no tag and no choice of several holds a semicolon. */
const several = (values: readonly string[]): ExportCell => text(values.join('; '))

export function exportedLead(row: ExportRow): ExportedLead {
  const { tags, custom, otherData, contactPoints } = toLeadFields(row)
  return { row, tags, custom, otherData, contactPoints }
}

/**
 * @param fields the custom fields there are, in their order
 * @param otherKeys titles of other data that any of the leads has
 * @param stages as the business calls them
 * @param further columns beside the first address and the first phone
 */
export function exportColumns(
  language: Language,
  fields: readonly CustomField[],
  otherKeys: readonly string[],
  further: FurtherPoints,
  stages: StageNames,
): ExportColumn[] {
  const words = exportWords[language]
  const fixed: ExportColumn[] = [
    { title: words.id, cell: ({ row }) => number(row.id) },
    ...leadFieldNames.flatMap((name) => [
      fieldColumn(name, language, stages),
      ...furtherColumns(name, language, further),
    ]),
    { title: words.score, cell: ({ row }) => number(row.score) },
    { title: words.createdAt, cell: ({ row }) => moment(row.createdAt) },
    { title: words.updatedAt, cell: ({ row }) => moment(row.updatedAt) },
    { title: words.lastContactAt, cell: ({ row }) => moment(row.lastContactAt) },
    { title: words.wonAt, cell: ({ row }) => moment(row.wonAt) },
    ...(further.hasTopics
      ? [{ title: words.topicsLeft, cell: ({ row }: ExportedLead) => text(row.topicsLeft) }]
      : []),
    ...fields.map(({ key, name }): ExportColumn => ({
      title: name,
      cell: ({ custom }) => customCell(own(custom, key), fields, key, language),
    })),
  ]
  const others = otherKeys.map((key): ExportColumn => ({
    title: key,
    cell: ({ otherData }) => text(own(otherData, key) ?? null),
  }))
  return withRoom(fixed, others, words.otherData)
}

/**
 * As many columns as the import takes: of more the last titles of other data go, then the labels, then
 * fields from the end, and one column has what they say, a line each.
 */
function withRoom(
  fixed: readonly ExportColumn[],
  others: readonly ExportColumn[],
  restTitle: string,
): ExportColumn[] {
  const columns = [...fixed, ...others]
  const excess = columns.length - maxColumns
  if (excess <= 0) return columns
  const kept = fixed.filter(({ isLabel }) => isLabel !== true)
  const labels = fixed.filter(({ isLabel }) => isLabel === true)
  // One more goes: its place is that of the column with the rest.
  const left = new Set([...kept, ...labels, ...others].slice(-(excess + 1)))
  return [
    ...columns.filter((column) => !left.has(column)),
    restColumn(
      restTitle,
      columns.filter((column) => left.has(column)),
    ),
  ]
}

/** A value that stands in the object itself: keys are what people named their columns. */
const own = <Value>(values: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(values, key) ? values[key] : undefined

function restColumn(title: string, columns: readonly ExportColumn[]): ExportColumn {
  return {
    title,
    cell: (lead) =>
      text(
        columns
          .flatMap((column) => {
            const said = cellText(column.cell(lead))
            return said === '' ? [] : [`${column.title} : ${said}`]
          })
          .join('\n'),
      ),
  }
}

function cellText(cell: ExportCell): string {
  if (cell === null) return ''
  if (cell.kind === 'text') return cell.text
  if (cell.kind === 'day') return cell.day
  return cell.kind === 'number' ? String(cell.number) : new Date(cell.at).toISOString()
}

function fieldColumn(name: LeadFieldName, language: Language, stages: StageNames): ExportColumn {
  const title = leadFieldWords[language].names[name]
  const property = leadProperty(name)
  switch (leadFields[name].kind) {
    case 'money':
      return { title, cell: ({ row }) => number((row[property] as number) / 100) }
    case 'stage':
      return { title, cell: ({ row }) => text(stages[row.status]) }
    case 'tags':
      return { title, cell: ({ tags }) => several(tags) }
    default:
      return { title, cell: ({ row }) => text(row[property] as string | null) }
  }
}

/** `E-mail 2`, `E-mail 3`, … and what each of all is called. */
function furtherColumns(
  name: LeadFieldName,
  language: Language,
  further: FurtherPoints,
): ExportColumn[] {
  if (name !== 'email' && name !== 'phone') return []
  const list = name === 'email' ? 'emails' : 'phones'
  const hasLabels = name === 'email' ? further.hasEmailLabels : further.hasPhoneLabels
  const own = leadFieldWords[language].names[name]
  const { title, labels } = labelWords[language]
  const labelled = (
    of: string,
    labelOf: (points: ContactPoints) => ContactLabel | null | undefined,
  ) =>
    hasLabels
      ? [
          {
            title: `${of} - ${title}`,
            isLabel: true as const,
            cell: ({ contactPoints }: ExportedLead) => {
              const label = labelOf(contactPoints)
              return text(label ? labels[label] : null)
            },
          },
        ]
      : []
  return [
    ...labelled(own, (points) => points[`${name}Label`]),
    ...Array.from({ length: further[list] }, (_, index) => [
      {
        title: `${own} ${index + 2}`,
        cell: ({ contactPoints }: ExportedLead) =>
          text(contactPoints[list]?.[index]?.value ?? null),
      },
      ...labelled(`${own} ${index + 2}`, (points) => points[list]?.[index]?.label),
    ]).flat(),
  ]
}

function customCell(
  value: CustomValue | undefined,
  fields: readonly CustomField[],
  key: string,
  language: Language,
): ExportCell {
  if (value === undefined) return null
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return text(exportWords[language][value ? 'yes' : 'no'])
  if (Array.isArray(value)) return several(value)
  const isDay = fields.some((field) => field.key === key && field.kind === 'date')
  return isDay ? { kind: 'day', day: value } : text(value)
}
