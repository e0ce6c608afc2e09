// Queries that the frame and more than one feature read.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from './apiClient.ts'

export const settingsQuery = defineQueryOptions({
  key: ['settings', 'current'],
  query: ({ signal }) => api.settings.get(undefined, { signal }),
})

export const aboutQuery = defineQueryOptions({
  key: ['system', 'about'],
  query: ({ signal }) => api.system.about(undefined, { signal }),
})

export const troublesQuery = defineQueryOptions({
  key: ['system', 'troubles'],
  query: ({ signal }) => api.system.troubles(undefined, { signal }),
  meta: { also: ['email', 'assistant', 'funnels'] },
})

export const outboxQuery = defineQueryOptions({
  key: ['email', 'outbox'],
  query: ({ signal }) => api.email.outbox.status(undefined, { signal }),
})

export const segmentsQuery = defineQueryOptions({
  key: ['crm', 'segments'],
  query: ({ signal }) => api.crm.segments.list(undefined, { signal }),
})

export const customFieldsQuery = defineQueryOptions({
  key: ['crm', 'customFields'],
  query: ({ signal }) => api.crm.customFields.list(undefined, { signal }),
})

export const topicsQuery = defineQueryOptions({
  key: ['crm', 'topics'],
  query: ({ signal }) => api.crm.topics.list(undefined, { signal }),
  meta: { also: ['email', 'sequences', 'funnels'] },
})

export const relayQuery = defineQueryOptions({
  key: ['funnels', 'relay'],
  query: ({ signal }) => api.funnels.relay.status(undefined, { signal }),
})

export const useLoadDemoData = () => useMutation({ mutation: () => api.system.loadDemoData() })
