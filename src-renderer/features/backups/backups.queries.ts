// Everything the page of backups reads and changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../api/apiClient.ts'

export const backupsQuery = defineQueryOptions(() => ({
  key: ['backups', 'list'],
  query: ({ signal }) => api.backups.list(undefined, { signal }),
  // What is free on the disk, and whether the second folder is there, changes without a word.
  staleTime: 0,
}))

/** What putting one back would do, of this moment. */
export const restorePreviewQuery = defineQueryOptions((id: number) => ({
  key: ['backups', 'preview', id],
  query: ({ signal }) => api.backups.preview({ id }, { signal }),
  staleTime: 0,
}))

const inline = { inline: true }

export const useMakeBackup = () => useMutation({ mutation: () => api.backups.make() })
export const useDeleteBackup = () =>
  useMutation({ mutation: (id: number) => api.backups.delete({ id }) })
export const useFetchBackup = () =>
  useMutation({ mutation: (id: number) => api.backups.file({ id }) })
export const useRestoreBackup = () =>
  useMutation({ mutation: (id: number) => api.backups.restore({ id }), meta: inline })
export const useSecondFolder = () =>
  useMutation({
    mutation: (folder: string | null) => api.backups.setSecondFolder({ folder }),
    meta: inline,
  })
export const useBackupPassphrase = () =>
  useMutation({
    mutation: (passphrase: string | null) => api.backups.setPassphrase({ passphrase }),
    meta: inline,
  })
export const useUnlockBackup = () =>
  useMutation({
    mutation: (input: { id: number; passphrase: string }) => api.backups.unlock(input),
    meta: inline,
  })
