// The columns that the list of leads can have: their titles, widths and orders, and what stands in
// each.
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Lead, ListedLead } from '#shared/contract/crm.contract.ts'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import {
  isViewColumn,
  viewColumnNames,
  type ViewColumn,
  type ViewColumnName,
} from '#shared/contract/crm/views.ts'
import { isLeadField } from '#shared/leadFields/leadFields.ts'
import {
  customKeyOf,
  customName,
  type CustomFieldKind,
} from '#shared/rules/leadFilter/filterFields.ts'
import { customFieldsQuery } from '../../../api/shared.queries.ts'
import { unknownSign, useFormat } from '../../../i18n/useFormat.ts'
import type { TableColumn } from '../../../ui/tables/tableColumn.ts'
import { useTaskWords } from '../tasks/useTaskWords.ts'

/** An entry that no list shows has no next action and no last message with it. */
type ShownLead = Lead & Partial<Pick<ListedLead, 'nextAction' | 'lastMessageAt'>>

/** What the list begins with, and below which width of the list each of them makes room. */
const defaults: readonly { key: ViewColumnName; hideBelow?: number }[] = [
  { key: 'name' },
  { key: 'email', hideBelow: 520 },
  { key: 'company', hideBelow: 760 },
  { key: 'status' },
  { key: 'score', hideBelow: 620 },
  { key: 'estimatedValue', hideBelow: 700 },
  { key: 'nextAction', hideBelow: 1120 },
  { key: 'createdAt', hideBelow: 940 },
]
const isAtEnd = (key: string): boolean => ['score', 'estimatedValue', 'createdAt'].includes(key)

const widths: Partial<Record<string, string>> = {
  name: 'minmax(150px, 1.2fr)',
  email: 'minmax(140px, 1.7fr)',
  company: 'minmax(110px, 1fr)',
  nextAction: 'minmax(150px, 1.2fr)',
  notes: 'minmax(150px, 1.5fr)',
  status: '124px',
  score: '64px',
  estimatedValue: '104px',
  createdAt: '116px',
  updatedAt: '116px',
  lastContactAt: '136px',
  lastMessageAt: '148px',
}
/** What is asked for from the highest or the latest first. */
const descendingFirst: readonly string[] = [
  ...['score', 'estimatedValue', 'createdAt', 'updatedAt', 'lastContactAt', 'lastMessageAt'],
]
const isHighestFirst = (key: string, kind: CustomFieldKind | undefined): boolean =>
  descendingFirst.includes(key) ||
  (kind !== undefined && ['number', 'money', 'date', 'yesNo'].includes(kind))
const short: Partial<Record<string, string>> = {
  name: 'name',
  estimatedValue: 'value',
  createdAt: 'created',
  score: 'score',
}

/** Titles of columns, and all that can be chosen. */
export function useColumnNames() {
  const { t } = useI18n()
  const { data } = useQuery(customFieldsQuery)
  const custom = computed<CustomField[]>(() => data.value?.items ?? [])
  const fieldOf = (key: string) => custom.value.find((field) => field.key === customKeyOf(key))
  /** Null for a column whose field is gone. */
  function titleOf(key: string): string | null {
    const named = short[key]
    if (named !== undefined) return t(`crm.column.${named}`)
    if (key === 'nextAction' || key === 'lastMessageAt') return t(`views.column.${key}`)
    if (isViewColumn(key))
      return isLeadField(key) ? t(`leadField.${key}`) : t(`filters.derived.${key}`)
    return fieldOf(key)?.name ?? null
  }
  const known = computed(() => [
    ...viewColumnNames,
    ...custom.value.map(({ key }) => customName(key)),
  ])
  return { titleOf, known, fieldOf }
}

/** @param chosen the columns of the view; none: those the list begins with */
export function useLeadColumns(chosen: () => readonly ViewColumn[]) {
  const format = useFormat()
  const words = useTaskWords()
  const { titleOf, fieldOf } = useColumnNames()
  const shown = computed<(ViewColumn & { hideBelow?: number })[]>(() =>
    chosen().length === 0 ? [...defaults] : [...chosen()],
  )
  const columns = computed<TableColumn[]>(() =>
    shown.value.flatMap(({ key, width, hideBelow }): TableColumn[] => {
      const label = titleOf(key)
      if (label === null) return []
      const sort = {
        ascending: key,
        descending: `-${key}`,
        descendingFirst: isHighestFirst(key, fieldOf(key)?.kind),
      }
      return [
        {
          key,
          label,
          width: width === undefined ? (widths[key] ?? 'minmax(100px, 1fr)') : `${width}px`,
          ...(isAtEnd(key) ? { align: 'end' as const } : {}),
          ...(hideBelow === undefined ? {} : { hideBelow }),
          sort,
        },
      ]
    }),
  )

  const day = (moment: string | null) => (moment === null ? '' : format.day(moment))
  function customText(lead: Lead, key: string): string {
    const [field, customKey] = [fieldOf(key), customKeyOf(key)]
    const value = customKey === null ? undefined : lead.custom[customKey]
    if (field === undefined || value === undefined) return ''
    return format.customValue(value, field.kind)
  }
  function actionText({ nextAction }: ShownLead): string {
    if (!nextAction) return ''
    const title = words.title(nextAction)
    return nextAction.dueAt === null ? title : `${words.due(nextAction.dueAt)} · ${title}`
  }
  /** What a column says of a lead; name, stage and next action are drawn apart. */
  function textOf(lead: ShownLead, key: string): string {
    if (key === 'nextAction') return actionText(lead)
    if (key === 'score') return String(lead.score)
    if (key === 'estimatedValue')
      return lead.estimatedValue === 0 ? unknownSign : format.shortMoney(lead.estimatedValue)
    if (key === 'lastMessageAt') return day(lead.lastMessageAt ?? null)
    if (key === 'createdAt' || key === 'updatedAt' || key === 'lastContactAt') return day(lead[key])
    if (key === 'tags') return lead.tags.join(', ')
    if (isLeadField(key)) return String(lead[key] ?? '')
    return customText(lead, key)
  }
  return { shown, columns, textOf }
}
