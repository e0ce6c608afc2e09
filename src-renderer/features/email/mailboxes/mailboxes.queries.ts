// Mailboxes: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export type MailboxDraft = Parameters<typeof api.email.mailboxes.create>[0]
export type MailboxVerdict = Awaited<ReturnType<typeof api.email.mailboxes.check>>

export const mailboxesQuery = defineQueryOptions({
  key: ['email', 'mailboxes'],
  query: ({ signal }) => api.email.mailboxes.list({ limit: 200 }, { signal }),
})

const inline = { inline: true }
const given = (password = '') => (password === '' ? {} : { password })
/** Of one that is not kept yet. */
export const useCheckMailbox = () =>
  useMutation({
    mutation: ({ password, ...draft }: MailboxDraft) =>
      api.email.mailboxes.check({ ...draft, ...given(password) }),
    meta: inline,
  })
/** An empty password keeps the one there is. */
export const useSaveMailbox = () =>
  useMutation({
    mutation: ({
      id,
      draft: { password, ...draft },
    }: {
      id: number | null
      draft: MailboxDraft
    }) =>
      id === null
        ? api.email.mailboxes.create({ ...draft, ...given(password) })
        : api.email.mailboxes.update({ id, ...draft, ...given(password) }),
    meta: inline,
  })
export const useSweepMailbox = () =>
  useMutation({ mutation: (id: number) => api.email.mailboxes.sweep({ id }) })
export const useDeleteMailbox = () =>
  useMutation({ mutation: (id: number) => api.email.mailboxes.delete({ id }) })
export const useSendUnread = () =>
  useMutation({ mutation: (id: number) => api.email.campaigns.sendUnread({ id }) })
