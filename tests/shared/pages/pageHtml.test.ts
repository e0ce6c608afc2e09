// Pages as documents: valid, whole, without script or request, readable in any colour; and nothing
// typed ever becomes markup.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PageBlock as BlockSchema, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { PageTheme } from '#shared/blocks/page/pageTheme.ts'
import { distinctFields } from '#shared/blocks/page/form.ts'
import { pageHtml, type PageDocument, type PageSetting } from '#shared/blocks/page/pageHtml.ts'
import { momentText } from '#shared/rules/pages/pageWords.ts'
import { inputName } from '#shared/rules/relayPages.ts'
import { htmlObjections } from '../../support/htmlObjections.ts'

const theme: PageTheme = { accent: '#2457c5', font: 'sans', tone: 'light', corners: 'round' }
const setting: PageSetting = {
  isDraft: false,
  theme,
  language: 'fr',
  business: { name: 'Atelier', address: '1 rue du Bois\n44000 Nantes' },
  now: Date.parse('2026-11-22T09:00:00Z'),
  timeZone: 'Europe/Paris',
  customFields: [],
  links: {
    form: (key) => ({ action: `page/form/${key}`, time: '__WEBOX_FORM_TIME__' }),
    button: (target) => (target === 'declined' ? null : `../../go/f/p/${target}__WEBOX_CARRIED__`),
    image: () => ({ address: 'assets/a.png', width: 10, height: 20 }),
  },
}
const imageId = 'a'.repeat(64)

/** One of every block, with `words` wherever something is typed. */
const everyBlock = (words: string): PageBlock[] => [
  {
    key: 'hero',
    kind: 'hero',
    title: words,
    text: words,
    button: { label: words, target: 'form' },
    imageId,
    imageAlt: words,
  },
  { key: 'text', kind: 'text', text: words },
  { key: 'image', kind: 'image', imageId, imageAlt: words, caption: words },
  { key: 'benefits', kind: 'benefits', title: words, items: [{ title: words, text: words }] },
  {
    key: 'proof',
    kind: 'proof',
    title: words,
    quotes: [{ text: words, author: words, role: words }],
  },
  {
    key: 'video',
    kind: 'video',
    title: words,
    url: 'https://video.example/x?a=1&b="2',
    text: words,
  },
  { key: 'count', kind: 'countdown', title: words, until: '2026-12-24T17:00:00Z', after: words },
  {
    key: 'form',
    kind: 'form',
    title: words,
    fields: [
      { field: 'email', label: words, isRequired: true },
      { field: 'firstName', label: words, isRequired: false },
      { field: 'custom', label: words.slice(0, 36), isRequired: true },
      { field: 'custom', label: `${words.slice(0, 30)} 2`, isRequired: false },
    ],
    buttonLabel: words,
    consentText: words,
    measureConsentText: words,
    doubleOptIn: false,
    tag: words,
  },
  {
    key: 'price',
    kind: 'price',
    title: words,
    features: [words],
    note: words,
    button: { label: words, target: 'payment' },
  },
  { key: 'button', kind: 'button', button: { label: words, target: 'declined' }, note: words },
  { key: 'faqs', kind: 'faq', title: words, items: [{ question: words, answer: words }] },
  { key: 'legal', kind: 'legal', text: words },
  { key: 'line', kind: 'divider' },
]
const documentOf = (words: string): PageDocument => ({
  name: words,
  blocks: everyBlock(words),
  seo: { title: words, description: words },
  offer: { amount: 49, currency: 'EUR' },
  isEntrance: true,
})
const render = (words: string) =>
  pageHtml(documentOf(words), { ...setting, business: { name: words, address: words } })
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? []

describe('a page', () => {
  const html = render('Bonjour')

  it('is one whole document in the language of its visitors', () => {
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
    expect(html.match(/<h1[ >]/g)).toHaveLength(1)
    expect(html).toContain('<title>Bonjour</title>')
    expect(html).toContain('<meta property="og:title" content="Bonjour">')
    expect(html).toContain('49\u00a0€')
    expect(html).toContain('jeudi 24 décembre 2026 à 18:00 (heure d’Europe centrale, UTC+1)')
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of html.matchAll(/ for="([^"]+)"/g)) expect(ids).toContain(id)
  })

  it('names the zone of a moment, in the language of the page', () => {
    const summer = '2026-07-01T16:30:00Z'
    expect(momentText(summer, 'fr', 'Europe/Paris')).toBe(
      'mercredi 1 juillet 2026 à 18:30 (heure d’Europe centrale, UTC+2)',
    )
    expect(momentText(summer, 'en', 'Europe/Paris')).toMatch(
      /^Wednesday,? 1 July 2026 at 18:30 \(Central European Time, GMT\+2\)$/,
    )
    expect(
      [momentText(summer, 'fr', 'UTC'), momentText(summer, 'en', 'UTC')].map(
        (text) => /\(.*\)/.exec(text)?.[0],
      ),
    ).toEqual(['(UTC)', '(GMT)'])
  })

  it('has no script, asks nobody for anything and stays small', () => {
    expect(html).not.toMatch(
      /<script|javascript:|\son\w+=|@import|url\(|<iframe|<link(?! rel="icon" href="data:,">)/i,
    )
    expect([...html.matchAll(/\ssrc="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      'assets/a.png',
      'assets/a.png',
    ])
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
  })

  it('has a form that works by itself: two unticked boxes of choice, a trap, and the place of the time', () => {
    expect(html).toContain('method="post" action="page/form/form"')
    expect(html.match(/type="checkbox"/g)).toHaveLength(2)
    expect(html).not.toMatch(/checked|type="checkbox"[^>]* required/)
    expect(html).toMatch(/name="website"[^>]*tabindex="-1"/)
    expect(html).toContain('name="formTime" value="__WEBOX_FORM_TIME__"')
    expect(html).toMatch(/<a class="button" role="link" aria-disabled="true">/)
    expect(html).toContain('href="#block-8"')
  })

  it('says what has passed, and leaves out what is empty', () => {
    expect(
      pageHtml(documentOf('x'), { ...setting, now: Date.parse('2027-01-01T00:00:00Z') }),
    ).not.toContain('<time')
    const empty = pageHtml({ ...documentOf(''), name: 'Page' }, setting)
    expect(empty.match(/<h1/g)).toHaveLength(1)
    expect(empty).not.toMatch(/<h[23]|<blockquote|<details|class="choice"/)
  })

  it('is kept out of search engines where it is no entrance', () => {
    expect(pageHtml({ ...documentOf('x'), isEntrance: false }, setting)).toContain(
      '<meta name="robots" content="noindex">',
    )
    expect(html).not.toContain('noindex')
  })
})

describe('a page is valid HTML', () => {
  const odd = [
    'x',
    '',
    ' ',
    'a & b < c > d "e" \'f\'',
    '- one\n- two\nthree\n\n- four',
    '[a](https://e.example/?a=1&b=2) **b** *c*',
    '<p><div></p>',
    '\u0000\u200b\u2028é😀',
    '__WEBOX_CARRIED__',
  ]

  it('the validator objects to what is wrong', () => {
    const wrong = render('x').replace(
      '<p class="note">',
      '<p class="note"><div id="block-8"></div>',
    )
    expect(htmlObjections(wrong).join('\n')).toMatch(/no-dup-id[\s\S]*close-order/)
  })

  it('of every block, whatever is typed into it', () => {
    for (const words of odd)
      expect(htmlObjections(render(words)), JSON.stringify(words)).toEqual([])
    fc.assert(
      fc.property(hostile, (words) => void expect(htmlObjections(render(words))).toEqual([])),
      { numRuns: 60 },
    )
  })

  it('of every block alone, twice, and with empty lists', () => {
    const empty: PageBlock[] = [
      { key: 'untitled', kind: 'benefits', title: '', items: [{ title: 'x', text: '' }] },
      { key: 'benefits', kind: 'benefits', title: '', items: [] },
      {
        key: 'price',
        kind: 'price',
        title: '',
        features: [],
        note: '',
        button: { label: '', target: 'next' },
      },
      { key: 'faqs', kind: 'faq', title: 'x', items: [] },
      { key: 'video', kind: 'video', title: '', url: '', text: '' },
      { key: 'count', kind: 'countdown', title: '', until: '2020-01-01T00:00:00Z', after: '' },
    ]
    const hero = everyBlock('x')[0] as PageBlock
    const page = (blocks: PageBlock[]) =>
      pageHtml(
        { ...documentOf('x'), blocks, seo: { title: '', description: '' }, name: '' },
        setting,
      )
    for (const block of [...everyBlock('x'), ...everyBlock(''), ...empty]) {
      expect(htmlObjections(page([block])), block.kind).toEqual([])
      expect(
        htmlObjections(page([block, { ...block, key: 'other' }])),
        `${block.kind} twice`,
      ).toEqual([])
      expect(
        htmlObjections(page([block, { ...hero, key: 'last' }])),
        `${block.kind} before the heading`,
      ).toEqual([])
    }
    expect(htmlObjections(page([])), 'no block').toEqual([])
  })
})

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style><script>alert(1)</script>',
    '</title><svg/onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](https://e.example/"onclick="alert(1))',
    '**<b>**',
    '- <li>\n- ]](',
    '&lt;script&gt;',
    '__WEBOX_CARRIED__',
    '<!--',
    ']]>',
  ),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '*',
      '[',
      ']',
      '(',
      ')',
      '-',
      ' ',
      '\n',
      'a',
      ':',
      '/',
      '=',
      '`',
      '\\',
    ),
    maxLength: 60,
  }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('nothing typed becomes markup', () => {
  const known = new Set([
    ...tagsOf(render('x')).map(nameOf),
    ...['strong', 'em', 'a', 'ul', 'li', 'p', 'br', 'div', 'h1', 'h2', 'h3', 'time'].flatMap(
      (name) => [name, `/${name}`],
    ),
  ])

  function nameOf(tag: string): string {
    return /^<([^\s>]+)/.exec(tag)?.[1] ?? tag
  }

  it('no element that the renderer does not write, no attribute it does not know', () => {
    fc.assert(
      fc.property(
        hostile.filter((words) => words.trim() !== ''),
        (words) => {
          const html = render(words)
          for (const tag of tagsOf(html)) {
            expect(known.has(nameOf(tag))).toBe(true)
            const attributes = [...tag.matchAll(/\s([a-zA-Z-]+)(="[^"]*")?/g)].map(
              ([, name]) => name,
            )
            expect(
              attributes.filter(
                (name) => /^on/i.test(name ?? '') || name === 'style' || name === 'srcdoc',
              ),
            ).toEqual([])
          }
          for (const [, address] of html.matchAll(/\shref="([^"]*)"/g))
            expect(address).toMatch(/^(https:\/\/|mailto:|#block-|\.\.\/\.\.\/go\/|data:,$)/i)
          // The places of the relay stand only where the renderer put them.
          expect(html.match(/__WEBOX_CARRIED__/g)).toHaveLength(1)
          expect(html.match(/<\/style>/g)).toHaveLength(1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('fields without markup keep the number of angle brackets and quotes whatever is in them', () => {
    const outline = (html: string) => html.replace(/[^<>"]/g, '')
    const page = (words: string): PageDocument => ({
      ...documentOf('x'),
      name: words,
      seo: { title: words, description: words },
      blocks: [
        {
          key: 'hero',
          kind: 'hero',
          title: words,
          text: '',
          button: { label: words, target: 'next' },
          imageId,
          imageAlt: words,
        },
      ],
    })
    const plain = outline(pageHtml(page('x'), setting))
    fc.assert(
      fc.property(
        hostile.filter((words) => words.trim() !== ''),
        (words) => {
          expect(outline(pageHtml(page(words), setting))).toBe(plain)
        },
      ),
    )
  })
})

describe('questions of a form', () => {
  const form = everyBlock('x').find((block) => block.kind === 'form')
  const question = (label: string) => ({ field: 'custom' as const, label, isRequired: false })
  const accepts = (labels: string[]) =>
    BlockSchema.safeParse({ ...form, fields: labels.map(question) }).success

  it('are five at most, short enough to travel with their answers', () => {
    expect(accepts(['1', '2', '3', '4', '5'])).toBe(true)
    expect(accepts(['1', '2', '3', '4', '5', '6'])).toBe(false)
    expect([accepts(['x'.repeat(36)]), accepts(['x'.repeat(37)])]).toEqual([true, false])
    expect(inputName(question('x'.repeat(36))).length).toBeLessThanOrEqual(40)
  })

  it('asked twice or without words are asked once or not at all', () => {
    expect(
      distinctFields({ fields: ['Budget', ' ', 'Budget ', 'email'].map(question) }).map(inputName),
    ).toEqual(['– Budget', '– email'])
  })
})
