// Who is to be decided about, and the decisions: keep with a reason, or erase.
import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { maxKeptAtOnce, type RetentionView } from '#shared/contract/crm/retention.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'

const summaryKey = ['crm', 'retention', 'summary']

/** The rule, and how many there are of each kind. */
export const retentionSummaryQuery = defineQueryOptions({
  key: summaryKey,
  query: async ({ signal }) => {
    const { months, counts } = await api.crm.retention.list({ limit: 1 }, { signal })
    return { months, counts: counts ?? { due: 0, keptOut: 0, kept: 0 } }
  },
})

export const useRetentionList = (view: () => RetentionView) =>
  useKeysetList(() => ({
    key: ['crm', 'retention', 'list', view()],
    read: (cursor, signal) =>
      api.crm.retention.list({ view: view(), cursor, limit: 50, withCounts: false }, { signal }),
  }))

/** Everybody who is due, by number. */
export async function readAllDue(): Promise<number[]> {
  const ids: number[] = []
  for (let cursor: string | undefined; ;) {
    const page = await api.crm.retention.list({ cursor, limit: 200, withCounts: false })
    ids.push(...page.items.map(({ id }) => id))
    if (page.nextCursor === null) return ids
    cursor = page.nextCursor
  }
}

/** One call after the other, each of so many people. */
function inCalls(ids: readonly number[]): number[][] {
  const calls: number[][] = []
  for (let from = 0; from < ids.length; from += maxKeptAtOnce)
    calls.push(ids.slice(from, from + maxKeptAtOnce))
  return calls
}

export const useKeepPeople = () =>
  useMutation({
    mutation: async ({ ids, reason }: { ids: readonly number[]; reason: string }) => {
      let count = 0
      for (const some of inCalls(ids))
        count += (await api.crm.retention.keepMany({ ids: some, reason })).kept
      return count
    },
    meta: { inline: true },
  })
export const useReleasePeople = () =>
  useMutation({
    mutation: async (ids: readonly number[]) => {
      for (const some of inCalls(ids)) await api.crm.retention.releaseMany({ ids: some })
    },
  })
export function useSetRetentionMonths() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (months: number) => api.crm.retention.setMonths({ months }),
    onSuccess: () => cache.invalidateQueries({ key: ['crm', 'retention'] }),
  })
}
