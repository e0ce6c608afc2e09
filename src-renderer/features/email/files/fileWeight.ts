// The weight of files as people say it: 340 ko, 2,4 Mo.
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../../i18n/useFormat.ts'

export function useFileWeight(): (bytes: number) => string {
  const { t } = useI18n()
  const format = useFormat()
  return (bytes) => {
    if (bytes < 1_000_000)
      return t('email.files.kilobytes', { size: format.number(Math.ceil(bytes / 1_000)) })
    if (bytes < 1_000_000_000)
      return t('email.files.megabytes', { size: format.number(Math.round(bytes / 100_000) / 10) })
    return t('email.files.gigabytes', { size: format.number(Math.round(bytes / 1e8) / 10) })
  }
}
