// Which topics of messages one person left, and noting it by hand.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export const leadTopicsQuery = defineQueryOptions((id: number) => ({
  key: ['crm', 'leadTopics', id],
  query: ({ signal }) => api.crm.topics.ofLead({ id }, { signal }),
  meta: { also: ['email', 'funnels'] },
}))

type OfLead = { id: number; topic: string }
export const useLeaveTopic = () =>
  useMutation({ mutation: (of: OfLead) => api.crm.topics.leave(of) })
export const useReturnToTopic = () =>
  useMutation({ mutation: (of: OfLead) => api.crm.topics.comeBack(of) })
