// Sending accounts: what is read and changed.
import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

export type AccountDraft = Parameters<typeof api.email.accounts.create>[0]

export type AccountVerdict = Awaited<ReturnType<typeof api.email.accounts.verify>>

export const sendingServicesQuery = defineQueryOptions({
  key: ['email', 'sendingServices'],
  query: ({ signal }) => api.email.accounts.services(undefined, { signal }),
})
export const accountsQuery = defineQueryOptions({
  key: ['email', 'accounts'],
  query: ({ signal }) => api.email.accounts.list({ limit: 200 }, { signal }),
})

const inline = { inline: true }
/** Sends a message to a mailbox and waits for it; the signal ends the waiting. */
export const useSelfTest = () =>
  useMutation({
    mutation: ({
      signal,
      ...input
    }: Parameters<typeof api.email.accounts.selfTest>[0] & { signal: AbortSignal }) =>
      api.email.accounts.selfTest(input, { signal }),
    meta: inline,
  })
export const useSaveAccount = () =>
  useMutation({
    mutation: ({ id, draft }: { id: number | null; draft: AccountDraft }) =>
      id === null ? api.email.accounts.create(draft) : api.email.accounts.update({ id, ...draft }),
    meta: inline,
  })
/** Null trusts no certificate but those that somebody vouches for. */
export const useTrustCertificate = () =>
  useMutation({
    mutation: (change: { id: number; trustedCertificate: string | null }) =>
      api.email.accounts.update(change),
    meta: inline,
  })
/** Somebody else than was expected, confirmed. */
export const useSaveSignIn = () =>
  useMutation({
    mutation: (change: { id: number; signInAttempt: string; user: string }) =>
      api.email.accounts.update(change),
  })
/** Of an account that is not kept yet. */
export const useCheckAccount = () =>
  useMutation({ mutation: (draft: AccountDraft) => api.email.accounts.check(draft), meta: inline })
export const useVerifyAccount = () =>
  useMutation({ mutation: (id: number) => api.email.accounts.verify({ id }) })

/** The last check of the domain since the application was started; asks nobody. */
export const lastDomainCheckQuery = (id: number) => ({
  key: ['email', 'domainCheck', id],
  query: ({ signal }: { signal: AbortSignal }) =>
    api.email.accounts.lastDomainCheck({ id }, { signal }),
})

export function useCheckDomain() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (input: { id: number; selector?: string }) => api.email.accounts.checkDomain(input),
    onSuccess: (check, { id }) => cache.setQueryData(lastDomainCheckQuery(id).key, check),
    meta: inline,
  })
}
