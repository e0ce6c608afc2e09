// Everything the register of ad campaigns reads and changes.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { AdDraft, AdStatus } from '#shared/contract/ads.contract.ts'
import { api } from '../../api/apiClient.ts'
import { useKeysetList } from '../../api/useKeysetList.ts'

export type AdListChoice = { search: string; status: AdStatus | null }

export const useAdList = (choice: () => AdListChoice) =>
  useKeysetList(() => {
    const { search, status } = choice()
    const filter = { ...(search === '' ? {} : { search }), ...(status === null ? {} : { status }) }
    return {
      key: ['ads', 'list', filter],
      read: (cursor, signal) => api.ads.list({ ...filter, cursor, limit: 100 }, { signal }),
    }
  })

export const adQuery = defineQueryOptions((id: number) => ({
  key: ['ads', 'one', id],
  query: ({ signal }) => api.ads.get({ id }, { signal }),
}))

// The form shows a refusal below its fields.
const inline = { inline: true }

export const useCreateAd = () =>
  useMutation({ mutation: (draft: AdDraft) => api.ads.create(draft), meta: inline })
export const useUpdateAd = () =>
  useMutation({
    mutation: ({ id, draft }: { id: number; draft: AdDraft }) => api.ads.update({ id, ...draft }),
    meta: inline,
  })
