// The keys of the custom fields there are: what a message may say of leads besides
// what every lead has.
import { useQuery } from '@pinia/colada'
import { computed, type ComputedRef } from 'vue'
import { customFieldsQuery } from './shared.queries.ts'

export function useCustomKeys(): ComputedRef<ReadonlySet<string>> {
  const { data } = useQuery(customFieldsQuery)
  return computed(() => new Set(data.value?.items.map(({ key }) => key)))
}
