// What the editor of a message says of fields of other programs: what each is taken for, and which
// nobody here knows.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { h } from 'vue'
import type { Campaign } from '#shared/contract/campaigns.ts'
import { withMarkedPlaces } from '#shared/rules/placesToFill.ts'
import { choosePlace } from '../../src-renderer/ui/fields/choosePlace.ts'
import type { CampaignForm } from '../../src-renderer/features/email/editor/campaignForm.ts'
import EmailForeignFields from '../../src-renderer/features/email/editor/EmailForeignFields.vue'
import EmailPreviewDialog from '../../src-renderer/features/email/editor/EmailPreviewDialog.vue'
import EmailMissing from '../../src-renderer/features/email/editor/EmailMissing.vue'
import { answer } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

// A frame with a document of its own is more than this browser can do.
vi.mock('../../src-renderer/ui/frames/MessageFrame.vue', () => ({
  default: { render: () => null },
}))

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
  furtherAccountIds: [],
  recipients: {},
  topic: null,
  measuresClicks: false,
}
const found: unknown[] = []
const page = {
  render: () => [
    h(EmailMissing, { form, onFind: (place: unknown) => found.push(place) }),
    h(EmailForeignFields, { form, onFind: (place: unknown) => found.push(place) }),
  ],
}
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

it('says in a preview what each field is understood as, and what nothing replaces', async () => {
  const fields = [
    { written: '*|FNAME|*', field: 'first_name', part: 'subject', blockKey: null },
    { written: '*|FNAME|*', field: 'first_name', part: 'body', blockKey: null },
    { written: '{{ ville }}', field: null, part: 'body', blockKey: null },
  ]
  answer('email.campaigns.preview', {
    ...{ to: 'zoe@people.example', from: 'a@b.example', subject: 'Bonjour Zoé', preheader: '' },
    ...{ html: '<p>{{ ville }}</p>', text: '{{ ville }}', unknownFields: ['{{ ville }}'], fields },
    hiddenBlocks: [],
  })
  const campaign = { id: 1, recipients: {}, replyTo: null, fromEmail: null, accountId: null }
  const dialog = {
    // What the dialog reads of a campaign.
    render: () => h(EmailPreviewDialog, { show: true, campaign: campaign as unknown as Campaign }),
  }
  opened = await mountPage(dialog, '/')
  await flushPromises()
  expect(byId(document.body, 'understood-fields').textContent?.trim()).toBe(
    'Champs d’autres logiciels, compris ainsi\u00a0: *|FNAME|* → {{ first_name }}',
  )
  expect(byId(document.body, 'unknown-fields').textContent).toContain('{{ ville }}')
})
