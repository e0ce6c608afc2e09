// What analytics reads. Figures follow from everything, so they are read again whenever anything
// they count changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { PeriodChoice } from '#shared/contract/period.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { api } from '../../api/apiClient.ts'

const meta = { also: ['crm', 'email', 'funnels', 'dashboard'] }
/** The period before stays on the screen while the next is read. */
const keepShown = <T>(previous: T | undefined): T | undefined => previous

const ofPeriod = <Report>(
  name: string,
  read: (choice: PeriodChoice, options: { signal: AbortSignal }) => Promise<Report>,
) =>
  defineQueryOptions((choice: PeriodChoice) => ({
    key: ['analytics', name, choice],
    query: ({ signal }: { signal: AbortSignal }) => read(choice, { signal }),
    placeholderData: keepShown<Report>,
    meta,
  }))

export const sourcesQuery = ofPeriod('sources', (choice, options) =>
  api.analytics.sources(choice, options),
)
export const stagesQuery = ofPeriod('stages', (choice, options) =>
  api.analytics.stages(choice, options),
)
export const lossesQuery = ofPeriod('losses', (choice, options) =>
  api.analytics.losses(choice, options),
)
export const campaignsQuery = ofPeriod('campaigns', (choice, options) =>
  api.analytics.campaigns(choice, options),
)
export const funnelsQuery = ofPeriod('funnels', (choice, options) =>
  api.analytics.funnels(choice, options),
)
export const attributionQuery = ofPeriod('attribution', (choice, options) =>
  api.analytics.attribution(choice, options),
)

export const cohortsQuery = defineQueryOptions({
  key: ['analytics', 'cohorts'],
  query: ({ signal }) => api.analytics.cohorts({ months: 12 }, { signal }),
  meta,
})
export const forecastQuery = defineQueryOptions({
  key: ['analytics', 'forecast'],
  query: ({ signal }) => api.analytics.forecast(undefined, { signal }),
  meta,
})

export const usePrintReport = () =>
  useMutation({
    mutation: (choice: PeriodChoice & { language: Language }) => api.analytics.report(choice),
  })
