// Blocks that are kept under a name: listed, and added to.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { api } from '../../../api/apiClient.ts'

export const savedBlocksQuery = defineQueryOptions({
  key: ['email', 'savedBlocks'],
  query: ({ signal }) => api.email.savedBlocks.list(undefined, { signal }),
})

const inline = { inline: true }
export const useCreateSavedBlock = () =>
  useMutation({
    mutation: (draft: { name: string; blocks: MailBlock[] }) => api.email.savedBlocks.create(draft),
    meta: inline,
  })
