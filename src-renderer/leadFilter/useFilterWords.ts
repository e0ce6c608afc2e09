// What can be filtered by, in the words of the interface, and what a condition says.
import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomField } from '#shared/contract/crm/customFields.ts'
import { suppressionReasons } from '#shared/contract/suppressions.ts'
import { isLeadField } from '#shared/leadFields/leadFields.ts'
import { basisAnswers } from '#shared/rules/consents/legalBases.ts'
import {
  customKeyOf,
  customName,
  filterKindOfCustom,
  isKnownFilterField,
  knownFilterFields,
  reachAnswers,
  type DerivedFilterField,
  type FilterKind,
  isDaysFromToday,
} from '#shared/rules/leadFilter/filterFields.ts'
import { filterKindOf } from '#shared/rules/leadFilter/filterProblem.ts'
import {
  groupOf,
  isGroup,
  type FilterCondition,
  type FilterNode,
  type FilterScalar,
} from '#shared/rules/leadFilter/filterTree.ts'
import { isCalendarDay } from '#shared/rules/calendar/calendarDays.ts'
import { customFieldsQuery, topicsQuery } from '../api/shared.queries.ts'
import { useFormat } from '../i18n/useFormat.ts'
import { useStages } from '../i18n/useStages.ts'

type Choice = { value: string; label: string }

/** The fields there are: their names, kinds and choices. */
function useFilterFields() {
  const { t } = useI18n()
  const stages = useStages()
  const { data } = useQuery(customFieldsQuery)
  const { data: topics } = useQuery(topicsQuery)
  const custom = computed<CustomField[]>(() => data.value?.items ?? [])
  const customOf = (field: string) => {
    const key = customKeyOf(field)
    return key === null ? undefined : custom.value.find((one) => one.key === key)
  }
  const customKind = (key: string): FilterKind | null => {
    const found = custom.value.find((one) => one.key === key)
    return found === undefined ? null : filterKindOfCustom[found.kind]
  }
  const kindOf = (field: string): FilterKind | null => filterKindOf(field, customKind)

  function labelOf(field: string): string {
    if (isLeadField(field)) return t(`leadField.${field}`)
    if (isKnownFilterField(field)) return t(`filters.derived.${field as DerivedFilterField}`)
    return customOf(field)?.name ?? t('filters.lostField', { field })
  }
  const fields = computed<Choice[]>(() =>
    [...Object.keys(knownFilterFields), ...custom.value.map(({ key }) => customName(key))].map(
      (value) => ({ value, label: labelOf(value) }),
    ),
  )

  /** The values there are to choose from; null where they are typed. */
  function choicesOf(field: string): Choice[] | null {
    const kind = kindOf(field)
    if (kind === 'stage') return stages.choices.value
    if (kind === 'reach')
      return [
        ...reachAnswers.map((value) => ({ value, label: t(`filters.reach.${value}`) })),
        ...suppressionReasons.map((value) => ({
          value,
          label: t(`email.suppressionReason.${value}`),
        })),
      ]
    if (kind === 'topics')
      return (topics.value?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))
    if (kind === 'basis')
      return basisAnswers.map((value) => ({ value, label: t(`filters.basis.${value}`) }))
    if (kind === 'yesNo')
      return [
        { value: 'true', label: t('filters.yes') },
        { value: 'false', label: t('filters.no') },
      ]
    if (kind === 'choice' || kind === 'choices')
      return (customOf(field)?.options ?? []).map((value) => ({ value, label: value }))
    return null
  }

  return { fields, kindOf, customKind, labelOf, choicesOf }
}

export function useFilterWords() {
  const { t } = useI18n()
  const format = useFormat()
  const known = useFilterFields()
  const { labelOf, choicesOf } = known

  function valueWords(field: string, value: FilterScalar): string {
    const chosen = choicesOf(field)?.find((choice) => choice.value === String(value))
    if (chosen !== undefined) return chosen.label
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return t(value ? 'filters.yes' : 'filters.no')
    // A day is the same day in every zone: noon keeps it one.
    if (isCalendarDay(value)) return format.dayIn(`${value}T12:00:00Z`, 'UTC')
    return value
  }

  function conditionWords({ field, op, value }: FilterCondition): string {
    const values = (value === undefined ? [] : [value].flat()).map((one) => valueWords(field, one))
    if (isDaysFromToday(op)) {
      const days = Number(value)
      const words = { field: labelOf(field), value: format.number(Math.abs(days)) }
      return t(`filters.said.${op}${days < 0 ? 'Ahead' : ''}`, words, Math.abs(days))
    }
    const between = op === 'between'
    return t(`filters.said.${op}`, {
      field: labelOf(field),
      value: between ? (values[0] ?? '') : values.join(t('filters.or')),
      to: values[1] ?? '',
    })
  }

  function words(node: FilterNode): string {
    if (!isGroup(node)) return conditionWords(node)
    const { group, nodes } = groupOf(node)
    return t(`filters.said.${group}`, { count: nodes.length }, nodes.length)
  }

  return { ...known, words }
}
