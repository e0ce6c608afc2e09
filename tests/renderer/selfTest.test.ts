// The self-test in the domain's dialog: nothing is sent by itself, every outcome has its sentence, and
// waiting can be given up.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { EmailAccount } from '#shared/contract/emailAccounts.ts'
import type { Mailbox } from '#shared/contract/email/mailboxes.ts'
import type { SelfTest } from '#shared/contract/email/selfTest.ts'
import EmailSelfTest from '../../src-renderer/features/email/domain/EmailSelfTest.vue'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const account = { id: 7, fromEmail: 'contact@boutique.example' } as EmailAccount
const box = (id: number, user: string, accountId: number | null): Mailbox => ({
  ...{ id, user, accountId, name: `Boîte ${id}`, host: 'imap.example', port: 993, security: 'tls' },
  ...{ hasPassword: true, signIn: null, trustedCertificate: null, isReading: false },
  ...{ isWatched: true, lastReadAt: null, lastTriedAt: null, trouble: null },
  received: { bounce: 0, reply: 0, auto_reply: 0, unsubscribe: 0, complaint: 0 },
})
const verdict = (
  method: SelfTest['verdicts'][number]['method'],
  result: string | null,
  domain: string | null = null,
  isAligned: boolean | null = null,
) => ({ method, result, domain, isAligned })
const arrived: SelfTest = {
  ...{ from: account.fromEmail, to: 'moi@voisin.example', sentAt: '2026-11-30T20:00:00.000Z' },
  ...{ reply: '250 Ok', folder: 'inbox', seconds: 4, authority: 'mx.voisin.example' },
  lines: ['Authentication-Results: mx.voisin.example; spf=pass'],
  verdicts: [
    verdict('spf', 'pass', 'ovh.example', false),
    verdict('dkim', 'none'),
    verdict('dmarc', 'fail', 'boutique.example', true),
  ],
}
const mailboxes = (...items: ReturnType<typeof box>[]) =>
  answer('email.mailboxes.list', { items, total: items.length, nextCursor: null })

let close = () => {}
beforeEach(() =>
  mailboxes(box(1, 'contact@boutique.example', 7), box(2, 'moi@voisin.example', null)),
)
afterEach(() => {
  close()
  forgetAnswers()
  document.body.replaceChildren()
})
async function open(language: 'fr' | 'en' = 'fr'): Promise<HTMLElement> {
  const page = await mountPage({ render: () => h(EmailSelfTest, { account }) }, '/email/accounts', {
    language,
  })
  close = page.close
  await flushPromises()
  return page.element
}
const said = () => wordsOf(byId(document, 'self-test-result'))

describe('the self-test', () => {
  it('begins when it is asked to, in a mailbox of another account first', async () => {
    answer('email.accounts.selfTest', arrived)
    const element = await open()
    expect(inputsOf('email.accounts.selfTest')).toEqual([])
    await click(byId(element, 'self-test-start'))
    expect(inputsOf('email.accounts.selfTest')).toEqual([{ id: 7, mailboxId: 2 }])
    expect(said()).toContain('Arrivé dans la boîte de réception, en 4 s.')
    expect(said()).toContain('SPF : réussi, mais pour ovh.example')
    expect(said()).toContain('DKIM : le serveur n’a rien trouvé à vérifier')
    expect(said()).toContain('DMARC : échec (« fail »)')
  })

  it.each<[string, Partial<SelfTest>, string]>([
    ['spam', { folder: 'junk' }, 'in the folder for spam'],
    ['nothing', { folder: null, seconds: null, verdicts: [], lines: [] }, '250 Ok'],
    ['no word', { lines: [] }, 'does not write what it checked'],
    ['a pass', { verdicts: [verdict('spf', 'pass', 'boutique.example', true)] }, 'passed, for'],
    ['a bare pass', { verdicts: [verdict('dmarc', 'pass')] }, 'DMARC: passed.'],
    ['silence of one', { verdicts: [verdict('dkim', null)] }, 'says nothing of it'],
  ])('says what came of it: %s', async (_, change, words) => {
    answer('email.accounts.selfTest', { ...arrived, ...change })
    const element = await open('en')
    await click(byId(element, 'self-test-start'))
    expect(said()).toContain(words)
  })

  it('asks for the address where the login is none', async () => {
    mailboxes(box(3, 'moi', null))
    answer('email.accounts.selfTest', arrived)
    const element = await open()
    expect(byId<HTMLButtonElement>(element, 'self-test-start').disabled).toBe(true)
    await write(element, 'self-test-address', 'moi@voisin.example')
    await click(byId(element, 'self-test-start'))
    expect(inputsOf('email.accounts.selfTest')).toEqual([
      { id: 7, mailboxId: 3, to: 'moi@voisin.example' },
    ])
  })

  it('says what it takes where no mailbox is connected', async () => {
    mailboxes()
    const element = await open()
    expect(wordsOf(element)).toContain('Il faut une boîte de réception reliée')
  })
})
