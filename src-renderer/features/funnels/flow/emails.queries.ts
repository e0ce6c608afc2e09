// The e-mails of a funnel: added, changed, turned on and off, taken out.
import { useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

type NewEmail = Parameters<typeof api.funnels.emails.create>[0]
type EmailChange = Omit<Parameters<typeof api.funnels.emails.update>[0], 'id'>

export const useCreateEmail = () =>
  useMutation({ mutation: (email: NewEmail) => api.funnels.emails.create(email) })
/** For the panel, which says itself what was refused. */
export const useUpdateEmail = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: EmailChange }) =>
      api.funnels.emails.update({ id, ...changes }),
    meta: { inline: true },
  })
export const useDeleteEmail = () =>
  useMutation({ mutation: (id: number) => api.funnels.emails.delete({ id }) })
