// Schemas of what people type: one line, several lines, an amount.
import { z } from 'zod'
import { isTimeZone } from './zonedMoment.ts'

// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/**
 * Without the signs that turn the order of what is read: in a name they would turn what stands
 * beside it. Right-to-left letters need none of them.
 */
export const withoutOrderSigns = (text: string): string =>
  text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')

/** One line of text, trimmed, without control characters. `max` in characters. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      (value) => !controlCharacters.test(value),
      'control characters and line breaks are not allowed',
    )
    .transform((value) => withoutOrderSigns(value).trim())

/**
 * Several lines of text; only line breaks and tabs are allowed among control characters. `max` in
 * characters.
 */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      // eslint-disable-next-line no-control-regex
      (value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value),
      'control characters are not allowed',
    )

/** An amount in the business's currency, with two decimals. */
export const amount = (max: number) =>
  z
    .number()
    .min(0)
    .max(max)
    .transform((value) => Math.round(value * 100) / 100)
export const Amount = amount(1e12)

/** The name of a time zone this computer knows: days of another would be counted in no zone. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'not a known time zone')

/** What was really paid: at least a cent, and whole cents. */
export const PaidAmount = z
  .number()
  .min(0.01)
  .max(1e10)
  .refine((value) => Math.round(value * 100) / 100 === value, 'an amount has two decimals at most')

const knownCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
/** ISO 4217, e.g. EUR. */
export const CurrencyCode = z
  .string()
  .refine((code) => knownCurrencies.has(code), 'this is no currency: three capital letters, as EUR')
