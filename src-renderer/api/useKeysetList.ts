// A list read by key, page after page; the rows already shown stay while another filter is read.
import { useInfiniteQuery, type EntryKey } from '@pinia/colada'
import { computed } from 'vue'
import { useFailure } from './useFailure.ts'

export type KeysetPage<T> = { items: T[]; total: number | null; nextCursor: string | null }
export type KeysetSource<T> = {
  key: EntryKey
  /** Topics besides the key's first element. */
  also?: string[]
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<KeysetPage<T>>
}

export function useKeysetList<T>(source: () => KeysetSource<T>) {
  const query = useInfiniteQuery<KeysetPage<T>, Error, string | undefined>(() => {
    const { key, also, read } = source()
    return {
      key,
      meta: { also: also ?? [] },
      query: ({ pageParam, signal }) => read(pageParam, signal),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: (previous) => previous,
    }
  })
  const rows = computed(() => query.data.value?.pages.flatMap((page) => page.items))
  const failure = useFailure(query.error)
  function loadMore() {
    if (query.hasNextPage.value && !query.isLoading.value)
      void query.loadNextPage({ cancelRefetch: false })
  }
  return {
    /** Undefined until the first page has come. */
    rows,
    total: computed(() => query.data.value?.pages[0]?.total ?? null),
    hasMore: query.hasNextPage,
    isPlaceholder: query.isPlaceholderData,
    failure,
    loadMore,
    reload: () => void query.refetch(),
  }
}
