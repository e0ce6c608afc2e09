// Setting up an account from an address and a password: what was found goes into the form, and the
// connection is tested before anything is kept.
import { computed, reactive, shallowRef, watch } from 'vue'
import type { AccountDiscovery } from '#shared/contract/email/accountDiscovery.ts'
import type { SignInAttempt } from '#shared/contract/email/signIns.ts'
import { isEmailAddress } from '#shared/rules/emailAddress.ts'
import { readFailure, type Failure } from '../../../api/failure.ts'
import { accountToForm, formToAccount } from './accountForm.ts'
import { useAccountSearch } from './accountSearch.ts'
import { useCheckAccount, useSaveAccount, type AccountVerdict } from './accounts.queries.ts'

const noLimits = { perMinute: null, perHour: null, perDay: null }

/** @param onSaved called once the account is kept */
export function useNewAccount(onSaved: () => void) {
  const form = reactive(accountToForm(null))
  /** Settings typed by hand are not written over. */
  const isTyped = shallowRef(false)
  const search = useAccountSearch(() => form.fromEmail, fill)
  /** Somebody signed in for this address and server. */
  const attempt = shallowRef<SignInAttempt | null>(null)
  const draftOf = () => {
    // A password is nobody's without a login. Most servers take the address: it is put where it is seen.
    if (form.password !== '' && form.user.trim() === '') form.user = form.fromEmail.trim()
    return {
      ...formToAccount(form),
      ...(attempt.value === null ? {} : { signInAttempt: attempt.value.id }),
    }
  }
  const keeping = useKeeping(draftOf, onSaved)
  watch(form, () => (keeping.verdict.value = null))
  watch(() => form.host, keeping.forgetTrust)
  watch([() => form.host, () => form.fromEmail], () => (attempt.value = null))

  function fill(discovery: AccountDiscovery | null) {
    if (isTyped.value) return
    if (discovery?.smtp == null) form.host = form.user = ''
    else {
      const { host, port, security, user } = discovery.smtp
      Object.assign(form, { host, port, security, user: user ?? '' })
    }
    const { perMinute, perHour, perDay } = discovery?.limits ?? noLimits
    Object.assign(form, { maxPerMinute: perMinute ?? 60, maxPerHour: perHour, maxPerDay: perDay })
  }

  return {
    ...{ form, isTyped, search, keeping, attempt },
    hasSettings: computed(() => form.host.trim() !== ''),
    isReady: computed(() => isEmailAddress(form.fromEmail)),
    failure: computed(() => search.failure.value ?? keeping.failure.value),
    /** Whoever signed in is who logs in. */
    signedIn(done: SignInAttempt) {
      attempt.value = done
      form.password = ''
      if (done.address !== null) form.user = done.address
      return keeping.testAndKeep()
    },
    clear() {
      attempt.value = null
      Object.assign(form, accountToForm(null))
      isTyped.value = false
      search.clear()
      keeping.clear()
    },
  }
}

type Draft = ReturnType<typeof formToAccount>

/** Tests a draft, and keeps it. */
function useKeeping(draftOf: () => Draft, onSaved: () => void) {
  const failure = shallowRef<Failure | null>(null)
  const verdict = shallowRef<AccountVerdict | null>(null)
  const trusted = shallowRef<string | null>(null)
  const checking = useCheckAccount()
  const saving = useSaveAccount()
  const draft = () => {
    const { name, ...rest } = draftOf()
    const named = name.trim() || rest.fromEmail.trim()
    return { ...rest, name: named, trustedCertificate: trusted.value }
  }
  async function guarded(work: () => Promise<void>) {
    failure.value = null
    try {
      await work()
    } catch (error) {
      failure.value = readFailure(error)
    }
  }
  const keep = () =>
    guarded(async () => {
      await saving.mutateAsync({ id: null, draft: draft() })
      onSaved()
    })
  const testAndKeep = () =>
    guarded(async () => {
      verdict.value = await checking.mutateAsync(draft())
      if (verdict.value.ok) await keep()
    })
  return {
    ...{ failure, verdict, keep, testAndKeep },
    isBusy: computed(() => checking.isLoading.value || saving.isLoading.value),
    trust(fingerprint: string) {
      trusted.value = fingerprint
      return testAndKeep()
    },
    /** A certificate was looked at for one server. */
    forgetTrust: () => void (trusted.value = null),
    clear: () => void (failure.value = verdict.value = trusted.value = null),
  }
}
