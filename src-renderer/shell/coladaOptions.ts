// Query defaults, and the one place that tells the user of a change that failed.
import type { PiniaColadaOptions } from '@pinia/colada'
import { isAbort, readFailure } from '../api/failure.ts'
import type { Translator } from '../i18n/i18n.ts'
import { useNotices } from '../stores/notices.store.ts'

export function coladaOptions(translator: Translator): PiniaColadaOptions {
  return {
    // A local database changes only when it says so: nothing goes stale by itself.
    queryOptions: { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutationOptions: {
      onError(error: unknown, _vars, { entry }) {
        // A form that shows its refusals at the field says so in its meta.
        if (entry.meta['inline'] === true || isAbort(error)) return
        const failure = readFailure(error)
        if (failure.reason === 'signed_out') return
        const { t } = translator.global
        useNotices().show({
          tone: 'danger',
          title: t(`errors.${failure.reason}`),
          ...(failure.detail ? { text: failure.detail } : {}),
          technical: failure.technical,
        })
      },
    },
  }
}
