// The periods figures can be asked for: whole days in the business's time zone, and what they are
// compared with.
import { z } from 'zod'
import { TimeZone } from '../rules/valueSchemas.ts'
import { Timestamp } from './common.ts'

export const periodNames = [
  'days7',
  'days30',
  'days90',
  'days365',
  'month',
  'quarter',
  'year',
  'dates',
] as const
export const PeriodName = z.enum(periodNames)
export type PeriodName = z.infer<typeof PeriodName>
export const comparisons = ['before', 'lastYear'] as const
export const Comparison = z.enum(comparisons)
export type Comparison = z.infer<typeof Comparison>

/**
 * `days…` end with today; `month`, `quarter` and `year` are the present ones, so far; `dates` needs
 * `from` and `to`, both included, and is
 * what is meant where only they are given.
 */
export const periodFields = {
  /** `days30` where left out without dates. */
  period: PeriodName.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /**
   * As many days just before, or the same dates a year earlier: whole months with whole months, so
   * that February may have a day more or less.
   */
  compare: Comparison.default('before'),
  /** IANA zone in which days begin; left out, the business's. One that nobody knows is refused. */
  timeZone: TimeZone.optional(),
}
export const PeriodChoice = z.strictObject(periodFields)
export type PeriodChoice = z.infer<typeof PeriodChoice>

/**
 * A period as it was counted. In zones off the whole hour a day begins with the hour it begins in.
 */
export const Period = z.object({
  from: Timestamp,
  /** The first moment after it. */
  to: Timestamp,
  firstDate: z.iso.date(),
  lastDate: z.iso.date(),
  days: z.int(),
})
export type Period = z.infer<typeof Period>
