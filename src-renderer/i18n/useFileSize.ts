// The size of a file in the user's language.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

const steps = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** From bytes, in steps of a thousand: `12,4 Mo`. */
export function useFileSize(): (bytes: number) => string {
  const { locale } = useI18n()
  const formats = computed(() =>
    steps.map(
      (unit) =>
        new Intl.NumberFormat(locale.value === 'en' ? 'en-GB' : 'fr-FR', {
          ...{ style: 'unit', unit, unitDisplay: 'short' },
          maximumFractionDigits: 1,
        }),
    ),
  )
  return (bytes) => {
    const step = Math.min(
      steps.length - 1,
      Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1),
    )
    return formats.value[step]?.format(bytes / 1000 ** (step + 1)) ?? String(bytes)
  }
}
