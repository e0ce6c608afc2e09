// Entries that are probably one person, and what becomes of them.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

const topic = 'crm'
/** Groups of a page. */
export const groupsAtOnce = 20

export const duplicatesQuery = defineQueryOptions((offset: number) => ({
  key: [topic, 'duplicates', 'list', offset],
  query: ({ signal }) => api.crm.leads.duplicates.list({ limit: groupsAtOnce, offset }, { signal }),
}))

/** Of the last look: asking costs nothing. */
export const knownDuplicatesQuery = defineQueryOptions({
  key: [topic, 'duplicates', 'known'],
  query: ({ signal }) => api.crm.leads.duplicates.known(undefined, { signal }),
})

export const useMergeLeads = () =>
  useMutation({
    mutation: (choice: { keep: number; others: number[] }) => api.crm.leads.merge(choice),
  })
export const useMergeCertain = () =>
  useMutation({ mutation: () => api.crm.leads.duplicates.mergeCertain() })
export const useUndoMerge = () =>
  useMutation({ mutation: (id: number) => api.crm.leads.undoMerge({ id }) })
export const useSayDifferent = () =>
  useMutation({ mutation: (ids: number[]) => api.crm.leads.duplicates.different({ ids }) })
export const useSayNotDifferent = () =>
  useMutation({ mutation: (ids: number[]) => api.crm.leads.duplicates.notDifferent({ ids }) })
