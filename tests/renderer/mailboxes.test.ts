// Mailboxes as they are set up, read and taken away: what is agreed to, said, and told where it fails.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef, type ShallowRef } from 'vue'
import type { Mailbox } from '#shared/contract/email/mailboxes.ts'
import EmailMailbox from '../../src-renderer/features/email/mailboxes/EmailMailbox.vue'
import EmailMailboxDialog from '../../src-renderer/features/email/mailboxes/EmailMailboxDialog.vue'
import EmailSandboxMessage from '../../src-renderer/features/email/sending/EmailSandboxMessage.vue'
import { useNotices } from '../../src-renderer/stores/notices.store.ts'
import { answer, fail, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)
vi.mock('../../src-renderer/ui/frames/MessageFrame.vue', () => ({
  default: { render: () => null },
}))

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const nothing = { bounce: 0, reply: 0, auto_reply: 0, unsubscribe: 0, complaint: 0 }
const mailbox: Mailbox = {
  ...{ id: 7, name: 'shop', accountId: null, host: 'imap.one.example', port: 993, user: 'shop' },
  ...{
    security: 'tls',
    hasPassword: true,
    signIn: null,
    trustedCertificate: fingerprint,
    received: nothing,
  },
  ...{ isReading: false, isWatched: false, lastReadAt: null, lastTriedAt: null, trouble: null },
}

let page: Awaited<ReturnType<typeof mountPage>> | undefined
let notices: ReturnType<typeof useNotices>
const open = async (render: () => ReturnType<typeof h>) => {
  page = await mountPage(
    defineComponent({
      setup() {
        notices = useNotices()
        return render
      },
    }),
    '/email/accounts',
  )
  return page.element
}
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  page?.close()
  forgetAnswers()
  vi.unstubAllGlobals()
})

it('forgets a trusted certificate with the server it was shown by', async () => {
  const isShown: ShallowRef<boolean> = shallowRef(false)
  await open(() => h(EmailMailboxDialog, { account: null, mailbox, show: isShown.value }))
  answer('email.mailboxes.check', {
    ...{ ok: false, reply: '535 No', trouble: 'login', cause: null, certificate: null },
  })
  isShown.value = true
  await flushPromises()
  await write(document, 'mailbox-password', 'secret')
  await click(byId(document, 'mailbox-save'))
  await write(document, 'mailbox-host', 'imap.two.example')
  await click(byId(document, 'mailbox-save'))
  expect(inputsOf('email.mailboxes.check')).toMatchObject([
    { host: 'imap.one.example', trustedCertificate: fingerprint },
    { host: 'imap.two.example', trustedCertificate: null },
  ])
})

it('says what was read in the singular and plural it has, and nothing of what there was none', async () => {
  const element = await open(() => h(EmailMailbox, { mailbox }))
  const said = async (counts: Partial<Record<keyof typeof nothing, number>>, read: number) => {
    answer('email.mailboxes.sweep', { ...nothing, other: 0, read, ...counts })
    await click(byId(element, 'mailbox-sweep'))
    return wordsOf(byId(element, 'mailbox-result'))
  }
  expect(await said({ bounce: 1, reply: 2 }, 3)).toBe('3 messages lus : 1 retour, 2 réponses')
  expect(await said({ complaint: 1 }, 1)).toBe('1 message lu : 1 plainte')
  expect(await said({}, 2)).toBe('2 messages lus, aucun ne concerne vos envois')
  expect(await said({}, 0)).toBe('Rien de nouveau')
})

// A rejection that nobody hears is an error of the whole run.
it('tells that a mailbox could not be taken away, and not that it was', async () => {
  const element = await open(() => h(EmailMailbox, { mailbox }))
  fail('email.mailboxes.delete')
  await click(byId(element, 'mailbox-delete'))
  expect(notices.notices.map(({ tone }) => tone)).toEqual(['danger'])
})

it('tells that an attachment of a captured message could not be read', async () => {
  const file = { kind: 'attachment' as const, hash: 'a'.repeat(64), name: 'a.pdf' }
  const element = await open(() =>
    h(EmailSandboxMessage, {
      message: {
        ...{ id: 1, from: 'a@shop.example', to: 'b@people.example', subject: 'News' },
        ...{ html: '<p>News</p>', text: 'News', messageId: '<1@shop.example>' },
        receivedAt: '2026-11-01T08:00:00.000Z',
        files: [{ ...file, type: 'application/pdf', bytes: 1_200 }],
      },
    }),
  )
  fail('email.campaigns.files.content')
  await click(byId(element, 'sandbox-attachments').querySelector('button') ?? element)
  expect(notices.notices.map(({ tone }) => tone)).toEqual(['danger'])
})
