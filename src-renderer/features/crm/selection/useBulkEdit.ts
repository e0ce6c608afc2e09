// Changes leads, one or a hundred thousand, follows the work to its end, and says so: the notice
// takes it back.
import { useMutation } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import type { BulkChoice, BulkInput, BulkRun } from '#shared/contract/crm/bulk.ts'
import { api } from '../../../api/apiClient.ts'
import { useFormat } from '../../../i18n/useFormat.ts'
import { useNotices, type NoticeDraft } from '../../../stores/notices.store.ts'

const undoSeconds = 10
/** Milliseconds between two looks at a change under way. */
const firstPause = 30
const longestPause = 400
/** Looks that may fail in a row: the connection comes back, and the change goes on meanwhile. */
const maxFailures = 30

/** @throws what the last of too many failed looks said */
async function untilEnded(begun: BulkRun, tell: (run: BulkRun) => void): Promise<BulkRun> {
  let run = begun
  let failures = 0
  for (let pause = firstPause; run.state === 'running'; pause = Math.min(pause * 2, longestPause)) {
    tell(run)
    await new Promise((resolve) => setTimeout(resolve, pause))
    try {
      run = await api.crm.bulk.get({ id: run.id })
      failures = 0
    } catch (error) {
      failures += 1
      if (failures > maxFailures) throw error
    }
  }
  return run
}

type Follow = { progress?: (run: BulkRun | null) => void; undoing?: (isUndoing: boolean) => void }

function useCounted() {
  const { t } = useI18n()
  const format = useFormat()
  return (key: string, count: number) => t(key, { count: format.number(count) }, count)
}

/** Takes a change back, and tells what stays because it was changed again since. */
function useTakeBack({ undoing }: Follow) {
  const notices = useNotices()
  const counted = useCounted()
  const undo = useMutation({ mutation: (id: number) => api.crm.bulk.undo({ id }) })
  /** @param keptText what is said of those that stay as they are */
  return async (id: number, keptText: (kept: number) => string) => {
    undoing?.(true)
    try {
      const { restored, kept } = await undo.mutateAsync(id)
      const text = keptText(kept)
      notices.show({
        tone: 'info',
        title: counted('crmBoard.undone', restored),
        ...(kept > 0 ? { text, seconds: undoSeconds } : {}),
      })
    } catch {
      // Told by the global handler.
    } finally {
      undoing?.(false)
    }
  }
}

/** Waits for the end of a change, says it, and offers to take it back. */
function useFollowing(follow: Follow) {
  const { t } = useI18n()
  const notices = useNotices()
  const counted = useCounted()
  const takeBack = useTakeBack(follow)

  function told(run: BulkRun, done: string): NoticeDraft {
    const { changed } = run
    if (run.state === 'failed')
      return { tone: 'danger', title: counted('crmBoard.failed', changed) }
    if (run.state === 'cancelled')
      return { tone: 'info', title: counted('crmBoard.cancelled', changed) }
    return { tone: 'success', title: done }
  }

  return async (
    work: Promise<BulkRun>,
    words: { done: (changed: number) => string; kept: (count: number) => string },
  ): Promise<BulkRun | null> => {
    try {
      const run = await work
      if (run.changed === 0 && run.state === 'done')
        notices.show({ tone: 'info', title: t('crmBoard.nothingChanged') })
      else
        notices.show({
          ...told(run, words.done(run.changed)),
          seconds: undoSeconds,
          ...(run.changed > 0
            ? { action: { label: t('crmBoard.undo'), run: () => takeBack(run.id, words.kept) } }
            : {}),
        })
      return run
    } catch {
      return null // Told by the global handler.
    } finally {
      follow.progress?.(null)
    }
  }
}

/** @param follow told while it runs, and null or false once it is over */
export function useBulkEdit(follow: Follow = {}) {
  const { t } = useI18n()
  const counted = useCounted()
  const follows = useFollowing(follow)
  const tell = (run: BulkRun) => follow.progress?.(run)
  const edit = useMutation({
    mutation: async (input: BulkInput) => untilEnded(await api.crm.bulk.start(input), tell),
  })
  const deletion = useMutation({
    mutation: async (choice: BulkChoice) =>
      untilEnded(await api.crm.bulk.startDelete(choice), tell),
  })

  return {
    /**
     * @param title what the notice says if all went well; without one it says how many were changed
     * @returns null if it was refused, which the global handler has told
     */
    change: (input: BulkInput, title?: string) =>
      follows(edit.mutateAsync(input), {
        done: (changed) => title ?? counted('crmBoard.changed', changed),
        kept: (count) =>
          title === undefined ? counted('crmBoard.kept', count) : t('crmBoard.keptOne'),
      }),
    /** @returns null if it was refused, which the global handler has told */
    remove: (choice: BulkChoice) =>
      follows(deletion.mutateAsync(choice), {
        done: (changed) => counted('crmBoard.deleted', changed),
        kept: (count) => counted('crmBoard.stayedOut', count),
      }),
  }
}
