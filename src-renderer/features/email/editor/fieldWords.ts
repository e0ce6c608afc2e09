// What the fields of a message are called on screen.
import { useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import {
  isCustomFieldName,
  isMessageField,
  keyOfCustomField,
  leadFieldOfMerge,
  type FieldName,
} from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { customFieldsQuery } from '../../../api/shared.queries.ts'

export function useFieldWords(): (name: FieldName) => string {
  const { t } = useI18n()
  const { data: customFields } = useQuery(customFieldsQuery)
  return (name) => {
    if (isCustomFieldName(name)) {
      const key = keyOfCustomField(name)
      return customFields.value?.items.find((field) => field.key === key)?.name ?? key
    }
    if (isMessageField(name)) return t(`email.messageField.${name}`)
    const field = leadFieldOfMerge(name)
    return field === null ? t('email.fullName') : t(`leadField.${field}`)
  }
}
