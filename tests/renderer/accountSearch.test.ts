// The search for an address's server: what the user asked for is not replaced by what waits for a
// pause in the typing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, nextTick } from 'vue'
import { useAccountSearch } from '../../src-renderer/features/email/sending/accountSearch.ts'
import { forgetAnswers, inputsOf } from './support/fakeApi.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  forgetAnswers()
})

const asked = () => inputsOf('email.accounts.discover')

test('a search asked for at once is the one that goes on', async () => {
  const scope = effectScope()
  const address = ref('')
  const search = scope.run(() =>
    useAccountSearch(
      () => address.value,
      () => undefined,
    ),
  )
  if (!search) throw new Error('no scope')
  address.value = 'marie@boutique.example'
  await nextTick()
  await vi.advanceTimersByTimeAsync(150)
  void search.discover(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked()).toEqual([{ email: 'marie@boutique.example', lookUp: true }])
  expect(search.isSearching.value).toBe(true)

  // A change of the address is another question: the table is asked once the typing pauses.
  address.value = 'marie@free.fr'
  await nextTick()
  expect(search.isSearching.value).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked()).toEqual([
    { email: 'marie@boutique.example', lookUp: true },
    { email: 'marie@free.fr', lookUp: false },
  ])
  scope.stop()
})
