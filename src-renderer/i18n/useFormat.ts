// Dates, numbers and money in the user's language.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomValue } from '#shared/contract/crm/customFields.ts'
import { customValueText } from '#shared/rules/customValueText.ts'
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'
import { usePreferences } from '../stores/preferences.store.ts'

type Moment = string | number | Date
export const unknownSign = '—'

// Each is made when it is first needed: making one costs more than using it.
const numberFormats = (tag: Ref<string>) => ({
  plain: computed(() => new Intl.NumberFormat(tag.value)),
  compact: computed(
    () => new Intl.NumberFormat(tag.value, { notation: 'compact', maximumFractionDigits: 1 }),
  ),
  percent: computed(() => new Intl.NumberFormat(tag.value, { maximumFractionDigits: 1 })),
  signed: computed(
    () => new Intl.NumberFormat(tag.value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
  ),
})

function moneyFormats(tag: Ref<string>, currency: () => string) {
  const made = (more: Intl.NumberFormatOptions) =>
    computed(
      () => new Intl.NumberFormat(tag.value, { style: 'currency', currency: currency(), ...more }),
    )
  return {
    whole: made({ maximumFractionDigits: 0 }),
    cents: made({}),
    short: made({ notation: 'compact', maximumFractionDigits: 1 }),
  }
}

function momentFormats(tag: Ref<string>) {
  const made = (options: Intl.DateTimeFormatOptions) =>
    computed(() => new Intl.DateTimeFormat(tag.value, options))
  return {
    day: made({ day: 'numeric', month: 'short', year: 'numeric' }),
    shortDay: made({ day: 'numeric', month: 'short' }),
    moment: made({ dateStyle: 'medium', timeStyle: 'short' }),
    relative: computed(() => new Intl.RelativeTimeFormat(tag.value, { numeric: 'auto' })),
  }
}

/** Formatters that follow the language and the currency. */
export function useFormat() {
  const { locale } = useI18n()
  const preferences = usePreferences()
  const tag = computed(() => (locale.value === 'en' ? 'en-GB' : 'fr-FR'))
  const numbers = numberFormats(tag)
  const amounts = moneyFormats(tag, () => preferences.currency)
  const moments = momentFormats(tag)
  // French puts a narrow no-break space before the sign.
  const unit = (value: string) => `${value}${locale.value === 'en' ? '%' : '\u202f%'}`

  return {
    number: (value: number) => numbers.plain.value.format(value),
    /** 12 400 → 12,4 k; small numbers stay exact. */
    compact: (value: number) =>
      value < 100_000 ? numbers.plain.value.format(value) : numbers.compact.value.format(value),
    percent: (value: number) => unit(numbers.percent.value.format(value)),
    signedPercent: (value: number) => unit(withMinus(numbers.signed.value.format(value))),
    signed: (value: number) => withMinus(numbers.signed.value.format(value)),
    money: (value: number) =>
      Number.isInteger(value)
        ? amounts.whole.value.format(value)
        : amounts.cents.value.format(value),
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
      value < 1_000_000 ? amounts.whole.value.format(value) : amounts.short.value.format(value),
    /** The value of a field of the user's own, as messages say it. */
    customValue: (value: CustomValue, kind: CustomFieldKind) =>
      customValueText(value, kind, {
        language: locale.value === 'en' ? 'en' : 'fr',
        currency: preferences.currency,
      }),
    day: (value: Moment) => moments.day.value.format(new Date(value)),
    /** The day a moment falls on in a time zone; in the computer's where it is null. */
    dayIn: (value: Moment, timeZone: string | null) =>
      new Intl.DateTimeFormat(tag.value, {
        ...{ day: 'numeric', month: 'short', year: 'numeric' },
        timeZone: timeZone ?? undefined,
      }).format(new Date(value)),
    shortDay: (value: Moment) => moments.shortDay.value.format(new Date(value)),
    moment: (value: Moment) => moments.moment.value.format(new Date(value)),
    ago: (value: Moment) =>
      relativeTo(moments.relative.value, new Date(value).getTime(), Date.now()),
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
