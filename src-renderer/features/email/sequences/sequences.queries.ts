// Sequences and the people in them: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { SequenceEnd } from '#shared/contract/sequences/sequenceEnds.ts'
import type {
  SequenceChange,
  SequenceDraft,
} from '#shared/contract/sequences/sequences.contract.ts'
import { api } from '../../../api/apiClient.ts'
import { useKeysetList } from '../../../api/useKeysetList.ts'

const topic = 'sequences'
// Messages and people move on by themselves.
const also = ['email', 'crm']
const inline = { inline: true }

export const useSequenceList = (choice: () => { search: string }) =>
  useKeysetList(() => {
    const { search } = choice()
    return {
      key: [topic, 'list', search],
      also,
      read: (cursor, signal) =>
        api.sequences.list({ cursor, limit: 50, search: search || undefined }, { signal }),
    }
  })

export const sequenceQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'one', id],
  meta: { also },
  query: ({ signal }) => api.sequences.get({ id }, { signal }),
}))

export type PeopleChoice = 'underWay' | 'all' | SequenceEnd
export const useSequencePeople = (choice: () => { id: number; shown: PeopleChoice }) =>
  useKeysetList(() => {
    const { id, shown } = choice()
    const filter =
      shown === 'all' ? {} : shown === 'underWay' ? { isUnderWay: true } : { end: shown }
    return {
      key: [topic, 'people', id, shown],
      also,
      read: (cursor, signal) =>
        api.sequences.people({ id, cursor, limit: 100, ...filter }, { signal }),
    }
  })

/** The forms that may start one: funnels with their pages. */
export const funnelChoicesQuery = defineQueryOptions({
  key: ['funnels', 'choices'],
  query: ({ signal }) => api.funnels.list({ limit: 200 }, { signal }),
})

export const useCreateSequence = () =>
  useMutation({ mutation: (draft: SequenceDraft) => api.sequences.create(draft) })
/** A refusal is shown in place. */
export const useUpdateSequence = () =>
  useMutation({
    mutation: (change: Partial<SequenceChange> & { id: number }) => api.sequences.update(change),
    meta: inline,
  })
/** As `useUpdateSequence`. */
export const useTurnOnEmail = () =>
  useMutation({
    mutation: (given: { id: number; stepKey: string }) => api.sequences.turnOnEmail(given),
    meta: inline,
  })
/** As `useUpdateSequence`. */
export const useTurnOffEmail = () =>
  useMutation({
    mutation: (given: { id: number; stepKey: string }) => api.sequences.turnOffEmail(given),
    meta: inline,
  })
export const usePutPersonBack = () =>
  useMutation({
    mutation: (given: { id: number; personId: number }) => api.sequences.putBack(given),
  })
