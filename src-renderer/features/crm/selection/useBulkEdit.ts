// Changes leads, one or a hundred thousand, follows the work to its end, and says so: the notice
// takes it back.
import { useMutation } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import type { BulkInput, BulkRun } from '#shared/contract/crm/bulk.ts'
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
  const { t } = useI18n()
  const notices = useNotices()
  const counted = useCounted()
  const undo = useMutation({ mutation: (id: number) => api.crm.bulk.undo({ id }) })
  return async (id: number, isOne: boolean) => {
    undoing?.(true)
    try {
      const { restored, kept } = await undo.mutateAsync(id)
      const text = isOne ? t('crmBoard.keptOne') : counted('crmBoard.kept', kept)
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

/** @param follow told while it runs, and null or false once it is over */
export function useBulkEdit(follow: Follow = {}) {
  const { t } = useI18n()
  const notices = useNotices()
  const counted = useCounted()
  const takeBack = useTakeBack(follow)
  const edit = useMutation({
    mutation: async (input: BulkInput) =>
      untilEnded(await api.crm.bulk.start(input), (run) => follow.progress?.(run)),
  })

  function told(run: BulkRun, title: string | undefined): NoticeDraft {
    const { changed } = run
    if (run.state === 'failed')
      return { tone: 'danger', title: counted('crmBoard.failed', changed) }
    if (run.state === 'cancelled')
      return { tone: 'info', title: counted('crmBoard.cancelled', changed) }
    return { tone: 'success', title: title ?? counted('crmBoard.changed', changed) }
  }

  /**
   * @param title what the notice says if all went well; without one it says how many were changed
   * @returns null if it was refused, which the global handler has told
   */
  async function change(input: BulkInput, title?: string): Promise<BulkRun | null> {
    try {
      const run = await edit.mutateAsync(input)
      if (run.changed === 0 && run.state === 'done')
        notices.show({ tone: 'info', title: t('crmBoard.nothingChanged') })
      else
        notices.show({
          ...told(run, title),
          seconds: undoSeconds,
          ...(run.changed > 0
            ? {
                action: {
                  label: t('crmBoard.undo'),
                  run: () => takeBack(run.id, title !== undefined),
                },
              }
            : {}),
        })
      return run
    } catch {
      return null // Told by the global handler.
    } finally {
      follow.progress?.(null)
    }
  }
  return { change }
}
