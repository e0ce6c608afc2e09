// Signing in on a provider's page: what is read and changed. What is told of a sign-in under way comes by
// the change feed, like everything else.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export type SignInBegin = Parameters<typeof api.email.signIns.begin>[0]
export type SignInClientDraft = Parameters<typeof api.email.signIns.setClient>[0]

export const signInProvidersQuery = defineQueryOptions({
  key: ['email', 'signInProviders'],
  query: ({ signal }) => api.email.signIns.providers(undefined, { signal }),
})
export const leftAccessQuery = defineQueryOptions({
  key: ['email', 'leftAccess'],
  query: ({ signal }) => api.email.signIns.leftAccess(undefined, { signal }),
})
export const signInAttemptQuery = (attempt: string) => ({
  key: ['email', 'signInAttempt', attempt],
  query: ({ signal }: { signal: AbortSignal }) =>
    api.email.signIns.attempt({ attempt }, { signal }),
})

const inline = { inline: true }
export const useBeginSignIn = () =>
  useMutation({ mutation: (begin: SignInBegin) => api.email.signIns.begin(begin), meta: inline })
export const useSetSignInClient = () =>
  useMutation({
    mutation: (draft: SignInClientDraft) => api.email.signIns.setClient(draft),
    meta: inline,
  })
export const useSignOut = () =>
  useMutation({ mutation: (id: number) => api.email.signIns.signOut({ id }) })
export const useDismissLeftAccess = () =>
  useMutation({ mutation: (id: number) => api.email.signIns.dismissLeftAccess({ id }) })
