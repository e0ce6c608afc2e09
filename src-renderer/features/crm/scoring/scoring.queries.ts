// The learnt score: what is read, and learning anew.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export const modelQuery = defineQueryOptions({
  key: ['crm', 'scoring', 'model'],
  query: ({ signal }) => api.crm.scoring.model(undefined, { signal }),
})

export const likelihoodQuery = defineQueryOptions((id: number) => ({
  key: ['crm', 'scoring', 'likelihood', id],
  query: ({ signal }) => api.crm.scoring.likelihood({ id }, { signal }),
}))

/** Without lists it learns from the columns it learnt from the last time. */
export const useTrainModel = () =>
  useMutation({
    mutation: (choices: { leaveOut?: string[]; include?: string[] }) =>
      api.crm.scoring.train(choices),
  })
