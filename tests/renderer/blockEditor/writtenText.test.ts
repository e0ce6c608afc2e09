// A text as the document that is written in, and back: nothing is lost on the way, and nothing shows a
// star that was never typed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainInline, readInline } from '#shared/rules/inlineMarkup.ts'
import { richTextHtml } from '#shared/rules/pages/pageText.ts'
import { readLink } from '../../../src-renderer/blockEditor/writing/readLink.ts'
import {
  documentOf,
  textOfDocument,
} from '../../../src-renderer/blockEditor/writing/writtenText.ts'

const through = (text: string) => textOfDocument(documentOf(text, true), true)

describe('a text with paragraphs', () => {
  test.each([
    'Un mot',
    '**gras** et *penché* puis [un lien](https://a.example/x_(y))',
    '**gras *et penché* dedans**',
    '- un\n- **deux**\n- [trois](mailto:a@b.example)',
    'Un\ndeux\n\ntrois',
    '- un\n  - **deux**\n    - trois\n  - quatre\n- cinq',
    '1. un\n2. deux\n  - dedans\n3. trois',
    '7. sept\n8. huit\n\n- autre\n\n1. encore',
    '24. soir\n\n26. matin',
    'Avant\n\n- un\n  1. dedans\n\nAprès',
    '{{ first_name | vous }}, *{{ custom.metier }}* **{{ company }}**',
    '[Se désinscrire]({{ unsubscribe }})',
    '2 * 3 * 4 et 10 ** 2',
    '[[date de fin]] reste',
  ])('%j comes back as it was', (text) => {
    expect(through(text)).toBe(text)
  })

  test('A field is one sign, in whatever it stands', () => {
    const [paragraph] = documentOf('Bonjour **{{ first_name | vous }}**', true).content ?? []
    expect(paragraph?.content).toEqual([
      { type: 'text', text: 'Bonjour ', marks: [] },
      {
        type: 'mergeField',
        attrs: { written: '{{ first_name | vous }}' },
        marks: [{ type: 'bold' }],
      },
    ])
  })

  test('Whatever was written says the same words once it was opened, whatever stars are among them', () => {
    const part = fc.constantFrom(
      ...['**', '*', 'a', 'é', ' ', '\n', '\n\n', '- ', '\n  - ', '1. ', '\n  2. ', '['],
      ...[']', '(', ')', '{{ first_name }}'],
      ...['[x](https://a.example)', '{', '}', '|', '<b>', '&', 'https://'],
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const text = parts.join('')
        const words = (html: string) =>
          html
            .replace(/<\/(p|li)>|<br>/g, ' ')
            .replace(/<[^>]*>|\*/g, '')
            .replace(/\s+/g, ' ')
            .trim()
        expect(words(richTextHtml(through(text)))).toBe(words(richTextHtml(text)))
      }),
      { numRuns: 3_000 },
    )
  })

  const run = (text: string, ...marks: string[]) => ({
    ...{ type: 'text', text },
    marks: marks.map((type) => ({ type })),
  })
  const written = (...content: object[]) =>
    textOfDocument({ type: 'doc', content: [{ type: 'paragraph', content }] }, true)

  test('What the markup cannot say is left out, its words are not', () => {
    expect(written(run('a '), run('gras ', 'bold'), run('b'))).toBe('a **gras** b')
    // Italics within a word.
    expect(written(run('mi'), run('lie', 'italic'), run('u'))).toBe('milieu')
    expect(written(run('tout', 'bold', 'italic'))).toBe('**tout**')
    expect(written(run('  ', 'bold'), run('x'))).toBe('  x')
  })
})

test('A link over more words than one takes loses none of them', () => {
  const words = `${'mot '.repeat(90)}{{ first_name }} ${'suite '.repeat(60)}fin`
  const marks = [{ type: 'link', attrs: { href: 'https://a.example' } }]
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: words, marks }] }
  const text = textOfDocument({ type: 'doc', content: [paragraph] }, true)
  const links = readInline(text)
  expect(links.map(({ kind }) => kind)).toEqual(['link', 'link', 'link'])
  expect(plainInline(text)).toBe(words)
})

test('A list that begins with a number of four digits begins with one: ours have three', () => {
  const item = {
    type: 'listItem',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a' }] }],
  }
  const list = (start: number) => ({ type: 'orderedList', attrs: { start }, content: [item] })
  const said = (start: number) => textOfDocument({ type: 'doc', content: [list(start)] }, true)
  expect([said(3), said(1500), said(-2)]).toEqual(['3. a', '1. a', '1. a'])
})

test('One line has no markup, and keeps its stars', () => {
  const text = '**Soldes** * {{ first_name }}'
  expect(textOfDocument(documentOf(text, false), false)).toBe(text)
})

test.each([
  ['atelier.example/mai', 'https://atelier.example/mai'],
  ['https://atelier.example', 'https://atelier.example'],
  ['http://atelier.example', 'https://atelier.example'],
  ['marie@atelier.example', 'mailto:marie@atelier.example'],
  ['{{ unsubscribe }}', '{{ unsubscribe }}'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['pas une adresse', null],
  ['', null],
])('%j as a link is %j', (typed, address) => {
  expect(readLink(typed)).toBe(address)
})
