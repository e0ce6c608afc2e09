// Asking for a campaign or a funnel, and keeping what was shown.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import { api } from '../../../api/apiClient.ts'
import type { Asked } from '../calls/useAsking.ts'

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
type Asking = { preview: boolean; signal: AbortSignal }
const shownBefore = ({ preview }: { preview: AiPayload | null }) => ({
  preview,
  answer: null,
  generatedBy: null,
  leavesNothing: preview === null,
})
/** The proposal, or what would be sent to have it. */
export async function askCampaign(
  brief: CampaignRequest,
  { preview, signal }: Asking,
): Promise<Asked<ShownCampaign>> {
  if (preview) return shownBefore(await api.generation.previewCampaign(brief, { signal }))
  const answer = await api.generation.campaign({ ...brief, save: false }, { signal })
  const { generatedBy, trims } = answer
  return { preview: null, answer, generatedBy, trims }
}
export async function askFunnel(
  brief: FunnelRequest,
  { preview, signal }: Asking,
): Promise<Asked<ShownFunnel>> {
  if (preview) return shownBefore(await api.generation.previewFunnel(brief, { signal }))
  const answer = await api.generation.funnel({ ...brief, save: false }, { signal })
  const { generatedBy, trims } = answer
  return { preview: null, answer, generatedBy, trims }
}
/** As a new campaign, or as what an empty one says. */
export const useKeepCampaign = () =>
  useMutation({
    mutation: ({ draft, into }: { draft: ShownCampaign['draft']; into: number | null }) =>
      into === null
        ? api.email.campaigns.create(draft)
        : api.email.campaigns.update({
            id: into,
            subject: draft.subject,
            preheader: draft.preheader,
            blocks: draft.blocks,
          }),
    meta: inline,
  })
export const useKeepFunnel = () =>
  useMutation({
    mutation: (draft: ShownFunnel['draft']) => api.generation.keepFunnel({ draft }),
    meta: inline,
  })
