// The reasons for losing: those that are offered, and what leads say.
import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export type LossReasonsDraft = Parameters<typeof api.crm.lossReasons.set>[0]['items']

export const lossReasonsQuery = defineQueryOptions({
  key: ['crm', 'lossReasons'],
  query: ({ signal }) => api.crm.lossReasons.list(undefined, { signal }),
})

export function useSetLossReasons() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (items: LossReasonsDraft) => api.crm.lossReasons.set({ items }),
    onSuccess: () => cache.invalidateQueries({ key: lossReasonsQuery.key }),
    meta: { inline: true },
  })
}

type Renamed = Pick<Awaited<ReturnType<typeof api.crm.lossReasons.set>>, 'renames'> & {
  before: LossReasonsDraft
}

/** The list as it was, and what leads said of it, but for those that were changed since. */
export function useTakeRenamesBack() {
  const cache = useQueryCache()
  return useMutation({
    mutation: async ({ renames, before }: Renamed) => {
      for (const { id } of renames.toReversed()) await api.crm.bulk.undo({ id })
      return api.crm.lossReasons.set({
        items: before.map(({ name, isArchived }) => ({ name, isArchived })),
      })
    },
    onSettled: () => cache.invalidateQueries({ key: lossReasonsQuery.key }),
    meta: { inline: true },
  })
}
