// Places to fill: what keeps a message or a page from going out, what is only pointed out, and what
// is honest text.
import { describe, expect, it } from 'vitest'
import type { MailTree } from '#shared/contract/mailTree.ts'
import {
  listOfPlaces,
  placesIn,
  placesOfMessage,
  placesOfPage,
  withMarkedPlaces,
  withPlaces,
} from '#shared/rules/placesToFill.ts'

describe('a text', () => {
  it('names each place once, whatever is around and within it', () => {
    expect(
      placesIn('Jusqu’au [[date de fin]], puis [[ prix ]] et encore [[date de fin]].').left,
    ).toEqual(['date de fin', 'prix'])
    expect(placesIn('**[[fin **juin**]]**').left).toEqual(['fin juin'])
    expect(placesIn('[[une\nligne]]').left).toEqual(['une ligne'])
    expect(placesIn('[[[date]]]').left).toEqual(['date'])
  })

  it.each([
    'tableau[0][1]',
    'Les prix [[1]] et [[2, 3]]',
    '[notre page](https://a.example)',
    '{{first_name|[là]}}',
    '[ ] fait',
    '[…]',
    '',
  ])('is honest: %s', (text) => {
    expect(placesIn(text).left).toEqual([])
  })

  it('keeps single brackets as a doubt, never as a refusal', () => {
    expect(placesIn('Cher [Nom], voir [1] et [la note]')).toEqual({
      left: [],
      doubtful: ['Nom', 'la note'],
    })
    expect(placesIn('[date] est un mot entre crochets')).toEqual({ left: [], doubtful: ['date'] })
  })

  it('knows the places that the writer once left in single brackets', () => {
    expect(
      placesIn(
        '**Jusqu’au :** [date de fin]\n- **Conditions :** [ce qui est compris, ce qui ne l’est pas]',
      ).left,
    ).toEqual(['date de fin', 'ce qui est compris, ce qui ne l’est pas'])
    expect(placesIn('**À noter dans votre agenda :** à partir du [date].').left).toEqual(['date'])
    expect(placesIn('**For your calendar:** from [date].').left).toEqual(['date'])
    expect(placesIn('Notez la date : **[date et heure]**').left).toEqual(['date et heure'])
  })
})

const tree = (text: string): MailTree => ({
  language: 'fr',
  theme: { accent: '#2457c5', background: '#ffffff', font: 'sans', corners: 'round' },
  blocks: [
    {
      key: 'columns1',
      kind: 'columns',
      columns: [{ blocks: [{ key: 'text1', kind: 'text', text, look: 'plain' }] }, { blocks: [] }],
    },
  ],
})

describe('a message', () => {
  it('says in which part and block a place stands', () => {
    const { left } = placesOfMessage({
      subject: '[[objet]]',
      preheader: '[[aperçu]]',
      html: '',
      text: null,
      blocks: tree('Le [[date]]'),
    })
    expect(left).toEqual([
      { name: 'objet', part: 'subject', blockKey: null },
      { name: 'aperçu', part: 'preheader', blockKey: null },
      { name: 'date', part: 'body', blockKey: 'columns1' },
    ])
    expect(listOfPlaces(left)).toBe('[[objet]], [[aperçu]], [[date]]')
  })

  it('is read through its markup, its attributes and its entities, once', () => {
    const html =
      '<!--[if mso]><p>x</p><![endif]--><style>a[href]{x:1}</style><p>Le [<b>[date</b> de&nbsp;fin]]</p><a href="[[adresse]]">ici</a> &#91;&#91;prix&#93;&#93;'
    const { left, doubtful } = placesOfMessage({
      subject: '',
      preheader: '',
      html,
      text: 'Le [[date de fin]]',
      blocks: null,
    })
    expect(left.map(({ name }) => name)).toEqual(['date de fin', 'prix', 'adresse'])
    expect(doubtful).toEqual([])
  })
})

it('A page is read in its name, what search engines show, and every text of every block', () => {
  const blocks = [
    {
      key: 'abcd',
      kind: 'faq' as const,
      title: '',
      items: [{ question: '[[question]]', answer: 'ok [[réponse]]' }],
    },
  ]
  expect(
    placesOfPage({ name: '[[nom]]', seo: { title: '', description: '[[nom]]' }, blocks }).left,
  ).toEqual([
    { name: 'nom', blockKey: null },
    { name: 'question', blockKey: 'abcd' },
    { name: 'réponse', blockKey: 'abcd' },
  ])
})

it('A page shows fields to its visitors as they are: they are pointed out', () => {
  const text = 'Bonjour {{ first_name }}, 20 % [là]'
  const blocks = [{ key: 'abcd', kind: 'text', text }]
  const seo = { title: '*|FNAME|*', description: '' }
  expect(placesOfPage({ name: '', seo, blocks })).toEqual({
    left: [],
    doubtful: [
      { name: '*|FNAME|*', blockKey: null },
      { name: 'là', blockKey: 'abcd' },
      { name: '{{ first_name }}', blockKey: 'abcd' },
    ],
  })
})

it('A preview marks places and leaves tags alone; what a model put in single brackets becomes a place', () => {
  expect(withMarkedPlaces('<a title="[[a]]">[[b]]</a>')).toBe(
    '<a title="[[a]]"><mark style="background:#fde68a;color:#1b1c20">[[b]]</mark></a>',
  )
  expect(withPlaces('Le [date], [ici](https://a.example), [[déjà]], [1]')).toBe(
    'Le [[date]], [ici](https://a.example), [[déjà]], [1]',
  )
})
