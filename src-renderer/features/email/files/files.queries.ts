// The files of campaigns: listed, added, taken out, and shown.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { FileKind } from '#shared/rules/sending/messageFiles.ts'
import { api } from '../../../api/apiClient.ts'

const topic = 'email'
const inline = { inline: true }

export const campaignFilesQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'files', id],
  query: ({ signal }) => api.email.campaigns.files.list({ id }, { signal }),
}))

/** A content never changes under its hash. */
export const readFileContent = (hash: string): Promise<File> =>
  api.email.campaigns.files.content({ hash })

/** The same for whoever asked for it by a click, who is told where it fails. */
export const useFetchFile = () => useMutation({ mutation: readFileContent })
export const useAddFile = () =>
  useMutation({
    mutation: (added: { id: number; kind: FileKind; file: File }) =>
      api.email.campaigns.files.add(added),
    meta: inline,
  })
export const useDeleteFile = () =>
  useMutation({
    mutation: (file: { id: number; fileId: number }) => api.email.campaigns.files.delete(file),
    meta: inline,
  })
