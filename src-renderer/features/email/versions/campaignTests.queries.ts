// Tests of two versions: what is read and changed.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { TestSettings } from '#shared/contract/email/campaignTest.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import { api } from '../../../api/apiClient.ts'

export const testResultQuery = defineQueryOptions((id: number) => ({
  key: ['email', 'campaignTest', id],
  query: ({ signal }) => api.email.tests.result({ id }, { signal }),
}))

export const usePlanTest = () =>
  useMutation({
    mutation: (plan: { id: number } & Partial<TestSettings>) => api.email.tests.plan(plan),
  })
export const useDecideTest = () =>
  useMutation({
    mutation: (choice: { id: number; variant: Variant }) => api.email.tests.decide(choice),
  })
