// What an entry says of itself, field by field, in words.
import { useI18n } from 'vue-i18n'
import type { Lead } from '#shared/contract/crm.contract.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { useLeadColumns } from '../leads/useLeadColumns.ts'

/** @returns the text of a field, empty where nothing is said */
export function useLeadTexts(): (lead: Lead, key: string) => string {
  const { t } = useI18n()
  const format = useFormat()
  const { textOf } = useLeadColumns(() => [])
  const all = (first: string | null, points: readonly { value: string }[]) =>
    [first ?? '', ...points.map(({ value }) => value)].filter(Boolean).join('\n')
  return (lead, key) => {
    if (key === 'email') return all(lead.email, lead.emails)
    if (key === 'phone') return all(lead.phone, lead.phones)
    if (key === 'status') return t(`stages.${lead.status}`)
    if (key === 'estimatedValue')
      return lead.estimatedValue === 0 ? '' : format.money(lead.estimatedValue)
    return textOf(lead, key)
  }
}
