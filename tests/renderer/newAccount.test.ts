// Setting up an account: what was agreed to for one server is not asked of another.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { useNewAccount } from '../../src-renderer/features/email/sending/newAccount.ts'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { mountPage } from './support/mountPage.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

let account: ReturnType<typeof useNewAccount>
const page = defineComponent({
  setup() {
    account = useNewAccount(() => undefined)
    return () => null
  },
})
let close = () => {}
beforeEach(async () => {
  ;({ close } = await mountPage(page, '/email/accounts'))
})
afterEach(() => {
  close()
  forgetAnswers()
})

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const trusted = () =>
  inputsOf('email.accounts.check').map(
    (draft) => (draft as { trustedCertificate: string | null }).trustedCertificate,
  )

it('forgets a trusted certificate with the server it was shown by', async () => {
  answer('email.accounts.check', {
    ...{ ok: false, encrypted: true, authenticated: false, reply: '535 No' },
    ...{ trouble: 'login', cause: null, certificate: null },
  })
  Object.assign(account.form, { fromEmail: 'shop@one.example', host: 'mail.one.example' })
  await nextTick()
  await account.keeping.trust(fingerprint)
  account.form.password = 'another'
  await nextTick()
  await account.keeping.testAndKeep()
  account.form.host = 'mail.two.example'
  await nextTick()
  await account.keeping.testAndKeep()
  account.form.host = 'mail.one.example'
  await nextTick()
  await account.keeping.testAndKeep()
  expect(trusted()).toEqual([fingerprint, fingerprint, null, null])
})

it('logs in by the address where a password is given and no login', async () => {
  answer('email.accounts.check', {
    ...{ ok: false, encrypted: true, authenticated: false, reply: '535 No' },
    ...{ trouble: 'login', cause: null, certificate: null },
  })
  const users = () =>
    inputsOf('email.accounts.check').map((draft) => (draft as { user: string | null }).user)
  Object.assign(account.form, { fromEmail: 'shop@one.example', host: 'mail.one.example' })
  await account.keeping.testAndKeep()
  account.form.password = 'secret'
  await account.keeping.testAndKeep()
  expect(account.form.user).toBe('shop@one.example')
  account.form.user = 'shop'
  await account.keeping.testAndKeep()
  expect(users()).toEqual([null, 'shop@one.example', 'shop'])
})
