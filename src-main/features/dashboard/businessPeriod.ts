// A period as it is asked for, in the zone its days are counted in.
import type { PeriodChoice } from '#shared/contract/period.ts'
import type { Services } from '#main/core/services.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { resolvePeriod, type PeriodAsked, type ResolvedPeriod } from './period.ts'

export type PeriodInput = PeriodChoice & { days?: number }

/** Days are the business's where no zone is asked for. */
export const inBusinessZone = (services: Services, asked: PeriodInput): PeriodAsked => ({
  ...asked,
  timeZone: asked.timeZone ?? businessZone(services),
})

/** @throws 422 if the dates given make no period */
export const periodAsked = (services: Services, asked: PeriodInput): ResolvedPeriod =>
  resolvePeriod(inBusinessZone(services, asked), services.host.clock.now())
