// What the drawer of a letter reads and does.
import { useQuery } from '@pinia/colada'
import { useI18n } from 'vue-i18n'
import { api } from '../../../api/apiClient.ts'
import { readFailure } from '../../../api/failure.ts'
import { useNotices } from '../../../stores/notices.store.ts'

/** Each drawer begins with what is there when it opens, and not with a draft read before. */
export function useLetterSheet(leadId: () => number) {
  const opening = crypto.randomUUID()
  return useQuery(() => {
    const id = leadId()
    return {
      key: ['email', 'letterSheet', id, opening],
      query: ({ signal }: { signal: AbortSignal }) => api.email.letters.sheet({ id }, { signal }),
      meta: { also: ['crm', 'settings'] },
      gcTime: 1_000,
    }
  })
}

export const useLetter = (letterId: () => number | null) =>
  useQuery(() => {
    const id = letterId()
    return {
      key: ['email', 'letter', id ?? 0],
      query: ({ signal }: { signal: AbortSignal }) =>
        api.email.letters.get({ id: id ?? 0 }, { signal }),
      enabled: id !== null,
    }
  })

/** What can be done about a letter that has been sent; a refusal is told. */
export function useLetterActions() {
  const { t } = useI18n()
  const notices = useNotices()
  async function told(call: Promise<unknown>, title: string): Promise<boolean> {
    try {
      await call
    } catch (error) {
      const { reason, detail, technical } = readFailure(error)
      notices.show({
        ...{ tone: 'danger', title: t(`errors.${reason}`), technical },
        ...(detail === null ? {} : { text: detail }),
      })
      return false
    }
    notices.show({ tone: 'success', title })
    return true
  }
  return {
    cancel: (id: number) => told(api.email.letters.cancel({ id }), t('email.letters.cancelled')),
    sendAgain: (id: number) =>
      told(api.email.letters.decide({ id, decision: 'send_again' }), t('email.letters.sentAgain')),
    leave: (id: number) =>
      told(api.email.letters.decide({ id, decision: 'leave' }), t('email.letters.left')),
  }
}
