// What the editor of a message says of fields of other programs: what each is taken for, and which
// nobody here knows.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { withMarkedPlaces } from '#shared/rules/placesToFill.ts'
import { choosePlace } from '../../src-renderer/ui/fields/choosePlace.ts'
import type { CampaignForm } from '../../src-renderer/features/email/editor/campaignForm.ts'
import EmailForeignFields from '../../src-renderer/features/email/editor/EmailForeignFields.vue'
import EmailMissing from '../../src-renderer/features/email/editor/EmailMissing.vue'
import { mountPage } from './support/mountPage.ts'
import { byId } from './support/pageTest.ts'

const form: CampaignForm = {
  name: 'n',
  subject: 'Bonjour *|FNAME|*',
  preheader: '',
  html: '<p>Chez {{ société }}, {{ prénom2 }}, {promo}</p><a href="{{ unsubscribe }}">stop</a>',
  text: '',
  blocks: null,
  fromName: '',
  fromEmail: 'a@b.example',
  replyTo: '',
  accountId: null,
  recipients: {},
}
const found: unknown[] = []
const page = defineComponent({
  render: () => [
    h(EmailMissing, { form, onFind: (place: unknown) => found.push(place) }),
    h(EmailForeignFields, { form, onFind: (place: unknown) => found.push(place) }),
  ],
})
let opened: Awaited<ReturnType<typeof mountPage>>
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  opened.close()
  vi.unstubAllGlobals()
})

it('says what each is understood as, and leads to those that hold the message', async () => {
  opened = await mountPage(page, '/')
  const said = byId(opened.element, 'foreign-fields').textContent
  expect(said).toMatch(
    /\*\|FNAME\|\*\s+est compris comme «\u202fPrénom\u202f», \{\{ first_name \}\}/,
  )
  expect(said).toMatch(/\{\{ société \}\}\s+est compris comme «\u202fSociété\u202f»/)
  expect(said).toContain('Le lien de désinscription est dans votre message')
  expect(said).not.toContain('prénom2')
  const missing = byId(opened.element, 'campaign-missing').textContent
  expect(missing).toContain('{{ prénom2 }}')
  expect(missing).toContain('{promo}')
  expect(missing).not.toContain('société')
  byId(opened.element, 'place-left').click()
  byId(opened.element, 'foreign-field').click()
  expect(found).toEqual([
    { name: '{{ prénom2 }}', part: 'body', blockKey: null },
    { name: '*|FNAME|*', part: 'subject', blockKey: null },
  ])
})

it('finds a field where it is written, however it is written there', () => {
  const area = document.createElement('textarea')
  area.value = '<p>Bonjour {{&nbsp;<b>ville</b> }}</p>'
  area.scrollIntoView = () => undefined
  const box = document.createElement('div')
  box.append(area)
  expect(choosePlace(box, '{{ ville }}')).toBe(true)
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('{{&nbsp;<b>ville</b> }}')
  expect(choosePlace(box, '{{ autre }}')).toBe(false)
})

it('marks in a preview what nobody knows, and no tag', () => {
  expect(
    withMarkedPlaces('<style>.a{b:c}</style><p title="{{ x }}">{{ x }} {{ first_name }} [[y]]</p>'),
  ).toBe(
    '<style>.a{b:c}</style><p title="{{ x }}"><mark style="background:#fde68a;color:#1b1c20">{{ x }}</mark> {{ first_name }} <mark style="background:#fde68a;color:#1b1c20">[[y]]</mark></p>',
  )
})
