// Campaigns, their audience, preview and deliveries: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { Campaign, CampaignDraft, CampaignStatus } from '#shared/contract/campaigns.ts'
import type { DeliveryOutcome, ShownDeliveryState } from '#shared/contract/deliveries.ts'
import type { ClickChoice } from '#shared/contract/email/clicks.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'

const topic = 'email'
// Who is reached depends on the leads, too.
const withLeads = { also: ['crm'] }

/**
 * `active` is scheduled, being sent or paused; moments narrow to what was started from one on and
 * before the other.
 */
export type CampaignListChoice = {
  search: string
  status: CampaignStatus | 'active' | null
  startedFrom?: string
  startedTo?: string
}
export const useCampaignList = (choice: () => CampaignListChoice) =>
  useKeysetList(() => {
    const { search, status, ...started } = choice()
    const filter = {
      ...started,
      search: search || undefined,
      ...(status === 'active' ? { isActive: true } : { status: status ?? undefined }),
    }
    return {
      key: [topic, 'campaigns', 'list', filter],
      read: (cursor, signal) =>
        api.email.campaigns.list({ cursor, limit: 50, ...filter }, { signal }),
    }
  })

export const campaignQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'campaigns', 'one', id],
  query: ({ signal }) => api.email.campaigns.get({ id }, { signal }),
}))

/** Who sends an automatic campaign; null for any other. */
export const funnelOfCampaignQuery = defineQueryOptions((campaignId: number) => ({
  key: ['funnels', 'ofCampaign', campaignId],
  meta: { also: ['email', 'sequences'] },
  query: ({ signal }) => api.funnels.emails.ofCampaign({ campaignId }, { signal }),
}))

/** The sequence that sends an automatic campaign; null for any other. */
export const sequenceOfCampaignQuery = defineQueryOptions((campaignId: number) => ({
  key: ['sequences', 'ofCampaign', campaignId],
  query: ({ signal }) => api.sequences.ofCampaign({ campaignId }, { signal }),
}))

type Audience = Awaited<ReturnType<typeof api.email.campaigns.audience>>
/** @param about key of the topic they would be written to about; null: about none */
export const audienceQuery = defineQueryOptions(
  ({ recipients, about }: { recipients: LeadFilter; about: string | null }) => ({
    key: [topic, 'audience', recipients, about],
    meta: withLeads,
    query: ({ signal }) => api.email.campaigns.audience({ recipients, topic: about }, { signal }),
    placeholderData: (previous: Audience | undefined) => previous,
  }),
)

/**
 * The dry run, of the campaign as it is saved and the people there are: drawn once each time it is
 * opened. It hears of no changes, since each message that leaves is one: it would begin again and
 * again while another campaign is being sent, and never end.
 */
export const checkQuery = defineQueryOptions((id: number) => ({
  key: ['campaign-check', id],
  query: ({ signal }) => api.email.campaigns.check({ id }, { signal }),
  staleTime: 0,
}))

export const previewQuery = defineQueryOptions(
  ({ id, leadId }: { id: number; leadId: number | null }) => ({
    key: [topic, 'preview', id, leadId],
    meta: { also: ['crm', 'settings'] },
    query: ({ signal }) =>
      api.email.campaigns.preview({ id, leadId: leadId ?? undefined }, { signal }),
  }),
)

/** People to look at the message as: the first that match. */
export const recipientChoicesQuery = defineQueryOptions(
  ({ recipients, search }: { recipients: LeadFilter; search: string }) => ({
    key: ['crm', 'recipientChoices', recipients, search],
    query: ({ signal }) =>
      api.crm.leads.list(
        { ...recipients, ...(search ? { search } : {}), limit: 20, withTotal: false },
        { signal },
      ),
  }),
)

export const campaignLinksQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'campaigns', 'links', id],
  query: ({ signal }) => api.email.campaigns.links({ id }, { signal }),
  meta: { also: ['crm'] },
}))

export const useDeliveries = (
  choice: () => {
    id: number
    state: ShownDeliveryState | null
    isWithdrawn: boolean
    variant: Variant | null
    clicks: ClickChoice | null
    link: string | null
  },
) =>
  useKeysetList(() => {
    const { id, state, isWithdrawn, variant, clicks, link } = choice()
    return {
      key: [topic, 'deliveries', id, state, isWithdrawn, variant, clicks, link],
      read: (cursor, signal) =>
        api.email.campaigns.deliveries(
          {
            ...{ id, cursor, limit: 100, isWithdrawn },
            ...{ state: state ?? undefined, variant: variant ?? undefined },
            ...{ clicks: clicks ?? undefined, link: link ?? undefined },
          },
          { signal },
        ),
    }
  })

/** Messages of all campaigns. */
export const useAllDeliveries = (
  choice: () => { outcome: DeliveryOutcome; sentFrom?: string; sentTo?: string },
) =>
  useKeysetList(() => {
    const wanted = choice()
    return {
      key: [topic, 'allDeliveries', wanted],
      read: (cursor, signal) =>
        api.email.deliveries.list({ ...wanted, cursor, limit: 100 }, { signal }),
    }
  })

/**
 * The undecided among the uncertain: those left as they are stay uncertain, but no longer ask for
 * anything.
 */
export const undecidedQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'undecided', id],
  query: async ({ signal }) => {
    const page = await api.email.campaigns.deliveries(
      { id, state: 'uncertain', limit: 200 },
      { signal },
    )
    return { count: page.items.filter((delivery) => delivery.reason !== 'left').length }
  },
}))

type CampaignChange = Partial<
  Pick<
    Campaign,
    | 'name'
    | 'subject'
    | 'preheader'
    | 'html'
    | 'blocks'
    | 'fromName'
    | 'fromEmail'
    | 'replyTo'
    | 'accountId'
    | 'recipients'
  >
> & { text?: string | null }
const inline = { inline: true }
export const useCreateCampaign = () =>
  useMutation({ mutation: (draft: CampaignDraft) => api.email.campaigns.create(draft) })
export const useUpdateCampaign = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: CampaignChange }) =>
      api.email.campaigns.update({ id, ...changes }),
    meta: inline,
  })
export const useDuplicateCampaign = () =>
  useMutation({ mutation: (id: number) => api.email.campaigns.duplicate({ id }) })
export const useSendCampaign = () =>
  useMutation({
    mutation: (choice: { id: number; evenIfSent: boolean }) => api.email.campaigns.send(choice),
    meta: inline,
  })
export const useScheduleCampaign = () =>
  useMutation({
    mutation: (choice: { id: number; scheduledAt: string; evenIfSent: boolean }) =>
      api.email.campaigns.schedule({
        ...choice,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    meta: inline,
  })
export const usePauseCampaign = () =>
  useMutation({ mutation: (id: number) => api.email.campaigns.pause({ id }) })
export const useResumeCampaign = () =>
  useMutation({ mutation: (id: number) => api.email.campaigns.resume({ id }) })
export const useCancelCampaign = () =>
  useMutation({ mutation: (id: number) => api.email.campaigns.cancel({ id }) })
export const useTestSend = () =>
  useMutation({
    mutation: (choice: { id: number; to: string; leadId?: number }) =>
      api.email.campaigns.testSend(choice),
    meta: inline,
  })
export const useDecideUncertain = () =>
  useMutation({
    mutation: (choice: { id: number; decision: 'send_again' | 'leave' }) =>
      api.email.campaigns.decideUncertain(choice),
  })
