// Which rows of a list are chosen: one by one, by a range, or all that match, loaded or not.
import { computed, shallowRef, watch } from 'vue'

type Row = { id: number }

/** What is chosen: some by their ids, or all. */
function useChosenRows(loaded: () => number[]) {
  const ids = shallowRef<ReadonlySet<number>>(new Set())
  const isAll = shallowRef(false)
  const isAnyChosen = computed(() => isAll.value || ids.value.size > 0)
  const areLoadedChosen = computed(
    () => isAll.value || (ids.value.size > 0 && loaded().every((id) => ids.value.has(id))),
  )
  const chosen = () => new Set(isAll.value ? loaded() : ids.value)
  function put(next: ReadonlySet<number>) {
    isAll.value = false
    ids.value = next
  }
  return { ids, isAll, isAnyChosen, areLoadedChosen, chosen, put }
}

/**
 * @param rows the rows loaded so far, in the order shown
 * @param meaning what the list means; another one ends the choice
 */
export function useRowSelection(rows: () => readonly Row[], meaning: () => string) {
  const loaded = () => rows().map(({ id }) => id)
  const { ids, isAll, isAnyChosen, areLoadedChosen, chosen, put } = useChosenRows(loaded)
  /** Where a range begins, and what the last range from there chose: the next one replaces it. */
  let anchor: number | null = null
  let span: number[] = []

  function begin(at: number | null) {
    anchor = at
    span = []
  }
  function toggle(id: number) {
    const next = chosen()
    if (!next.delete(id)) next.add(id)
    begin(id)
    put(next)
  }
  /** Chooses from where the range began to this row. @param from where it begins if none did yet */
  function extend(id: number, from: number = id) {
    const order = loaded()
    if (anchor === null || !order.includes(anchor)) begin(from)
    const places = [order.indexOf(anchor ?? from), order.indexOf(id)]
    const next = chosen()
    for (const before of span) next.delete(before)
    span = order.slice(Math.min(...places), Math.max(...places) + 1)
    for (const within of span) next.add(within)
    put(next)
  }
  function clear() {
    begin(null)
    put(new Set())
  }
  function chooseAll() {
    begin(null)
    ids.value = new Set()
    isAll.value = true
  }
  watch(meaning, clear)
  return {
    /** Those chosen one by one; empty where all that match are. */
    ids,
    isAll,
    isAnyChosen,
    areLoadedChosen,
    has: (id: number) => isAll.value || ids.value.has(id),
    toggle,
    extend,
    /** All loaded rows, or none if they were. */
    toggleLoaded() {
      const wereChosen = areLoadedChosen.value
      clear()
      if (!wereChosen) put(new Set(loaded()))
    },
    chooseAll,
    clear,
  }
}
export type RowSelection = ReturnType<typeof useRowSelection>
