// Columns and values of the learnt score in the user's words.
import { useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import { leadFieldNames } from '#shared/leadFields/leadFields.ts'
import { customName } from '#shared/rules/leadFilter/filterFields.ts'
import type { LearntModel } from '#shared/contract/crm/scoring.ts'
import { customFieldsQuery } from '../../../api/shared.queries.ts'
import { useFormat } from '../../../i18n/useFormat.ts'

type Feature = LearntModel['columns'][number]['features'][number]
type Named = { column: string; name: string | null }
const contacts = ['email', 'call', 'meeting', 'form'] as const
const mailboxes = ['none', 'public', 'own'] as const

export function useScoreWords() {
  const { t } = useI18n()
  const format = useFormat()
  const { data: fields } = useQuery(customFieldsQuery)

  function columnWords({ column, name }: Named): string {
    if (name !== null) return name
    const contact = contacts.find((one) => column === `contacts.${one}`)
    if (contact !== undefined) return t(`scoring.contacts.${contact}`)
    const field = leadFieldNames.find((one) => one === column)
    return field === undefined ? column : t(`leadField.${field}`)
  }

  /** Whether the values of a column are only there or not, or yes and no. */
  const isYesNo = (column: string) =>
    column === 'phone' ||
    column === 'company' ||
    (fields.value?.items.some(
      ({ key, kind }) => customName(key) === column && /yesNo|longText|link/.test(kind),
    ) ??
      false)

  function valueWords(column: string, value: string): string {
    if (isYesNo(column) && (value === 'yes' || value === 'no')) return t(`scoring.${value}`)
    const mailbox = mailboxes.find((one) => column === 'email' && value === one)
    if (mailbox !== undefined) return t(`scoring.mailbox.${mailbox}`)
    const number = Number(value)
    if (column === 'estimatedValue') return format.money(number)
    return /^-?\d+(\.\d+)?$/.test(value) ? format.number(number) : value
  }

  const featureWords = (column: string, { role, value }: Feature): string =>
    role === 'value' ? valueWords(column, value ?? '') : t(`scoring.roles.${role}`)

  return { columnWords, valueWords, featureWords }
}
