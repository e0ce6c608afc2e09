// What the fields of a message are called on screen.
import { useI18n } from 'vue-i18n'
import {
  isMessageField,
  leadFieldOfMerge,
  type FieldName,
} from '#shared/rules/mergeFields/mergeFieldNames.ts'

export function useFieldWords(): (name: FieldName) => string {
  const { t } = useI18n()
  return (name) => {
    if (isMessageField(name)) return t(`email.messageField.${name}`)
    const field = leadFieldOfMerge(name)
    return field === null ? t('email.fullName') : t(`leadField.${field}`)
  }
}
