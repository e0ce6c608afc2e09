// What was deleted, of every kind that can be brought back, newest first; and bringing it back.
import { defineQueryOptions } from '@pinia/colada'
import type { DeletedItem } from '#shared/contract/common.ts'
import { api } from '../../api/apiClient.ts'

type Endpoint = {
  deleted: (input: undefined, options: { signal: AbortSignal }) => Promise<DeletedItem[]>
  restore: (input: { id: number }) => Promise<unknown>
}
export type DeletedKind =
  | 'lead'
  | 'campaign'
  | 'account'
  | 'funnel'
  | 'segment'
  | 'customField'
  | 'view'
  | 'sequence'
  | 'savedBlock'
  | 'topic'
const kinds: Record<DeletedKind, Endpoint> = {
  lead: api.crm.leads,
  campaign: api.email.campaigns,
  account: api.email.accounts,
  funnel: api.funnels,
  segment: api.crm.segments,
  customField: api.crm.customFields,
  view: api.crm.views,
  sequence: api.sequences,
  savedBlock: api.email.savedBlocks,
  topic: api.crm.topics,
}
export type Deleted = DeletedItem & { kind: DeletedKind }
// The record has the kinds as its keys, and no others: its type says so.
const kindNames = Object.keys(kinds) as DeletedKind[]

export const deletedQuery = defineQueryOptions(() => ({
  key: ['settings', 'deleted'],
  query: async ({ signal }): Promise<Deleted[]> => {
    const lists = await Promise.all(
      kindNames.map(async (kind) =>
        (await kinds[kind].deleted(undefined, { signal })).map((item) => ({
          ...item,
          kind,
        })),
      ),
    )
    return lists.flat().toSorted((one, other) => (one.deletedAt < other.deletedAt ? 1 : -1))
  },
  // Deleted elsewhere since it was read.
  staleTime: 0,
}))

export const restoreDeleted = ({ kind, id }: Pick<Deleted, 'kind' | 'id'>): Promise<unknown> =>
  kinds[kind].restore({ id })
