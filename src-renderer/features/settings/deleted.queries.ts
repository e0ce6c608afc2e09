// What was deleted, of every kind that can be brought back, newest first; and bringing it back.
import { defineQueryOptions } from '@pinia/colada'
import type { DeletedItem } from '#shared/contract/common.ts'
import { api } from '../../api/apiClient.ts'

export type DeletedKind =
  'lead' | 'campaign' | 'account' | 'funnel' | 'segment' | 'customField' | 'view'
type Endpoint = {
  deleted: (input: undefined, options: { signal: AbortSignal }) => Promise<DeletedItem[]>
  restore: (input: { id: number }) => Promise<unknown>
}
const kinds: Record<DeletedKind, Endpoint> = {
  lead: api.crm.leads,
  campaign: api.email.campaigns,
  account: api.email.accounts,
  funnel: api.funnels,
  segment: api.crm.segments,
  customField: api.crm.customFields,
  view: api.crm.views,
}
export type Deleted = DeletedItem & { kind: DeletedKind }
const kindNames: readonly DeletedKind[] = [
  'lead',
  'campaign',
  'account',
  'funnel',
  'segment',
  'customField',
  'view',
]

export const deletedQuery = defineQueryOptions(() => ({
  key: ['settings', 'deleted'],
  query: async ({ signal }): Promise<Deleted[]> => {
    const lists = await Promise.all(
      kindNames.map(async (kind) =>
        (await kinds[kind].deleted(undefined, { signal })).map((item) => ({ ...item, kind })),
      ),
    )
    return lists.flat().toSorted((one, other) => (one.deletedAt < other.deletedAt ? 1 : -1))
  },
  // Deleted elsewhere since it was read.
  staleTime: 0,
}))

export const restoreDeleted = ({ kind, id }: Pick<Deleted, 'kind' | 'id'>): Promise<unknown> =>
  kinds[kind].restore({ id })
