// What a list page remembers in its address: search, filters, which row is open.
import { useRoute, useRouter } from 'vue-router'

export function useAddressQuery() {
  const route = useRoute()
  const router = useRouter()
  const { path } = route
  /** Empty if the address does not have it. */
  const text = (name: string): string =>
    typeof route.query[name] === 'string' ? route.query[name] : ''
  /** Null if it is no identifier. */
  const id = (name: string): number | null =>
    /^\d{1,15}$/.test(text(name)) ? Number(text(name)) : null
  /**
   * Changes some of it; undefined removes. Replaces the entry in the history, so that "back" leaves
   * the list.
   */
  const show = (changes: Record<string, string | undefined>) =>
    router.replace({ path, query: { ...route.query, ...changes } })
  return { text, id, show }
}
