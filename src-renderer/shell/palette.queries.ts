// What the command palette finds among the data.
import { defineQueryOptions } from '@pinia/colada'
import { api } from '../api/apiClient.ts'

export const paletteLeadsQuery = defineQueryOptions((term: string) => ({
  key: ['crm', 'palette', term],
  query: ({ signal }) =>
    api.crm.leads.list({ search: term, limit: 6, sort: 'match', withTotal: false }, { signal }),
  enabled: term !== '',
}))

export const paletteCampaignsQuery = defineQueryOptions((term: string) => ({
  key: ['email', 'palette', term],
  query: ({ signal }) => api.email.campaigns.list({ search: term, limit: 20 }, { signal }),
  enabled: term !== '',
}))

export const paletteFunnelsQuery = defineQueryOptions((term: string) => ({
  key: ['funnels', 'palette', term],
  query: ({ signal }) => api.funnels.list({ search: term, limit: 20 }, { signal }),
  enabled: term !== '',
}))
