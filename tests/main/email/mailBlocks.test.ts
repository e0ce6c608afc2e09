// Messages made of blocks: whatever is typed into a tree, what is drawn from it has no script,
// handler, style or markup of the typist's.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clippedFrom, MailTree } from '#shared/contract/mailTree.ts'
import { MailLink } from '#shared/blocks/mail/mailFields.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { footerPlace } from '#shared/blocks/mail/mailMjml.ts'
import { mailText } from '#shared/blocks/mail/mailText.ts'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { compileMessage } from '#main/mail/messageContent.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const theme = {
  accent: '#be123c',
  background: '#f3f4f7',
  font: 'sans' as const,
  corners: 'round' as const,
}
const tree = (...blocks: MailBlock[]): MailTree => MailTree.parse({ language: 'fr', theme, blocks })
const uncommented = (html: string) => html.replace(/<!--[^]*?-->/g, '')
const elements = (html: string) =>
  (uncommented(html).match(/<[a-z][a-z0-9]*/gi) ?? []).map((tag) => tag.toLowerCase())

const example = tree(
  { key: 'head', kind: 'heading', text: 'Soldes d’été', level: 1 },
  {
    key: 'text',
    kind: 'text',
    text: 'Bonjour {{first_name|à tous}}, **voici** [le détail](https://boutique.example/a?b=1&c=2).\n\n- un\n- deux',
    look: 'panel',
  },
  {
    key: 'cols',
    kind: 'columns',
    columns: [
      {
        blocks: [
          {
            key: 'left',
            kind: 'image',
            url: 'https://boutique.example/a.png',
            alt: 'Une robe',
            link: '',
          },
        ],
      },
      {
        blocks: [
          {
            key: 'right',
            kind: 'button',
            label: 'Voir',
            link: 'mailto:bonjour@boutique.example?subject=Robe',
          },
        ],
      },
    ],
  },
  { key: 'line', kind: 'divider' },
  { key: 'foot', kind: 'footer', text: 'Ouvert du mardi au samedi' },
)

const nasty = [
  '</mj-text>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onclick='x()",
  '</mj-raw><mj-include path="/etc/passwd" />',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&lt;b&gt;',
  '[x](javascript:alert(1))',
  '[x](https://a.example/"onmouseover="x)',
  '**',
  '{{first_name|<b>}}',
  '{{',
  '</style><style>*{display:none}</style>',
  '<mj-style inline="inline">',
  '\u2028',
  'é',
  '<div data-footer="place"></div>',
  '{%',
  '[[',
  '\\',
]
const typed = (max: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 12 })), { maxLength: 8 })
    .map((parts) =>
      parts
        .join('')
        .replace(/\p{Cc}|\u2028|\u2029/gu, ' ')
        .slice(0, max),
    )
const address = fc.constantFrom(
  '',
  'https://a.example/x?a=1&b=<2>',
  'https://a.example/?q={{email}}',
  'mailto:a@b.example',
)
const part = fc.oneof(
  fc.record({ kind: fc.constant('heading'), text: typed(200), level: fc.constantFrom(1, 2, 3) }),
  fc.record({
    kind: fc.constant('text'),
    text: typed(2_000),
    look: fc.constantFrom('plain', 'lead', 'panel'),
  }),
  fc.record({
    kind: fc.constant('image'),
    url: fc.constantFrom('', 'https://a.example/a.png'),
    alt: typed(200),
    link: address,
  }),
  fc.record({ kind: fc.constant('button'), label: typed(80), link: address }),
  fc.record({ kind: fc.constant('footer'), text: typed(500) }),
)
const anyTree = fc.array(part, { maxLength: 8 }).map((parts) => ({
  language: 'fr',
  theme,
  blocks: parts.map((block, index) => ({ ...block, key: `part${index}` })),
}))

describe('a tree of blocks', () => {
  it('becomes a message with its merge fields, links, columns and what Outlook lays them out by', async () => {
    const { html, text, bytes } = await layOutMail(example)
    expect(html).toContain('Bonjour {{first_name|à tous}}')
    expect(html).toContain('href="https://boutique.example/a?b=1&amp;c=2"')
    expect(html).toContain('href="mailto:bonjour@boutique.example?subject=Robe"')
    expect(html).toContain('mj-column-per-50')
    expect(html).toMatch(/<!--\[if mso \| IE\]>.*width:\d+px/s)
    expect(html).toContain('lang="fr"')
    expect(bytes).toBeLessThan(clippedFrom / 5)
    expect(text).toBe(
      'Soldes d’été\n\nBonjour {{first_name|à tous}}, voici le détail (https://boutique.example/a?b=1&c=2).\n\n- un\n- deux\n\nUne robe\n\nVoir\u00a0: bonjour@boutique.example\n\n---\n\nOuvert du mardi au samedi',
    )
  })

  it('needs nothing the sanitiser takes away, but its comments and what names its format', async () => {
    const drawn = uncommented((await layOutMail(example)).html)
    const kept = cleanHtml(drawn).html
    expect(elements(kept)).toEqual(elements(drawn))
    for (const needed of [
      '@media only screen and (min-width:480px)',
      'mso-padding-alt',
      footerPlace,
      'bgcolor="#be123c"',
      'max-width:600px',
    ])
      expect(kept).toContain(needed)
  })

  it('can never hold markup, handlers, styles or addresses of the typist', async () => {
    await fc.assert(
      fc.asyncProperty(anyTree, async (candidate) => {
        const read = MailTree.safeParse(candidate)
        if (!read.success) return
        const { html } = await layOutMail(read.data)
        const shown = uncommented(html)
        // Every tag is one that MJML or the rules make, and the sanitiser would take none away.
        expect(elements(cleanHtml(shown).html)).toEqual(elements(shown))
        expect(shown).not.toMatch(
          /<(script|iframe|object|embed|form|input|mj-[a-z]+|svg|base|link)\b/i,
        )
        for (const tag of shown.match(/<[a-z][^>]*>/gi) ?? []) {
          expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+\s*=|style=[^"]/i)
          for (const [, found = ''] of tag.matchAll(/\s(?:href|src)="([^"]*)"/g))
            expect(found).toMatch(/^(https:|mailto:)/)
        }
        // The place of the footer is made once, at the end, whatever was typed.
        expect(shown.split(footerPlace)).toHaveLength(2)
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    'http://a.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '//a.example',
    'https://a.example/"x',
    'https://a.example/ x',
    'mailto:',
    'mailto:a@b.example?x="y"',
    'mailto:%0Abcc@b.example',
    'HTTPS:alert',
    'tel:+33',
  ])('does not take %j as a link', (link) => {
    expect(MailLink.safeParse(link).success).toBe(false)
  })
  it.each([
    '',
    'https://a.example/x?y=1#z',
    'https://a.example/{{email}}',
    'mailto:a@b.example?subject=Bonjour%20vous',
  ])('takes %j as a link', (link) => {
    expect(MailLink.safeParse(link).success).toBe(true)
  })

  it('has limits on everything, and no two blocks of one key', () => {
    const heading = { key: 'head', kind: 'heading', text: 'x', level: 1 }
    const takes = (blocks: unknown[], more: object = {}) =>
      MailTree.safeParse({ language: 'fr', theme, blocks, ...more }).success
    expect(takes([heading])).toBe(true)
    expect(takes([heading, heading])).toBe(false)
    expect(takes([{ ...heading, text: 'x'.repeat(201) }])).toBe(false)
    expect(takes([{ ...heading, level: 4 }])).toBe(false)
    expect(takes([{ ...heading, style: 'x' }])).toBe(false)
    expect(
      takes(Array.from({ length: 61 }, (_, index) => ({ ...heading, key: `part${index}` }))),
    ).toBe(false)
    expect(takes([{ key: 'cols', kind: 'columns', columns: [{ blocks: [] }] }])).toBe(false)
    const nested = { key: 'more', kind: 'columns', columns: [{ blocks: [] }, { blocks: [] }] }
    expect(
      takes([{ key: 'cols', kind: 'columns', columns: [{ blocks: [nested] }, { blocks: [] }] }]),
    ).toBe(false)
    expect(takes([heading], { theme: { ...theme, accent: 'red;}' } })).toBe(false)
    expect(
      takes(
        Array.from({ length: 50 }, (_, index) => ({
          key: `part${index}`,
          kind: 'text',
          text: 'x'.repeat(4_500),
          look: 'plain',
        })),
      ),
    ).toBe(false)
  })

  it('keeps the lines every message ends with inside its layout', async () => {
    const { html, text } = await layOutMail(example)
    const content = {
      subject: 's',
      preheader: 'Avant',
      html,
      text,
      fromName: 'A',
      fromEmail: 'a@b.example',
      replyTo: null,
      identity: { language: 'fr' as const, name: 'Atelier', address: '1 rue' },
    }
    const rendered = compileMessage(content).render({ first_name: '<b>Zoé</b>' }, 'token')
    expect(rendered.html).not.toContain('<b>Zoé')
    expect(rendered.html.indexOf('Ne plus recevoir')).toBeLessThan(
      rendered.html.lastIndexOf('</table>'),
    )
    expect(rendered.html.indexOf('Ne plus recevoir')).toBeGreaterThan(
      rendered.html.indexOf('Ouvert du mardi'),
    )
    expect(rendered.html.indexOf('Avant')).toBeGreaterThan(rendered.html.indexOf('<body'))
  })
})

describe('a campaign made of blocks', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.remove())
  const campaigns = () => app.client.email.campaigns

  it('is drawn from its tree, and becomes free HTML when HTML is written', async () => {
    const { id, html, text, blocks } = await campaigns().create({
      name: 'Soldes',
      subject: 'Soldes',
      blocks: example,
    })
    expect(blocks).toEqual(example)
    expect(html).toBe((await campaigns().layOut({ blocks: example })).html)
    expect(text).toBe(mailText(example))
    const shorter = tree({ key: 'head', kind: 'heading', text: 'Autre', level: 1 })
    expect((await campaigns().update({ id, blocks: shorter })).text).toBe('Autre')
    expect((await campaigns().update({ id, name: 'Nom' })).blocks).toEqual(shorter)
    expect((await campaigns().duplicate({ id })).blocks).toEqual(shorter)
    const free = await campaigns().update({ id, html: '<p onclick="x()">Libre</p>' })
    expect(free).toMatchObject({ blocks: null, html: '<p>Libre</p>' })
  })

  it('ends in the language it is written in', async () => {
    const { id } = await campaigns().create({
      name: 'Sale',
      subject: 'Sale',
      blocks: { ...example, language: 'en' },
    })
    expect((await campaigns().preview({ id })).html).toContain('Unsubscribe from these messages')
    await campaigns().update({ id, blocks: example })
    expect((await campaigns().preview({ id })).html).toContain('Ne plus recevoir ces messages')
  })

  it('keeps its HTML when only the tree is given up', async () => {
    const { id, html } = await campaigns().create({ name: 'Soldes', blocks: example })
    expect(await campaigns().update({ id, blocks: null })).toMatchObject({ blocks: null, html })
  })

  it('is not sent while a button leads nowhere', async () => {
    const idle = tree(
      { key: 'text', kind: 'text', text: 'x', look: 'plain' },
      { key: 'push', kind: 'button', label: 'Voir', link: '' },
    )
    const { id } = await campaigns().create({ name: 'x', subject: 's', blocks: idle })
    expect(await errorReasonOf(campaigns().send({ id }))).toBe('campaign_incomplete')
    await campaigns().update({ id, blocks: example })
    expect(await errorReasonOf(campaigns().send({ id }))).toBe('no_recipients')
  })

  it('refuses a tree that is none and changes nothing', async () => {
    const { id } = await campaigns().create({ name: 'x', blocks: example })
    const wrong = {
      ...example,
      blocks: [{ key: 'head', kind: 'html', html: '<script>' }],
    } as unknown as MailTree
    await expect(campaigns().update({ id, blocks: wrong })).rejects.toThrow()
    expect((await campaigns().get({ id })).blocks).toEqual(example)
  })
})
