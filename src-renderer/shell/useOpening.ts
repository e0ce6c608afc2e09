// Shows what the system or a drop on the window opens: a view, the import with a file, or why not.
import { useMutation, useQuery } from '@pinia/colada'
import { useEventListener } from '@vueuse/core'
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { languages } from '#shared/contract/settings.contract.ts'
import type { OpenRefusal, OpenRequest } from '#shared/contract/system/opening.ts'
import { isContactFile, maxContactFileBytes } from '#shared/rules/opening/contactFiles.ts'
import { api } from '../api/apiClient.ts'
import { loadPageTexts } from '../i18n/i18n.ts'
import { useNotices } from '../stores/notices.store.ts'
import { useOpenedFiles } from '../stores/openedFiles.store.ts'

const importPage = '/crm/import'
const noticeSeconds = 30

export function useOpening(): void {
  const translations = useI18n({ useScope: 'global' })
  const { t } = translations
  const router = useRouter()
  const notices = useNotices()
  const opened = useOpenedFiles()

  /** Not among those of the first page; whoever shows a page says where they cannot be read. */
  const texts = async () => {
    const spoken = languages.find((language) => language === translations.locale.value)
    if (spoken !== undefined) await loadPageTexts(translations, spoken).catch(() => undefined)
  }
  async function refuse(reason: OpenRefusal, name: string) {
    await texts()
    notices.show({
      tone: 'danger',
      title: t('opening.not', { name }),
      text: t(`opening.refused.${reason}`),
    })
  }
  /** Nothing that is being typed is left for it: an open dialogue stays, and the way is offered. */
  async function go(path: string, title: () => string) {
    if (document.querySelector('[aria-modal="true"]') === null) return router.push(path)
    await texts()
    const action = { label: t('opening.go'), run: () => router.push(path) }
    notices.show({ tone: 'info', title: title(), action, seconds: noticeSeconds })
  }
  async function openFiles(files: readonly File[]) {
    const [first] = files
    if (first === undefined) return
    opened.add(files)
    await go(importPage, () => t('opening.waits', { name: first.name }))
  }
  async function open(request: OpenRequest) {
    if (request.kind === 'refused') await refuse(request.reason, request.name)
    else if (request.kind === 'view') await go(request.path, () => t('opening.link'))
    else await openFiles([request.file])
  }

  const { data: waiting } = useQuery({
    key: ['system', 'opening'],
    query: ({ signal }) => api.system.opening.waiting(undefined, { signal }),
  })
  const taking = useMutation({ mutation: () => api.system.opening.next() })
  let isTaking = false
  async function takeAll() {
    if (isTaking) return
    isTaking = true
    try {
      for (let next = await taking.mutateAsync(); next !== null; next = await taking.mutateAsync())
        await open(next)
    } catch {
      // Told as every failed change is; what waits is asked for again at the next change.
    } finally {
      isTaking = false
    }
  }
  watch(waiting, (now) => now !== undefined && now.count > 0 && void takeAll(), { immediate: true })

  listenForDrops(refuse, openFiles)
}

/** What a part of the page takes itself it has taken by then; a browser would leave the page. */
function listenForDrops(
  refuse: (reason: OpenRefusal, name: string) => Promise<unknown>,
  openFiles: (files: readonly File[]) => Promise<unknown>,
): void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
  useEventListener('dragover', (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault()
  })
  useEventListener('drop', (event: DragEvent) => {
    if (event.defaultPrevented || !hasFiles(event)) return
    event.preventDefault()
    const fits: File[] = []
    for (const item of event.dataTransfer?.items ?? []) {
      const file = item.getAsFile()
      if (file === null) continue
      const problem = problemOf(file, item.webkitGetAsEntry()?.isDirectory === true)
      if (problem === null) fits.push(file)
      else void refuse(problem, file.name)
    }
    void openFiles(fits)
  })
}

function problemOf(file: File, isFolder: boolean): OpenRefusal | null {
  if (isFolder) return 'file_folder'
  if (!isContactFile(file.name)) return 'file_kind'
  return file.size > maxContactFileBytes ? 'file_too_large' : null
}
