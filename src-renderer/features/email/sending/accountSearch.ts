// Finds the server of an address while it is typed, in the built-in table, and on the network when
// the user goes on.
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { AccountDiscovery } from '#shared/contract/email/accountDiscovery.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { api } from '../../../api/apiClient.ts'
import { readFailure, type Failure } from '../../../api/failure.ts'

/** Milliseconds after the last key before the table is asked. */
const typingPause = 200

/**
 * @param address as it is being typed
 * @param take is given what was found; null when the address has changed since
 */
export function useAccountSearch(
  address: () => string,
  take: (discovery: AccountDiscovery | null) => void,
) {
  /** The sending service that delivers for the address; null for its own mailbox. */
  const service = shallowRef<string | null>(null)
  const found = shallowRef<AccountDiscovery | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isSearching = shallowRef(false)
  let search: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  /** @param lookUp whether the domain may be asked on the network */
  async function discover(lookUp: boolean) {
    // What waits for the typing to pause would take the place of the search that was asked for.
    clearTimeout(timer)
    search?.abort()
    const own = (search = new AbortController())
    isSearching.value = lookUp
    failure.value = null
    try {
      const discovery = await api.email.accounts.discover(
        { email: address(), lookUp, ...(service.value ? { provider: service.value } : {}) },
        { signal: own.signal },
      )
      // A guess that nobody was asked about is not worth showing.
      if (search === own && (lookUp || discovery.foundBy !== 'guess')) {
        found.value = discovery
        take(discovery)
      }
    } catch (error) {
      if (search === own && !own.signal.aborted) failure.value = readFailure(error)
    } finally {
      if (search === own) isSearching.value = false
    }
  }
  function stop() {
    clearTimeout(timer)
    search?.abort()
    search = null
    isSearching.value = false
  }

  const typed = computed(() => address().trim().toLowerCase())
  watch([typed, service], () => {
    stop()
    found.value = null
    take(null)
    if (isEmailAddress(typed.value)) timer = setTimeout(() => void discover(false), typingPause)
  })
  onScopeDispose(stop)
  return {
    ...{ service, found, failure, isSearching, discover, stop },
    clear() {
      stop()
      service.value = found.value = failure.value = null
    },
  }
}
