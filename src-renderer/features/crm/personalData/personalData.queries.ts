// What is known of one person, and its erasure.
import { useMutation } from '@pinia/colada'
import type { Language } from '#shared/contract/settings.contract.ts'
import { api } from '../../../api/apiClient.ts'

export const useReadPersonalData = () =>
  useMutation({ mutation: (id: number) => api.crm.personalData.get({ id }) })
export const useReadPersonalPdf = () =>
  useMutation({
    mutation: (asked: { id: number; language: Language }) => api.crm.personalData.pdf(asked),
  })
// A failure is told in the dialog that asks.
export const useErasePerson = () =>
  useMutation({
    mutation: (id: number) => api.crm.personalData.erase({ id }),
    meta: { inline: true },
  })
