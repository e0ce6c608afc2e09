// Writes leads into a file and hands it over; a long one says how far it is, and can be cancelled.
import { onBeforeUnmount, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { readFailure } from '../../../api/failure.ts'
import { usePreferences } from '../../../stores/preferences.store.ts'
import { downloadFile } from '../../../ui/downloadFile.ts'
import {
  readExportProgress,
  useCancelExport,
  useExportLeads,
  type ExportFormat,
  type ExportInput,
} from './export.queries.ts'

/** Milliseconds between two looks at a running export. */
const lookEvery = 500

export function useLeadExport() {
  const { t } = useI18n()
  const preferences = usePreferences()
  const exporting = useExportLeads()
  const cancelling = useCancelExport()
  /** The name of the export under way; null if there is none. */
  const running = shallowRef<string | null>(null)
  /** Of a hundred. */
  const share = shallowRef(0)
  const failure = shallowRef('')
  let timer: ReturnType<typeof setInterval> | undefined
  onBeforeUnmount(() => clearInterval(timer))

  async function look(exportId: string) {
    const progress = await readExportProgress(exportId).catch(() => null)
    if (progress !== null && progress.total > 0 && running.value === exportId)
      share.value = Math.round((progress.done / progress.total) * 100)
  }
  return {
    ...{ running, share, failure },
    cancel: () => running.value !== null && cancelling.mutate(running.value),
    async start(kind: ExportFormat, choice: Omit<ExportInput, 'language' | 'exportId'>) {
      const exportId = crypto.randomUUID()
      running.value = exportId
      share.value = 0
      failure.value = ''
      timer = setInterval(() => void look(exportId), lookEvery)
      try {
        const { language } = preferences
        const file = await exporting.mutateAsync({ kind, input: { ...choice, language, exportId } })
        downloadFile(file, `leads.${kind}`)
      } catch (error) {
        const { reason } = readFailure(error)
        if (reason !== 'export_cancelled') failure.value = t(`errors.${reason}`)
      } finally {
        clearInterval(timer)
        running.value = null
      }
    },
  }
}
