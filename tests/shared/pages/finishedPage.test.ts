// What visitors get of a page: never a place to fill, whatever block holds it; and all of the rest,
// as it was.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PageBlock, withoutPlaces } from '#shared/blocks/page/pageBlocks.ts'
import { finishedLine, finishedText } from '#shared/rules/finishedText.ts'
import { pageHtml, type PageSetting } from '#shared/blocks/page/pageHtml.ts'
import { placesIn, placesOfPage } from '#shared/rules/placesToFill.ts'

const around = { leads: () => true, hasPrice: true }
const setting: PageSetting = {
  theme: { accent: '#2457c5', font: 'sans', tone: 'light', corners: 'round' },
  language: 'fr',
  business: { name: 'Atelier', address: '' },
  links: { form: () => ({ action: '#', time: '' }), button: () => '#', image: () => null },
  isDraft: false,
  now: 0,
  timeZone: 'UTC',
  customFields: [],
}
const published = (blocks: PageBlock[]) =>
  pageHtml(
    {
      name: 'Page',
      blocks,
      seo: { title: '', description: '' },
      offer: { amount: null, currency: 'EUR' },
      isEntrance: true,
    },
    setting,
  )

const button = (label: string) => ({ label, target: 'next' as const })
/** One of every kind; each text is the next of those given. */
function blocksOf(next: () => string): PageBlock[] {
  const line = (max = 80) => next().replace(/\s+/g, ' ').slice(0, max)
  return [
    {
      key: 'hero',
      kind: 'hero',
      title: line(),
      text: next(),
      button: button(line()),
      imageId: null,
      imageAlt: line(),
    },
    { key: 'text', kind: 'text', text: next() },
    { key: 'image', kind: 'image', imageId: 'a'.repeat(64), imageAlt: line(), caption: line() },
    {
      key: 'benefits',
      kind: 'benefits',
      title: line(),
      items: [
        { title: line(), text: next() },
        { title: line(), text: next() },
      ],
    },
    {
      key: 'proof',
      kind: 'proof',
      title: line(),
      // They share an element, "author, role": a pair of brackets that only meets there is no place.
      quotes: [{ text: next(), author: line(), role: line().replaceAll(']]', '') }],
    },
    { key: 'video', kind: 'video', title: line(), url: 'https://video.example/1', text: next() },
    {
      key: 'count',
      kind: 'countdown',
      title: line(),
      until: '2030-01-01T00:00:00Z',
      after: line(),
    },
    {
      key: 'form',
      kind: 'form',
      title: line(),
      fields: [
        { field: 'email', label: line(), isRequired: true },
        { field: 'custom', label: line(36), isRequired: false },
      ],
      buttonLabel: line(),
      consentText: next(),
      measureConsentText: next(),
      doubleOptIn: false,
      tag: '',
    },
    {
      key: 'price',
      kind: 'price',
      title: line(),
      features: [line(), line()],
      note: line(),
      button: button(line()),
    },
    { key: 'button', kind: 'button', button: button(line()), note: line() },
    { key: 'questions', kind: 'faq', title: line(), items: [{ question: line(), answer: next() }] },
    { key: 'legal', kind: 'legal', text: next() },
    { key: 'line', kind: 'divider' },
  ]
}

const honest = fc.constantFrom(
  'Un texte.',
  'Deux lignes\nqui se suivent',
  '- un\n- deux',
  'Un\n\nparagraphe :',
  '**gras** et [lien](https://a.example)',
  '[1] puis [[2]]',
  'x [note]',
  '[[',
  ']]',
  '',
  '   ',
)
const place = fc.constantFrom(
  '[[date]]',
  '[[ ce qui\nest compris ]]',
  '**Quand :** [[date et heure]]',
  '[page]([[adresse]])',
  '[[sur **deux**\n\nparagraphes]]',
  '[date de fin]',
  'à partir du [date]',
)
const written = fc
  .array(fc.oneof(honest, place), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom('', ' ', '\n', '\n\n', '\r\n').map((glue) => parts.join(glue)))
const pages = fc.infiniteStream(written).map((texts) => blocksOf(() => texts.next().value ?? ''))
const honestPages = fc
  .infiniteStream(honest.filter((text) => text !== '[[' && text !== ']]'))
  .map((texts) => blocksOf(() => texts.next().value ?? ''))
/** What is read in each element, bold words and links within it included. */
const readIn = (html: string) =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<\/?(?:strong|em|a|br)\b[^>]*>/g, '')
    .split(/<[^>]*>/)

describe('a published page', () => {
  it('never holds a place, whatever block holds one, and stays a page of blocks', () => {
    let withPlaces = 0
    fc.assert(
      fc.property(pages, (blocks) => {
        if (placesOfPage({ name: '', seo: { title: '', description: '' }, blocks }).left.length > 0)
          withPlaces += 1
        const finished = withoutPlaces(blocks, around)
        expect(
          placesOfPage({ name: '', seo: { title: '', description: '' }, blocks: finished }).left,
        ).toEqual([])
        expect(readIn(published(finished)).flatMap((words) => placesIn(words).left)).toEqual([])
        for (const block of finished)
          expect(PageBlock.safeParse(block).error?.issues ?? []).toEqual([])
      }),
      { numRuns: 20000 },
    )
    expect(withPlaces).toBeGreaterThan(200)
  })

  it('is as it was where nothing is left to fill in', () => {
    fc.assert(
      fc.property(honestPages, (blocks) => {
        expect(withoutPlaces(blocks, around)).toEqual(blocks)
      }),
      { numRuns: 200 },
    )
  })

  it('has no price that nobody said', () => {
    const blocks: PageBlock[] = [
      {
        key: 'price',
        kind: 'price',
        title: 'Offre',
        features: ['a'],
        note: '',
        button: button('Oui'),
      },
    ]
    expect(published(blocks)).not.toMatch(/\[\[|class="price"/)
  })
})

describe('what is left of a block', () => {
  const left = (block: PageBlock, changed: Partial<typeof around> = {}) =>
    withoutPlaces([block], { ...around, ...changed })[0] ?? null

  it.each([
    ['Un.\n\n**Quand :** [[date]]\n**Où :** ici', 'Un.\n\n**Où :** ici'],
    ['Il comprend :\n- [[quoi]]\n- [[et quoi]]\n\nFin.', 'Fin.'],
    ['Il comprend :\n- [[quoi]]\n- le reste', 'Il comprend :\n- le reste'],
    ['Il comprend :\n\n- [[quoi]]', ''],
    ['Avant.\n\n[[sur\ndeux lignes]]\n\nAprès.', 'Avant.\n\nAprès.'],
    ['[[a\n\nb]]', ''],
    ['Prix [[1]] et [2]', 'Prix [[1]] et [2]'],
  ])('is whole lines: %j', (text, rest) => expect(finishedText(text)).toBe(rest))

  it('is no half title', () =>
    expect([finishedLine('Offre [[mois]]'), finishedLine('Offre')]).toEqual(['', 'Offre']))

  it('is nothing where only its title or its note would be left', () => {
    expect(
      left({
        key: 'cards',
        kind: 'benefits',
        title: 'Trois raisons',
        items: [{ title: 'Une', text: '[[raison]]' }],
      }),
    ).toBeNull()
    expect(
      left({
        key: 'faqs',
        kind: 'faq',
        title: 'Vos questions',
        items: [{ question: 'Et si ?', answer: '[[conditions]]' }],
      }),
    ).toBeNull()
    expect(
      left(
        {
          key: 'price',
          kind: 'price',
          title: 'Offre',
          features: ['[[quoi]]'],
          note: 'Note',
          button: button('Oui'),
        },
        { leads: () => false, hasPrice: false },
      ),
    ).toBeNull()
    expect(
      left({
        key: 'hero',
        kind: 'hero',
        title: '[[titre]]',
        text: '',
        button: button('Oui'),
        imageId: null,
        imageAlt: '',
      }),
    ).toBeNull()
    expect(
      left({ key: 'video', kind: 'video', title: 'Vidéo', url: '', text: 'À voir' }),
    ).toBeNull()
    expect(
      left({
        key: 'count',
        kind: 'countdown',
        title: '[[quoi]]',
        until: '2030-01-01T00:00:00Z',
        after: '',
      }),
    ).toBeNull()
    expect(
      left({ key: 'button', kind: 'button', button: button('[[quoi]]'), note: 'Sans engagement' }),
    ).toBeNull()
  })

  it('has no button that leads nowhere', () => {
    const leads = () => false
    expect(
      left(
        { key: 'button', kind: 'button', button: button('Oui'), note: 'Sans engagement' },
        { leads },
      ),
    ).toBeNull()
    expect(
      left(
        {
          key: 'hero',
          kind: 'hero',
          title: 'Titre',
          text: '',
          button: button('Oui'),
          imageId: null,
          imageAlt: '',
        },
        { leads },
      ),
    ).toMatchObject({ title: 'Titre', button: null })
    expect(
      left(
        {
          key: 'price',
          kind: 'price',
          title: 'Offre',
          features: ['a'],
          note: '',
          button: button('Oui'),
        },
        { leads, hasPrice: false },
      ),
    ).toMatchObject({ features: ['a'], button: { label: '' } })
  })
})
