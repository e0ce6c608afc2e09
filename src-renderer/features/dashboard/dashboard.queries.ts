// What the dashboard reads and keeps.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { DashboardLayout, DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { PeriodChoice } from '#shared/contract/period.ts'
import { api } from '../../api/apiClient.ts'

export const overviewQuery = defineQueryOptions((choice: PeriodChoice) => ({
  key: ['dashboard', 'overview', choice],
  query: ({ signal }) => api.dashboard.overview(choice, { signal }),
  // The period before stays on the screen while the next is read.
  placeholderData: (previous: DashboardOverview | undefined) => previous,
  meta: { also: ['crm', 'email', 'funnels'] },
}))

export const activityQuery = defineQueryOptions({
  key: ['dashboard', 'activity'],
  query: ({ signal }) => api.dashboard.activity({ limit: 7 }, { signal }),
})

export const todayQuery = defineQueryOptions((quietDays: number) => ({
  key: ['dashboard', 'today', quietDays],
  query: ({ signal }) => api.dashboard.today({ quietDays }, { signal }),
  meta: { also: ['crm', 'email', 'funnels'] },
}))

export const layoutQuery = defineQueryOptions({
  key: ['dashboard', 'layout'],
  query: ({ signal }) => api.dashboard.layout.get(undefined, { signal }),
})
export const useSaveLayout = () =>
  useMutation({ mutation: (cards: DashboardLayout) => api.dashboard.layout.save({ cards }) })
