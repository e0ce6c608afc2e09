// How many people a filter means.
import { defineQueryOptions } from '@pinia/colada'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { api } from '../api/apiClient.ts'

/** Null asks nothing. */
export const matchingQuery = defineQueryOptions((filter: FilterTree | null) => ({
  key: ['crm', 'segments', 'count', filter],
  query: ({ signal }) =>
    filter === null ? Promise.resolve(null) : api.crm.segments.count({ filter }, { signal }),
  placeholderData: (previous: { count: number } | null | undefined) => previous,
}))
