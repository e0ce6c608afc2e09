// The value of a custom field as people write it: in a message, in the language of its reader.
import type { CustomFieldKind } from './leadFilter/filterFields.ts'

const locales = { fr: 'fr-FR', en: 'en-GB' } as const
const yesNo = { fr: ['non', 'oui'], en: ['no', 'yes'] } as const

export type SaidIn = {
  language: keyof typeof locales
  /** Three letters: what amounts are in. */
  currency: string
}

/** @param value text, number, `2026-11-29`, true or false, or the chosen ones, after the field's kind */
export function customValueText(
  value: string | number | boolean | readonly string[],
  kind: CustomFieldKind,
  { language, currency }: SaidIn,
): string {
  const locale = locales[language]
  if (typeof value === 'boolean') return yesNo[language][value ? 1 : 0]
  if (typeof value === 'number') {
    if (kind !== 'money')
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(value)
    const digits = Number.isInteger(value) ? 0 : 2
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value)
  }
  if (typeof value !== 'string') return new Intl.ListFormat(locale).format(value)
  return kind === 'date' ? dayText(value, locale) : value
}

/** A day has no zone: it is written as of a clock without one. */
function dayText(day: string, locale: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  const format = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone: 'UTC',
  })
  return format.format(date)
}
