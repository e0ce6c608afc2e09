// The refusal list and the sandbox mailbox: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { Suppression } from '#shared/contract/suppressions.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'

export const useSuppressions = (search: () => string) =>
  useKeysetList(() => {
    const wanted = search()
    return {
      key: ['email', 'suppressions', wanted],
      also: ['crm'],
      read: (cursor, signal) =>
        api.email.suppressions.list(
          { cursor, limit: 100, search: wanted || undefined },
          { signal },
        ),
    }
  })
export const useAddSuppressions = () =>
  useMutation({
    mutation: (draft: { entries: string; reason: Suppression['reason']; note: string | null }) =>
      api.email.suppressions.add(draft),
    meta: { inline: true },
  })
export const useDeleteSuppression = () =>
  useMutation({ mutation: (id: number) => api.email.suppressions.delete({ id }) })

export const useSandboxMessages = (search: () => string) =>
  useKeysetList(() => {
    const wanted = search()
    return {
      key: ['email', 'sandbox', 'list', wanted],
      read: (cursor, signal) =>
        api.email.sandbox.list({ cursor, limit: 50, search: wanted || undefined }, { signal }),
    }
  })
export const sandboxMessageQuery = defineQueryOptions((id: number) => ({
  key: ['email', 'sandbox', 'one', id],
  query: ({ signal }) => api.email.sandbox.get({ id }, { signal }),
}))
export const useClearSandbox = () => useMutation({ mutation: () => api.email.sandbox.clear() })
