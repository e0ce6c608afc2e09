// What the settings of the stages change. What they are stands in the settings, which every view
// follows.
import { useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'
import { settingsQuery } from '../../../api/shared.queries.ts'

export type StagesDraft = Parameters<typeof api.crm.stages.set>[0]['items']

export function useSetStages() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (items: StagesDraft) => api.crm.stages.set({ items }),
    // Whoever saved sees it at once; other windows by the change feed.
    onSuccess: () => cache.invalidateQueries({ key: settingsQuery.key }),
    meta: { inline: true },
  })
}
