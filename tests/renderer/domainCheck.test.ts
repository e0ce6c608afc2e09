// The domain of an account, on its card: nothing is asked by itself, each finding has a sentence in
// both languages, and a record is copied as it stands.
import { afterEach, expect, it, vi } from 'vitest'
import { h } from 'vue'
import {
  domainFindings,
  domainParts,
  type DomainCheck,
} from '#shared/contract/email/domainCheck.ts'
import type { EmailAccount } from '#shared/contract/emailAccounts.ts'
import EmailDomain from '../../src-renderer/features/email/domain/EmailDomain.vue'
import { domainDoctor as en } from '../../src-renderer/i18n/en/email/domainDoctor.ts'
import { domainDoctor as fr } from '../../src-renderer/i18n/fr/email/domainDoctor.ts'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const account: EmailAccount = {
  ...{ id: 7, name: 'Boutique', host: 'ssl0.ovh.net', port: 465, user: null },
  security: 'tls',
  ...{
    hasPassword: false,
    signIn: null,
    fromName: '',
    fromEmail: 'contact@boutique.example',
    maxPerMinute: 60,
  },
  ...{ maxPerHour: null, maxPerDay: null, used: { lastHour: 0, lastDay: 0 }, maxConnections: 2 },
  ...{ trustedCertificate: null, isForeignAddress: false, blocked: null },
}
const value = 'v=DMARC1; p=none; rua=mailto:contact@boutique.example'
const check: DomainCheck = {
  ...{ address: account.fromEmail, domain: 'boutique.example', server: account.host },
  ...{ provider: null, freeMail: null, checkedAt: '2026-11-29T20:00:00.000Z' },
  parts: [
    {
      ...{ part: 'spf', verdict: 'right', found: [], records: [] },
      findings: [{ code: 'spf_right', values: { name: 'OVHcloud' } }],
    },
    {
      ...{ part: 'dkim', verdict: 'unchecked', found: [], records: [] },
      findings: [{ code: 'dkim_selector_unknown', values: {} }],
    },
    {
      ...{ part: 'dmarc', verdict: 'missing', found: [] },
      findings: [{ code: 'dmarc_none', values: {} }],
      records: [
        { type: 'TXT', host: '_dmarc.boutique.example', name: '_dmarc', value, replaces: [] },
      ],
    },
  ],
}

let close = () => {}
afterEach(() => {
  close()
  forgetAnswers()
  document.body.replaceChildren()
})
const card = (language: 'fr' | 'en' = 'fr') =>
  mountPage({ render: () => h(EmailDomain, { account }) }, '/email/accounts', { language })

/** The dialog is loaded when it is first opened. */
async function open(element: HTMLElement) {
  await click(byId(element, 'domain-check'))
  await vi.waitFor(() => byId(document, 'domain-dmarc'), { timeout: 20_000 })
  await flushPromises()
}

it('asks nobody before the button is pressed, then once, and keeps the result in sight', async () => {
  answer('email.accounts.lastDomainCheck', null)
  answer('email.accounts.checkDomain', check)
  const { element, close: end } = await card()
  close = end
  expect(wordsOf(element)).toContain('pas encore vérifiés')
  expect(inputsOf('email.accounts.checkDomain')).toEqual([])
  await open(element)
  expect(inputsOf('email.accounts.checkDomain')).toEqual([{ id: 7 }])
  expect(wordsOf(byId(document, 'domain-dmarc'))).toContain('manquant')
  expect(wordsOf(byId(document, 'domain-spf'))).toContain('OVHcloud a le droit d’écrire')
  expect(wordsOf(byId(document, 'domain-line'))).toMatch(/boutique\.example : à corriger, vérifié/)
})

it('shows an earlier result without asking again, and asks for a key by its name', async () => {
  answer('email.accounts.lastDomainCheck', check)
  answer('email.accounts.checkDomain', check)
  const { element, close: end } = await card('en')
  close = end
  await open(element)
  expect(inputsOf('email.accounts.checkDomain')).toEqual([])
  await write(document, 'domain-selector', 'Cle 1')
  expect(byId<HTMLButtonElement>(document, 'domain-look').disabled).toBe(true)
  await write(document, 'domain-selector', 'Cle1._domainkey.boutique.example')
  await click(byId(document, 'domain-look'))
  expect(inputsOf('email.accounts.checkDomain')).toEqual([{ id: 7, selector: 'cle1' }])
  await flushPromises()
  expect(wordsOf(byId(document, 'domain-dkim'))).toContain('Signature')
})

it('copies the value as it stands', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
  answer('email.accounts.lastDomainCheck', check)
  const { element, close: end } = await card()
  close = end
  await open(element)
  await click(byId(document, 'copy-value'))
  await click(byId(document, 'copy-name'))
  expect(writeText.mock.calls).toEqual([[value], ['_dmarc']])
  vi.unstubAllGlobals()
})

it('has a sentence for each finding and each part, in both languages', () => {
  for (const texts of [fr, en]) {
    expect(Object.keys(texts.finding).sort()).toEqual([...domainFindings].sort())
    expect(Object.keys(texts.part).sort()).toEqual([...domainParts].sort())
    expect(Object.keys(texts.about).sort()).toEqual([...domainParts].sort())
  }
})
