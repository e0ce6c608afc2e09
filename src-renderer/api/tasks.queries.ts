// What is due: read by the frame (badge), the dashboard and the CRM. Time passes without a write, so
// it is asked again each minute.
import { defineQueryOptions, useQuery } from '@pinia/colada'
import { onScopeDispose } from 'vue'
import { api } from './apiClient.ts'

const minute = 60_000

export const dueQuery = defineQueryOptions({
  key: ['crm', 'tasks', 'due'],
  query: ({ signal }) => api.crm.tasks.due(undefined, { signal }),
  // Days are those of the business's zone.
  meta: { also: ['settings'] },
})

/** How many tasks are late or due today, kept up to date while somebody looks. */
export function useDueTasks() {
  const query = useQuery(dueQuery)
  const timer = setInterval(() => void query.refetch().catch(() => undefined), minute)
  onScopeDispose(() => clearInterval(timer))
  return query
}
