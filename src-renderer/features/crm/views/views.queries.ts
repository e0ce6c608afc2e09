// The views that were saved: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { ViewContent } from '#shared/contract/crm/views.ts'
import { api } from '../../../api/apiClient.ts'

export const viewsQuery = defineQueryOptions({
  key: ['crm', 'views'],
  query: ({ signal }) => api.crm.views.list(undefined, { signal }),
})

export const useCreateView = () =>
  useMutation({
    mutation: (draft: { name: string; content: ViewContent }) => api.crm.views.create(draft),
  })
export const useUpdateView = () =>
  useMutation({
    mutation: (change: { id: number; name?: string; content?: ViewContent }) =>
      api.crm.views.update(change),
  })
