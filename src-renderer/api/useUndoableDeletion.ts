// Deleting without asking: the notice that says so offers to take it back.
import { useMutation } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import { useNotices } from '../stores/notices.store.ts'

type Endpoint = {
  delete: (input: { id: number }) => Promise<unknown>
  restore: (input: { id: number }) => Promise<unknown>
}
const undoSeconds = 10

/**
 * @returns a function that deletes and says so; false if it was refused, which the global
 * handler has told
 */
export function useUndoableDeletion(
  endpoint: Endpoint,
): (id: number, title: string) => Promise<boolean> {
  const { t } = useI18n()
  const notices = useNotices()
  const removal = useMutation({ mutation: (id: number) => endpoint.delete({ id }) })
  const restoration = useMutation({ mutation: (id: number) => endpoint.restore({ id }) })
  return async (id, title) => {
    try {
      await removal.mutateAsync(id)
    } catch {
      return false
    }
    notices.show({
      tone: 'info',
      title,
      seconds: undoSeconds,
      action: { label: t('common.undo'), run: () => restoration.mutate(id) },
    })
    return true
  }
}
