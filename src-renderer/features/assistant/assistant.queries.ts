// Everything the assistant reads and changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../api/apiClient.ts'
import { useKeysetList } from '../../api/useKeysetList.ts'

const topic = 'assistant'
export type ProviderDraft = Parameters<typeof api.assistant.provider.set>[0]
export type SettingsChange = Parameters<typeof api.assistant.settings.update>[0]
export type Provider = NonNullable<
  Awaited<ReturnType<typeof api.assistant.provider.get>>['provider']
>

export const providerQuery = defineQueryOptions({
  key: [topic, 'provider'],
  query: ({ signal }) => api.assistant.provider.get(undefined, { signal }),
})
export const assistantSettingsQuery = defineQueryOptions({
  key: [topic, 'settings'],
  query: ({ signal }) => api.assistant.settings.get(undefined, { signal }),
})
export const usageQuery = defineQueryOptions({
  key: [topic, 'usage'],
  query: ({ signal }) => api.assistant.usage(undefined, { signal }),
})
export const discoveryQuery = defineQueryOptions({
  key: ['assistant-discovery'],
  query: ({ signal }) => api.assistant.provider.discover(undefined, { signal }),
})
export const useCallList = () =>
  useKeysetList(() => ({
    key: [topic, 'calls', 'list'],
    read: (cursor, signal) => api.assistant.calls.list({ cursor, limit: 50 }, { signal }),
  }))
export const callQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'calls', 'one', id],
  query: ({ signal }) => api.assistant.calls.get({ id }, { signal }),
}))

// Forms that show a refusal in place keep it from the global notice.
const inline = { inline: true }
export const useSaveProvider = () =>
  useMutation({
    mutation: (draft: ProviderDraft) => api.assistant.provider.set(draft),
    meta: inline,
  })
export const useDeleteProvider = () =>
  useMutation({ mutation: () => api.assistant.provider.delete() })
export const useVerifyProvider = () =>
  useMutation({ mutation: () => api.assistant.provider.verify(), meta: inline })
export const useListModels = () =>
  useMutation({ mutation: () => api.assistant.provider.models(), meta: inline })
/** Switches have no place of their own for a refusal. */
export const useSwitchSetting = () =>
  useMutation({ mutation: (change: SettingsChange) => api.assistant.settings.update(change) })
export const useChangeAssistantSettings = () =>
  useMutation({
    mutation: (change: SettingsChange) => api.assistant.settings.update(change),
    meta: inline,
  })
export const useClearCalls = () => useMutation({ mutation: () => api.assistant.calls.clear() })
export const useSaveNote = () =>
  useMutation({
    mutation: (note: { id: number; subject: string; content: string }) =>
      api.crm.interactions.create({ ...note, type: 'note' }),
  })
