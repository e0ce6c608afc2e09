// The page being edited as a document: saves itself, can be undone, and knows which block is
// chosen.
import { computed, shallowRef, watch } from 'vue'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { Block } from '#shared/contract/pageBlocks.ts'
import { useAutosave } from '../../../ui/fields/useAutosave.ts'
import { emptyHistory, remember, stepBack, stepForward } from './blockHistory.ts'
import { indexOfKey } from './blockTree.ts'
import { isPageFieldSavable, keepTyping, pageToForm, type PageForm } from '../flow/pageForm.ts'
import { useSavePage } from '../flow/pages.queries.ts'

/** @param firstKey the block to begin with, where the page has it */
export function usePageDocument(page: () => FunnelPage, firstKey: string | null = null) {
  const { id, updatedAt } = page()
  const saving = useSavePage()
  const { draft, state, error, flush, accept } = useAutosave<PageForm>({
    initial: pageToForm(page()),
    version: updatedAt,
    save: async (changes) => (await saving.mutateAsync({ id, changes })).updatedAt,
    isSavable: isPageFieldSavable,
  })
  watch(page, (current) => accept(keepTyping(draft, pageToForm(current)), current.updatedAt))

  const history = shallowRef(emptyHistory())
  const selectedKey = shallowRef<string | null>(
    (draft.blocks.find(({ key }) => key === firstKey) ?? draft.blocks[0])?.key ?? null,
  )
  const selected = computed(
    () => draft.blocks.find((block) => block.key === selectedKey.value) ?? null,
  )

  /** @param field names the field a keystroke went into */
  function change(blocks: Block[], field: string | null = null) {
    history.value = remember(history.value, draft.blocks, field, Date.now())
    draft.blocks = blocks
  }
  function go(step: typeof stepBack) {
    const found = step(history.value, draft.blocks)
    if (!found) return
    history.value = found.history
    draft.blocks = found.blocks
    if (indexOfKey(found.blocks, selectedKey.value) < 0)
      selectedKey.value = found.blocks[0]?.key ?? null
  }
  return {
    draft,
    state,
    error,
    flush,
    selectedKey,
    selected,
    change,
    undo: () => go(stepBack),
    redo: () => go(stepForward),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
  }
}
