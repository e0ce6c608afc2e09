// Campaigns over several accounts: what is read.
import { defineQueryOptions } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

/** What each account takes on which day; kept fresh by what leaves. */
export const sendingPlanQuery = (input: Parameters<typeof api.email.campaigns.plan>[0]) => ({
  key: ['email', 'sendingPlan', input.id, input.from ?? ''],
  query: ({ signal }: { signal: AbortSignal }) => api.email.campaigns.plan(input, { signal }),
})

export const byAccountQuery = defineQueryOptions((id: number) => ({
  key: ['email', 'byAccount', id],
  query: ({ signal }) => api.email.campaigns.byAccount({ id }, { signal }),
}))
