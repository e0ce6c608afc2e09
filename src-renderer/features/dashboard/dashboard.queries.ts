// What the dashboard reads.
import { defineQueryOptions } from '@pinia/colada'
import { api } from '../../api/apiClient.ts'

export const overviewQuery = defineQueryOptions((days: number) => ({
  key: ['dashboard', 'overview', days],
  query: ({ signal }) => api.dashboard.overview({ days, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }, { signal }),
}))

export const activityQuery = defineQueryOptions({
  key: ['dashboard', 'activity'],
  query: ({ signal }) => api.dashboard.activity({ limit: 12 }, { signal }),
})
