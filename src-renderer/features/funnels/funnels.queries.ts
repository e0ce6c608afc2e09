// Funnels as wholes: the list, templates, figures, publishing, the relay.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { Funnel, FunnelDraft } from '#shared/contract/funnels.contract.ts'
import type { Sale } from '#shared/contract/funnels/sales.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { api } from '../../api/apiClient.ts'
import { useKeysetList } from '../../api/useKeysetList.ts'

export { relayQuery } from '../../api/shared.queries.ts'

const topic = 'funnels'
export type Period = { from?: string; to?: string }
export type FunnelTemplate = Awaited<ReturnType<typeof api.funnels.templates>>['items'][number]
export type FunnelProblem = Awaited<ReturnType<typeof api.funnels.check>>[number]
export type RelayStatus = Awaited<ReturnType<typeof api.funnels.relay.status>>
export type SaleHook = Awaited<ReturnType<typeof api.funnels.relay.revealSaleHook>>
type Stats = Awaited<ReturnType<typeof api.funnels.stats>>

export const useFunnelList = (
  choice: () => { search: string; which: 'current' | 'active' | 'archived' },
) =>
  useKeysetList(() => {
    const { search, which } = choice()
    const filter = {
      search: search || undefined,
      isArchived: which === 'archived',
      ...(which === 'active' ? { isActive: true } : {}),
    }
    return {
      key: [topic, 'list', filter],
      read: (cursor, signal) => api.funnels.list({ cursor, limit: 50, ...filter }, { signal }),
    }
  })

// What its e-mails sent, and whether they can, changes with mail.
const withMail = { also: ['email', 'sequences'] }

export const funnelQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'one', id],
  meta: withMail,
  query: ({ signal }) => api.funnels.get({ id }, { signal }),
}))

export const templatesQuery = defineQueryOptions((language: Language) => ({
  key: [topic, 'templates', language],
  query: ({ signal }) => api.funnels.templates({ language }, { signal }),
}))

export const checkQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'check', id],
  meta: withMail,
  query: ({ signal }) => api.funnels.check({ id }, { signal }),
}))

export const publicationQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'publication', id],
  // The business's name stands in its pages.
  meta: { also: ['settings'] },
  query: ({ signal }) => api.funnels.publication({ id }, { signal }),
}))

export const statsQuery = defineQueryOptions(({ id, period }: { id: number; period: Period }) => ({
  key: [topic, 'stats', id, period],
  query: ({ signal }) => api.funnels.stats({ id, ...period }, { signal }),
  placeholderData: (previous: Stats | undefined) => previous,
}))

/** Accounts that can ask for confirmations. */
export const sendingAccountsQuery = defineQueryOptions({
  key: ['email', 'accounts', 'funnels'],
  query: ({ signal }) => api.email.accounts.list({ limit: 200 }, { signal }),
})

type FunnelChange = Partial<
  Pick<
    Funnel,
    | 'name'
    | 'description'
    | 'funnelType'
    | 'isActive'
    | 'isArchived'
    | 'language'
    | 'theme'
    | 'confirmationAccountId'
  >
>
// Forms and panels that show a refusal in place keep it from the global notice.
const inline = { inline: true }
export const useCreateFunnel = () =>
  useMutation({
    mutation: ({ template, draft }: { template: string | null; draft: FunnelDraft }) =>
      api.funnels.create({ query: template === null ? {} : { template }, body: draft }),
    meta: inline,
  })
export const useUpdateFunnel = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: FunnelChange }) =>
      api.funnels.update({ id, ...changes }),
  })
/** For the settings, which say themselves what could not be saved. */
export const useSaveFunnel = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: FunnelChange }) =>
      api.funnels.update({ id, ...changes }),
    meta: inline,
  })
export const useDuplicateFunnel = () =>
  useMutation({ mutation: (id: number) => api.funnels.duplicate({ id }) })
export const useExportFunnel = () =>
  useMutation({ mutation: (id: number) => api.funnels.exportFiles({ id }), meta: inline })
export const usePublishFunnel = () =>
  useMutation({ mutation: (id: number) => api.funnels.publish({ id }), meta: inline })
export const useRecordSale = () =>
  useMutation({
    mutation: (sale: {
      id: number
      pageId: number
      amount: number
      leadId: number | null
      soldAt?: string
      kind: Sale['kind']
    }) => api.funnels.recordSale(sale),
    meta: inline,
  })
export const useSales = (funnelId: () => number) =>
  useKeysetList(() => {
    const id = funnelId()
    return {
      key: [topic, 'sales', id],
      // Buyers are named as they are called now.
      also: ['crm'],
      read: (cursor, signal) => api.funnels.sales.list({ id, cursor, limit: 20 }, { signal }),
    }
  })
/** Forms that could not become a lead. */
export const keptFormsQuery = defineQueryOptions({
  key: [topic, 'keptForms'],
  query: ({ signal }) => api.funnels.keptForms.list(undefined, { signal }),
})
export const useResolveKeptForm = () =>
  useMutation({
    mutation: (form: { id: number; fields: Record<string, string> }) =>
      api.funnels.keptForms.resolve(form),
    meta: inline,
  })
export const useCorrectSale = () =>
  useMutation({
    mutation: (sale: {
      id: number
      pageId: number
      amount: number
      leadId: number | null
      soldAt: string
    }) => api.funnels.sales.update(sale),
    meta: inline,
  })
export const usePairRelay = () =>
  useMutation({
    mutation: (pairing: { url: string; code: string; evenIfPrivate?: boolean }) =>
      api.funnels.relay.pair(pairing),
    meta: inline,
  })
export const useUnpairRelay = () => useMutation({ mutation: () => api.funnels.relay.unpair() })
export const useWithdrawUnknown = () =>
  useMutation({ mutation: (id: number) => api.funnels.relay.withdrawUnknown({ id }) })
/** Not a query: a secret is not kept in the cache. */
export const useRevealSaleHook = () =>
  useMutation({ mutation: () => api.funnels.relay.revealSaleHook(), meta: inline })
export const useRenewSaleHook = () =>
  useMutation({ mutation: () => api.funnels.relay.renewSaleHook(), meta: inline })
export const usePullRelay = () =>
  useMutation({ mutation: () => api.funnels.relay.pull(), meta: inline })

/** People a sale can be ascribed to. */
export const saleLeadsQuery = defineQueryOptions((search: string) => ({
  key: ['crm', 'saleLeads', search],
  query: ({ signal }) =>
    api.crm.leads.list({ ...(search ? { search } : {}), limit: 20, withTotal: false }, { signal }),
}))
