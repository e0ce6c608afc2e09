// What is on record of a person's agreements, and what is noted of them by hand.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { ConsentDraft, MeasuringDraft } from '#shared/contract/crm/consents.ts'
import { api } from '../../../api/apiClient.ts'

export const consentsQuery = defineQueryOptions((id: number) => ({
  key: ['crm', 'consents', id],
  query: ({ signal }) => api.crm.leads.consents({ id }, { signal }),
  meta: { also: ['email', 'funnels'] },
}))

// A failure is told in the form.
export const useNoteConsent = () =>
  useMutation({
    mutation: (draft: ConsentDraft) => api.crm.leads.noteConsent(draft),
    meta: { inline: true },
  })
export const useNoteMeasuring = () =>
  useMutation({
    mutation: (draft: MeasuringDraft) => api.crm.leads.noteMeasuring(draft),
    meta: { inline: true },
  })
export const useUndoConsent = () =>
  useMutation({
    mutation: (line: { id: number; consentId: number }) => api.crm.leads.undoConsent(line),
  })
