// On what a person may be written to, as it is shown and noted: the card, the form, the wizard of
// imports, the page to print.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { ConsentEvent, ConsentRecord } from '#shared/contract/crm/consents.ts'
import type { Lead } from '#shared/contract/crm.contract.ts'
import CrmConsentProof from '../../../src-renderer/features/crm/consents/CrmConsentProof.vue'
import CrmConsents from '../../../src-renderer/features/crm/consents/CrmConsents.vue'
import CrmImportBasis from '../../../src-renderer/features/crm/import/CrmImportBasis.vue'
import { answer, fail, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, submit, wordsOf, write } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

const moment = '2026-03-12T11:00:00.000Z'
const line = (more: Partial<ConsentEvent>): ConsentEvent => ({
  ...{ id: 7, purpose: 'write', action: 'granted', method: 'manual', at: moment },
  ...{ recordedAt: moment, email: 'lea@exemple.fr', basis: 'customer', channel: 'phone' },
  ...{ note: null, origin: null, isTakenBack: false, wording: null, wordingVersion: null },
  ...{ topic: null, funnelId: null, pageId: null },
  ...more,
})
const record = (
  items: ConsentEvent[],
  standing: Partial<ConsentRecord['standing']> = {},
): ConsentRecord => ({
  items,
  total: items.length,
  measuring: { state: 'none', at: null },
  standing: { state: 'none', basis: null, at: null, refusal: null, ...standing },
})
const lead: Lead = {
  ...{ id: 3, email: 'lea@exemple.fr', emailLabel: null, emails: [], phone: null },
  ...{ phoneLabel: null, phones: [], firstName: 'Léa', lastName: 'Martin', company: null },
  ...{ jobTitle: null, source: null, status: 'new', estimatedValue: 0, tags: [], notes: null },
  ...{ owner: null, lostReason: null, score: 0, otherData: {}, custom: {} },
  ...{ createdAt: moment, updatedAt: moment, lastContactAt: null },
}

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => answer('crm.leads.consents', record([])))
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})
const card = async () => {
  mounted = await mountPage({ render: () => h(CrmConsents, { lead }) }, '/')
  return mounted.element
}

describe('a card with more lines than it shows', () => {
  const many = Array.from({ length: 5 }, (_, index) => line({ id: 20 - index, at: moment }))

  it('shows them all, so that an older mistake can be taken back too', async () => {
    answer('crm.leads.consents', { ...record(many), total: 9 })
    const element = await card()
    const count = (name: string) => element.querySelectorAll(`[data-testid="${name}"]`).length
    expect(count('consent-undo')).toBe(3)
    expect(element.textContent).toContain('(9 lignes)')
    element.querySelector<HTMLElement>('[data-testid="consent-all"]')?.click()
    await flushPromises()
    expect(count('consent-undo')).toBe(5)
    expect(element.textContent).toContain('Les 5 dernières lignes sur 9')
  })
})

describe('the card of a person', () => {
  it('says what holds, what stands against it, and the last lines', async () => {
    answer(
      'crm.leads.consents',
      record([line({ note: 'Devis 12' }), line({ id: 6, isTakenBack: true, basis: 'interest' })], {
        ...{ state: 'granted', basis: 'customer', at: moment },
        refusal: { reason: 'unsubscribed', at: moment },
      }),
    )
    const words = wordsOf(await card())
    expect(words).toContain('Client existant, depuis le 12 mars 2026.')
    expect(words).toContain('Aucun e-mail ne part : désinscription, le 12 mars 2026')
    expect(words).toContain('noté à la main · Par téléphone')
    expect(words).toContain('Devis 12')
    expect(words).toContain('retirée, notée par erreur')
    expect(document.querySelectorAll('[data-testid="consent-undo"]')).toHaveLength(1)
  })

  it('chooses no basis by itself, and sends what was chosen', async () => {
    const element = await card()
    expect(wordsOf(element)).toContain('Aucun fondement noté.')
    await click(byId(element, 'note-consent'))
    const form = byId<HTMLFormElement>(document, 'consent-form')
    expect(form.querySelectorAll('input[type="radio"]:checked')).toHaveLength(0)
    await submit(document, 'consent-form')
    expect(inputsOf('crm.leads.noteConsent')).toEqual([])
    expect(wordsOf(form)).toContain('Choisissez sur quel fondement')
    answer('crm.leads.noteConsent', record([line({})]))
    await click(form.querySelector<HTMLInputElement>('input[value="interest"]') ?? form)
    await write(document, 'consent-note', 'Salon')
    await submit(document, 'consent-form')
    expect(inputsOf('crm.leads.noteConsent')).toEqual([
      { id: 3, action: 'granted', basis: 'interest', note: 'Salon' },
    ])
  })

  it('keeps what was typed where it could not be noted', async () => {
    const element = await card()
    await click(byId(element, 'note-withdrawal'))
    await write(document, 'consent-note', 'Dit au téléphone')
    fail('crm.leads.noteConsent')
    await submit(document, 'consent-form')
    const form = byId(document, 'consent-form')
    const alert = form.querySelector('[role="alert"]')
    expect(alert && wordsOf(alert)).toMatch(/\S/)
    expect(form.querySelector('textarea')?.value).toBe('Dit au téléphone')
    expect(inputsOf('crm.leads.noteConsent')).toEqual([
      { id: 3, action: 'withdrawn', note: 'Dit au téléphone' },
    ])
  })

  it('takes a mistake back', async () => {
    answer('crm.leads.consents', record([line({})]))
    answer('crm.leads.undoConsent', record([line({ isTakenBack: true })]))
    await click(byId(await card(), 'consent-undo'))
    expect(inputsOf('crm.leads.undoConsent')).toEqual([{ id: 3, consentId: 7 }])
  })
})

describe('the wizard of imports', () => {
  it('answers nothing in the user’s place, and hands over what was answered', async () => {
    const given: unknown[] = []
    mounted = await mountPage(
      { render: () => h(CrmImportBasis, { given: undefined, onChange: (one) => given.push(one) }) },
      '/',
    )
    const { element } = mounted
    expect(element.querySelectorAll('input[type="radio"]:checked')).toHaveLength(0)
    expect(element.querySelectorAll('input[type="radio"]')).toHaveLength(4)
    await click(element.querySelector<HTMLInputElement>('input[value="none"]') ?? element)
    expect(given).toEqual([{ basis: 'none' }])
  })
})

describe('the proof', () => {
  it('tells each line with its words, when it was written, and for whom', async () => {
    answer('crm.leads.get', lead)
    answer(
      'crm.leads.consents',
      record([
        line({ method: 'import', origin: 'salon.csv', channel: null }),
        line({ id: 2, method: 'form', basis: null, wording: 'J’accepte', wordingVersion: 4 }),
      ]),
    )
    mounted = await mountPage(CrmConsentProof, '/crm/consents/3', { route: '/crm/consents/:id' })
    await flushPromises()
    const words = wordsOf(byId(mounted.element, 'proof'))
    expect(words).toContain('Léa Martin')
    expect(words).toContain('import · salon.csv')
    expect(words).toContain('Texte montré, version 4 :J’accepte')
    expect(words).toContain('jamais modifiée')
    expect(mounted.element.querySelectorAll('[data-testid="proof-line"]')).toHaveLength(2)
  })
})
