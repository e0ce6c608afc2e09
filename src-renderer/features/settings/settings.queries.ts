// What the settings change. What they are is read by the frame, too: see api/shared.queries.ts.
import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../../api/apiClient.ts'

export type SettingsChange = Parameters<typeof api.settings.update>[0]

export const useChangeSettings = () =>
  useMutation({ mutation: (change: SettingsChange) => api.settings.update(change) })
export const useSaveLogo = () =>
  useMutation({ mutation: (file: File) => api.email.logo.set({ file }), meta: { inline: true } })
export const useSaveBusiness = () =>
  useMutation({
    mutation: (change: SettingsChange) => api.settings.update(change),
    meta: { inline: true },
  })

export const desktopQuery = defineQueryOptions({
  key: ['system', 'desktop'],
  query: ({ signal }) => api.system.desktop.state(undefined, { signal }),
})
export function useStartWithComputer() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (isOn: boolean) => api.system.desktop.startWithComputer({ isOn }),
    onSuccess: (state) => cache.setQueryData(desktopQuery.key, state),
    meta: { inline: true },
  })
}

export const updatesQuery = defineQueryOptions({
  key: ['system', 'updates'],
  query: ({ signal }) => api.system.updates(undefined, { signal }),
})
export function useLookForUpdates() {
  const cache = useQueryCache()
  return useMutation({
    mutation: () => api.system.lookForUpdates(),
    onSuccess: (state) => cache.setQueryData(updatesQuery.key, state),
    meta: { inline: true },
  })
}
