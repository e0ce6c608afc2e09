// Dates, numbers and money in the user's language.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePreferences } from '../stores/preferences.store.ts'

type Moment = string | number | Date
export const unknownSign = '—'

/** Formatters that follow the language and the currency. */
export function useFormat() {
  const { locale } = useI18n()
  const preferences = usePreferences()
  const tag = computed(() => (locale.value === 'en' ? 'en-GB' : 'fr-FR'))
  const number = computed(() => new Intl.NumberFormat(tag.value))
  const compact = computed(
    () => new Intl.NumberFormat(tag.value, { notation: 'compact', maximumFractionDigits: 1 }),
  )
  const percent = computed(() => new Intl.NumberFormat(tag.value, { maximumFractionDigits: 1 }))
  const signed = computed(
    () => new Intl.NumberFormat(tag.value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
  )
  const money = computed(
    () =>
      new Intl.NumberFormat(tag.value, {
        style: 'currency',
        currency: preferences.currency,
        maximumFractionDigits: 0,
      }),
  )
  const cents = computed(
    () => new Intl.NumberFormat(tag.value, { style: 'currency', currency: preferences.currency }),
  )
  const shortMoney = computed(
    () =>
      new Intl.NumberFormat(tag.value, {
        style: 'currency',
        currency: preferences.currency,
        notation: 'compact',
        maximumFractionDigits: 1,
      }),
  )
  const day = computed(
    () => new Intl.DateTimeFormat(tag.value, { day: 'numeric', month: 'short', year: 'numeric' }),
  )
  const shortDay = computed(
    () => new Intl.DateTimeFormat(tag.value, { day: 'numeric', month: 'short' }),
  )
  const moment = computed(
    () => new Intl.DateTimeFormat(tag.value, { dateStyle: 'medium', timeStyle: 'short' }),
  )
  const relative = computed(() => new Intl.RelativeTimeFormat(tag.value, { numeric: 'auto' }))
  // French puts a narrow no-break space before the sign.
  const unit = (value: string) => `${value}${locale.value === 'en' ? '%' : '\u202f%'}`

  return {
    number: (value: number) => number.value.format(value),
    /** 12 400 → 12,4 k; small numbers stay exact. */
    compact: (value: number) =>
      value < 100_000 ? number.value.format(value) : compact.value.format(value),
    percent: (value: number) => unit(percent.value.format(value)),
    signedPercent: (value: number) => unit(withMinus(signed.value.format(value))),
    signed: (value: number) => withMinus(signed.value.format(value)),
    money: (value: number) =>
      Number.isInteger(value) ? money.value.format(value) : cents.value.format(value),
    /** In a currency that need not be the user's own. */
    moneyIn: (value: number, currency: string) =>
      new Intl.NumberFormat(tag.value, {
        style: 'currency',
        currency,
        ...(Number.isInteger(value) ? { maximumFractionDigits: 0 } : {}),
      }).format(value),
    /** An amount in any currency, small ones included: a call to a model costs parts of a cent. */
    exactMoney: (value: number, currency: string) =>
      new Intl.NumberFormat(tag.value, {
        style: 'currency',
        currency,
        maximumFractionDigits: 4,
      }).format(value),
    shortMoney: (value: number) =>
      value < 1_000_000 ? money.value.format(value) : shortMoney.value.format(value),
    day: (value: Moment) => day.value.format(new Date(value)),
    shortDay: (value: Moment) => shortDay.value.format(new Date(value)),
    moment: (value: Moment) => moment.value.format(new Date(value)),
    ago: (value: Moment) => relativeTo(relative.value, new Date(value).getTime(), Date.now()),
  }
}
export type Format = ReturnType<typeof useFormat>

/** Intl writes a hyphen where the sign is a minus, as wide as the plus. */
const withMinus = (number: string) => number.replace('-', '\u2212')

/** "3 hours ago", in the largest unit that fits. */
export function relativeTo(format: Intl.RelativeTimeFormat, then: number, now: number): string {
  const minutes = Math.round((then - now) / 60_000)
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 60 * 24) return format.format(Math.round(minutes / 60), 'hour')
  if (Math.abs(minutes) < 60 * 24 * 45) return format.format(Math.round(minutes / 60 / 24), 'day')
  return format.format(Math.round(minutes / 60 / 24 / 30), 'month')
}
