// The warm-up of an account: what is read and changed.
import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import type { WarmUpWish } from '#shared/contract/email/warmUp.ts'
import { api } from '../../../api/apiClient.ts'

export const warmUpQuery = defineQueryOptions((id: number) => ({
  key: ['email', 'warmUp', id],
  query: ({ signal }) => api.email.accounts.warmUp.get({ id }, { signal }),
}))

export function useChangeWarmUp() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (wish: WarmUpWish) => api.email.accounts.warmUp.change(wish),
    onSuccess: (warmUp, { id }) => cache.setQueryData(warmUpQuery(id).key, warmUp),
  })
}
