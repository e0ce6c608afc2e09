// Asking for a campaign or a funnel, and keeping what was shown.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../api/apiClient.ts'

export type CampaignRequest = Omit<Parameters<typeof api.generation.campaign>[0], 'save'>
export type FunnelRequest = Omit<Parameters<typeof api.generation.funnel>[0], 'save'>
export type ShownCampaign = Awaited<ReturnType<typeof api.generation.campaign>>
export type ShownFunnel = Awaited<ReturnType<typeof api.generation.funnel>>

export const writerQuery = defineQueryOptions({
  key: ['assistant', 'writer'],
  query: ({ signal }) => api.generation.writer(undefined, { signal }),
})

// Refusals are shown beside the form.
const inline = { inline: true }
export const useWriteCampaign = () => useMutation({ mutation: (brief: CampaignRequest) => api.generation.campaign({ ...brief, save: false }), meta: inline })
export const useWriteFunnel = () => useMutation({ mutation: (brief: FunnelRequest) => api.generation.funnel({ ...brief, save: false }), meta: inline })
/** As a new campaign, or as what an empty one says. */
export const useKeepCampaign = () =>
  useMutation({
    mutation: ({ draft, into }: { draft: ShownCampaign['draft']; into: number | null }) =>
      into === null ? api.email.campaigns.create(draft) : api.email.campaigns.update({ id: into, subject: draft.subject, preheader: draft.preheader, blocks: draft.blocks }),
    meta: inline,
  })
export const useKeepFunnel = () => useMutation({ mutation: (draft: ShownFunnel['draft']) => api.generation.keepFunnel({ draft }), meta: inline })
