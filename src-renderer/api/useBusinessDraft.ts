// What is typed of the business beside something else, and kept in the settings with it.
import { useQuery, useQueryCache } from '@pinia/colada'
import { reactive, watch } from 'vue'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { api } from './apiClient.ts'
import { settingsQuery } from './shared.queries.ts'

export function useBusinessDraft() {
  const { data: settings } = useQuery(settingsQuery)
  const cache = useQueryCache()
  const draft = reactive({
    name: '',
    email: '',
    lacksName: false,
    lacksEmail: false,
    isEmailWrong: () => draft.email.trim() !== '' && !isEmailAddress(draft.email),
  })
  watch(
    settings,
    (known) => {
      if (known === undefined) return
      draft.lacksName = known.businessName.trim() === ''
      draft.lacksEmail = known.businessEmail.trim() === ''
    },
    { immediate: true },
  )
  /**
   * Keeps what was typed; what was left empty stays a place to fill.
   * @throws what the settings refuse
   */
  async function keep(): Promise<void> {
    const change = {
      ...(draft.lacksName && draft.name.trim() !== '' ? { businessName: draft.name.trim() } : {}),
      ...(draft.lacksEmail && isEmailAddress(draft.email)
        ? { businessEmail: draft.email.trim() }
        : {}),
    }
    if (Object.keys(change).length === 0) return
    await api.settings.update(change)
    await cache.invalidateQueries({ key: settingsQuery.key })
  }
  return { draft, keep }
}
