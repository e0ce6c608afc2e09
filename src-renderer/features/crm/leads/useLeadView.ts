// What the address remembers of the leads: filter, sort, list or board, and which lead is open.
import { computed } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'
import { LeadSort, type LeadFilter } from '#shared/contract/crm.contract.ts'
import { GivenTimestamp } from '#shared/contract/common.ts'
import { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { ViewContent } from '#shared/contract/crm/views.ts'
import { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { columnsFromText, type ContentName } from '../views/viewAddress.ts'
import { momentNames, type MomentName } from './momentNames.ts'

type ViewName = ContentName | 'lead' | 'new' | 'view'
/** Null removes. */
export type ViewChanges = Partial<Record<ViewName | MomentName, string | null>>

/** Takes every filter away. */
export const noFilter: ViewChanges = {
  ...{ q: null, status: null, tag: null, source: null, segment: null, filter: null },
  ...Object.fromEntries(momentNames.map((name) => [name, null])),
}

const numberIn = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)

/** What is shown, as the address says it. */
function useAddressContent() {
  const route = useRoute()
  const text = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const search = computed(() => text('q').slice(0, 200))
  const status = computed(() => LeadStatus.safeParse(text('status')).data ?? null)
  const tag = computed(() => text('tag') || null)
  const sort = computed<LeadSort>(() => LeadSort.safeParse(text('sort')).data ?? '-createdAt')
  /** List and board are two looks at the same leads. */
  const isBoard = computed(() => text('look') === 'board')
  const source = computed(() =>
    typeof route.query['source'] === 'string' ? route.query['source'].slice(0, 120) : null,
  )
  const moments = computed(
    () =>
      Object.fromEntries(
        momentNames.flatMap((name) =>
          GivenTimestamp.safeParse(route.query[name]).success ? [[name, text(name)]] : [],
        ),
      ) as Partial<Record<MomentName, string>>,
  )
  const segment = computed(() => numberIn(text('segment')))
  const tree = computed(() => FilterTree.safeParse(text('filter')).data ?? null)
  const filter = computed<LeadFilter>(() => ({
    ...(search.value.trim() ? { search: search.value.trim() } : {}),
    ...(status.value ? { status: status.value } : {}),
    ...(tag.value ? { tag: tag.value } : {}),
    ...(source.value === null ? {} : { source: source.value }),
    ...moments.value,
    ...(segment.value === null ? {} : { segment: segment.value }),
    ...(tree.value === null ? {} : { filter: tree.value }),
  }))

  const columns = computed(() => columnsFromText(text('columns')))
  const content = computed<ViewContent>(() => ({
    look: isBoard.value ? 'board' : 'list',
    columns: columns.value,
    sort: sort.value,
    filter: filter.value,
  }))

  return {
    ...{ text, search, status, tag, source, moments, segment, tree, sort },
    ...{ isBoard, filter, columns, content },
  }
}

export function useLeadView() {
  const route = useRoute()
  const router = useRouter()
  const { text, ...content } = useAddressContent()
  const openId = computed(() => numberIn(text('lead')))
  const isNew = computed(() => text('new') === '1')
  /** The view that was chosen, whatever was changed of it since. */
  const viewKey = computed(() => text('view') || null)

  // A letter typed just before leaving is shown a moment later: it must not pull the user back.
  let isLeaving = false
  onBeforeRouteLeave(() => void (isLeaving = true))

  /**
   * Changes some of it; null removes. Replaces the entry in the history, so that "back" leaves the
   * list.
   */
  function show(changes: ViewChanges) {
    if (isLeaving) return Promise.resolve()
    const query = { ...route.query, ...changes }
    return router.replace({
      path: '/crm',
      query: Object.fromEntries(
        Object.entries(query).filter(
          ([name, value]) => value !== null && (value !== '' || name === 'source'),
        ),
      ),
    })
  }
  return { ...content, openId, isNew, viewKey, show }
}
