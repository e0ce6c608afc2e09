// Numbers, money and dates of the printed report, as its language writes them.
import type { Language } from '#shared/contract/settings.contract.ts'
import { plainCopy } from '#shared/rules/plainCopy.ts'

/**
 * The narrow space French puts between thousands is not in the report's font: the ordinary one that
 * does not break is.
 */
const printed = (text: string): string => text.replaceAll('\u202f', '\u00a0')
/**
 * The same for all texts of the report: its own words and names that somebody wrote.
 * @param pages plain data
 */
export const printable = <T>(pages: T): T => plainCopy(pages, printed)

/** @param currency ISO 4217 */
export function reportFormat(language: Language, currency: string) {
  const tag = language === 'en' ? 'en-GB' : 'fr-FR'
  const number = new Intl.NumberFormat(tag)
  const money = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  })
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const month = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    number: (value: number) => printed(number.format(value)),
    money: (value: number) => printed(money.format(value)),
    /** A share from 0 to 1. */
    share: (value: number | null) => (value === null ? '—' : printed(percent.format(value))),
    decimal: (value: number | null) => (value === null ? '—' : printed(decimal.format(value))),
    /** A date without time: `2026-11-22`. */
    date: (date: string) => day.format(new Date(`${date}T12:00:00Z`)),
    /** `2026-11`. */
    month: (value: string) => month.format(new Date(`${value}-15T12:00:00Z`)),
  }
}
export type ReportFormat = ReturnType<typeof reportFormat>
