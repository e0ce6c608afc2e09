// Merging entries, and saying that they are different people: each is told, and can be taken back
// from the notice.
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../../i18n/useFormat.ts'
import { useNotices } from '../../../stores/notices.store.ts'
import { leadName } from '../../../ui/leadName.ts'
import {
  useMergeCertain,
  useMergeLeads,
  useSayDifferent,
  useSayNotDifferent,
  useUndoMerge,
} from './duplicates.queries.ts'

const undoSeconds = 10

function useUndoableNotice() {
  const { t } = useI18n()
  const notices = useNotices()
  return (title: string, takeBack: () => unknown, text?: string) =>
    notices.show({
      ...{ tone: 'success', title, seconds: undoSeconds },
      ...(text === undefined ? {} : { text }),
      action: { label: t('common.undo'), run: takeBack },
    })
}

export function useMerging() {
  const { t } = useI18n()
  const format = useFormat()
  const notices = useNotices()
  const merging = useMergeLeads()
  const mergingCertain = useMergeCertain()
  const undoing = useUndoMerge()
  const tell = useUndoableNotice()

  /** The newest first: an entry of an earlier one may be part of a later one. */
  async function undo(mergeIds: readonly number[]): Promise<void> {
    let undone = 0
    try {
      for (const id of mergeIds.toReversed()) {
        await undoing.mutateAsync(id)
        undone += 1
      }
    } catch {
      // Told by the global handler; those before it are taken back.
    }
    if (undone > 0)
      notices.show({
        tone: 'info',
        title: t('duplicates.undone', { count: format.number(undone) }, undone),
      })
  }

  return {
    undo,
    isMerging: mergingCertain.isLoading,
    /** @returns whether they are one now; a refusal is told by the global handler */
    async merge(keep: number, others: number[]): Promise<boolean> {
      try {
        const lead = await merging.mutateAsync({ keep, others })
        tell(t('duplicates.merged', { name: leadName(lead) }), () => undo([lead.mergeId]))
        return true
      } catch {
        return false
      }
    },
    async mergeCertain(): Promise<void> {
      try {
        const { mergeIds, left } = await mergingCertain.mutateAsync()
        const count = mergeIds.length
        tell(
          t('duplicates.mergedMany', { count: format.number(count) }, count),
          () => undo(mergeIds),
          left > 0 ? t('duplicates.left', { count: format.number(left) }, left) : undefined,
        )
      } catch {
        // Told by the global handler.
      }
    },
  }
}

/** @returns a function that says that entries are different people */
export function useSayingDifferent(): (ids: number[]) => Promise<void> {
  const { t } = useI18n()
  const different = useSayDifferent()
  const notDifferent = useSayNotDifferent()
  const tell = useUndoableNotice()
  return async (ids) => {
    try {
      await different.mutateAsync(ids)
      tell(t('duplicates.saidDifferent'), () => notDifferent.mutate(ids))
    } catch {
      // Told by the global handler.
    }
  }
}
