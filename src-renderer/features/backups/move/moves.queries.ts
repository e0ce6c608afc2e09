// Everything the page of moves reads and changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export const moveStateQuery = defineQueryOptions(() => ({
  key: ['backups', 'moves'],
  query: ({ signal }) => api.backups.moves.state(undefined, { signal }),
  staleTime: 0,
}))

const inline = { inline: true }
type MakeInput = { passphrase: string; folder: string | null; stopsSending: boolean }

export const useMakeMove = () =>
  useMutation({ mutation: (input: MakeInput) => api.backups.moves.make(input), meta: inline })
export const useFetchMove = () => useMutation({ mutation: () => api.backups.moves.file() })
export const useDeleteMove = () => useMutation({ mutation: () => api.backups.moves.deleteFile() })
export const useOpenMove = () =>
  useMutation({
    mutation: (input: { passphrase: string; path: string | null }) => api.backups.moves.open(input),
    meta: inline,
  })
export const useTakeMove = () =>
  useMutation({ mutation: () => api.backups.moves.take(), meta: inline })
export const useLeaveMove = () => useMutation({ mutation: () => api.backups.moves.leave() })
export const useSetSending = () =>
  useMutation({
    mutation: (sends: boolean) => api.backups.moves.setSending({ sends }),
    meta: inline,
  })

/** Of one part, in bytes: what is in memory at a time, however long the file is. */
const partBytes = 4 * 1024 * 1024

/** @param told the share that is there, from 0 to 1 */
export async function bringFile(file: File, told: (share: number) => void): Promise<void> {
  for (let from = 0; from < file.size || from === 0; from += partBytes) {
    const part = new File([file.slice(from, from + partBytes)], 'part')
    await api.backups.moves.addPart({ from: String(from), file: part })
    told(Math.min(1, (from + partBytes) / Math.max(1, file.size)))
  }
}
