// The page being edited as a document: saves itself, and its blocks can be undone.
import { watch } from 'vue'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import { useHistory } from '../../../blockEditor/useHistory.ts'
// The page being edited as a document: saves itself, can be undone, and knows which block is
// chosen.
import { useAutosave } from '../../../ui/fields/useAutosave.ts'
import { isPageFieldSavable, keepTyping, pageToForm, type PageForm } from '../flow/pageForm.ts'
import { useSavePage } from '../flow/pages.queries.ts'

export function usePageDocument(page: () => FunnelPage) {
  const { id, updatedAt } = page()
  const saving = useSavePage()
  const { draft, state, error, flush, accept } = useAutosave<PageForm>({
    initial: pageToForm(page()),
    version: updatedAt,
    save: async (changes) => (await saving.mutateAsync({ id, changes })).updatedAt,
    isSavable: isPageFieldSavable,
  })
  watch(page, (current) => accept(keepTyping(draft, pageToForm(current)), current.updatedAt))

  const history = useHistory(
    () => draft.blocks,
    (blocks) => (draft.blocks = blocks),
  )
  return { draft, state, error, flush, history }
}
