// What is known of one person, and its erasure.
import { useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export const useReadPersonalData = () =>
  useMutation({ mutation: (id: number) => api.crm.personalData.get({ id }) })
// A failure is told in the dialog that asks.
export const useErasePerson = () =>
  useMutation({
    mutation: (id: number) => api.crm.personalData.erase({ id }),
    meta: { inline: true },
  })
