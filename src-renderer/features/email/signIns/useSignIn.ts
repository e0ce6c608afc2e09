// One sign-in as a dialog sees it: begun, waited for, given up when the dialog goes.
import { useQuery } from '@pinia/colada'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { SignInAttempt } from '#shared/contract/email/signIns.ts'
import { api } from '../../../api/apiClient.ts'
import { readFailure, type Failure } from '../../../api/failure.ts'
import { signInAttemptQuery, useBeginSignIn, type SignInBegin } from './signIns.queries.ts'

/** @param onDone called once somebody has signed in */
export function useSignIn(
  begin: () => Omit<SignInBegin, 'way'>,
  onDone: (attempt: SignInAttempt) => void,
) {
  const begun = shallowRef<SignInAttempt | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const beginning = useBeginSignIn()
  const { data } = useQuery(() => ({
    ...signInAttemptQuery(begun.value?.id ?? ''),
    enabled: begun.value !== null,
  }))
  const attempt = computed(() =>
    begun.value !== null && data.value?.id === begun.value.id ? data.value : begun.value,
  )
  watch(attempt, (now, before) => {
    if (now?.state === 'done' && before?.state !== 'done') onDone(now)
  })

  async function start(way: 'browser' | 'device') {
    giveUp()
    failure.value = null
    try {
      begun.value = await beginning.mutateAsync({ ...begin(), way })
      // Where a browser does not let it open, the address stands below.
      if (begun.value.url !== null && way === 'browser')
        window.open(begun.value.url, '_blank', 'noopener')
    } catch (error) {
      failure.value = readFailure(error)
    }
  }
  /** Access that was given and is used by nobody is taken back. */
  function giveUp() {
    const left = attempt.value
    begun.value = null
    if (left !== null && left.state !== 'failed' && !left.isKept)
      api.email.signIns.cancel({ attempt: left.id }).catch(() => undefined)
  }
  onScopeDispose(giveUp)
  return { attempt, failure, start, giveUp, isBeginning: beginning.isLoading }
}
