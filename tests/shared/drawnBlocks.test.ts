// What is drawn of every variation of a block stays what it was, to the byte: its hash is kept. A
// look that is changed on purpose is taken over by
// `npx vitest run --project shared tests/shared/drawnBlocks.test.ts -u`.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { pageBlocks, type PageBlock, withoutPlaces } from '#shared/blocks/page/pageBlocks.ts'
import { mailBlocks, type MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { hasIdleButton, mailText } from '#shared/blocks/mail/mailText.ts'
import { pageHtml, type PageDocument } from '#shared/blocks/page/pageHtml.ts'
import { pageStyle } from '#shared/blocks/page/pageStyle.ts'
import { defaultPageTheme, type PageTheme } from '#shared/blocks/page/pageTheme.ts'
import { placesOfMessage, placesOfPage } from '#shared/rules/placesToFill.ts'
import { mailBlockVariations, pageBlockVariations } from '../support/blockVariations.ts'

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

const themes: PageTheme[] = [
  { accent: '#2457c5', font: 'sans', tone: 'light', corners: 'round' },
  { accent: '#2457c5', font: 'sans', tone: 'dark', corners: 'square' },
  { accent: '#f5d90a', font: 'serif', tone: 'light', corners: 'round' },
  { accent: '#f5d90a', font: 'serif', tone: 'dark', corners: 'square' },
]
const offers: PageDocument['offer'][] = [
  null,
  { amount: null, currency: 'EUR' },
  { amount: 49.5, currency: 'EUR' },
]
const page = (blocks: PageBlock[], offer: PageDocument['offer']): PageDocument => ({
  name: 'Page <1>',
  blocks,
  seo: { title: '', description: '' },
  offer,
  isEntrance: offer === null,
})
/** Without the style sheet, which is the same for all and has lines of its own. */
const unstyled = (html: string): string => html.replace(/<style>[^<]*<\/style>/, '')
const pagesOf = (blocks: PageBlock[]): string[] =>
  (['fr', 'en'] as const).flatMap((language) =>
    [true, false].flatMap((isDraft) =>
      offers.map((offer) =>
        unstyled(
          pageHtml(page(blocks, offer), {
            isDraft,
            theme: defaultPageTheme,
            language,
            business: { name: 'Atelier & Co', address: '1 rue du Bois\n44000 Nantes' },
            now: Date.parse('2026-11-22T09:00:00Z'),
            timeZone: 'Europe/Paris',
            customFields: [],
            links: {
              form: (key) => ({
                action: `page/form/${key}__WEBOX_CARRIED__`,
                time: '__WEBOX_FORM_TIME__',
                ...(isDraft ? { encoding: 'text/plain' as const } : {}),
              }),
              button: (target) => (target === 'declined' ? null : `../../go/f/p/${target}`),
              image: (id) =>
                id.startsWith('a') ? { address: 'assets/a.png', width: 10.4, height: 20 } : null,
            },
          }),
        ),
      ),
    ),
  )
const finishedOf = (blocks: PageBlock[]) =>
  [true, false].map((hasPrice) =>
    withoutPlaces(blocks, { hasPrice, leads: (target) => target !== 'accepted' }),
  )
const pageLine = (name: string, blocks: PageBlock[]): string => {
  const places = placesOfPage({ name: 'Page', seo: { title: '', description: '' }, blocks })
  return `${name} ${[pagesOf(blocks), finishedOf(blocks), places].map(hashOf).join(' ')}`
}

it('every kind of block is among the variations', () => {
  const missing = (kinds: object, blocks: readonly { kind: string }[]) =>
    Object.keys(kinds).filter((kind) => blocks.every((block) => block.kind !== kind))
  expect(missing(pageBlocks, pageBlockVariations)).toEqual([])
  expect(missing(mailBlocks, mailBlockVariations)).toEqual([])
})

it('pages: their HTML, what visitors get of them, and what is left to fill in', async () => {
  const whole = [...pageBlockVariations]
  const lines = [
    ...whole.map((block) => pageLine(block.kind, [block])),
    pageLine('all', whole),
    pageLine('reversed', whole.toReversed()),
    ...themes.map((theme) => `style ${theme.accent} ${theme.tone} ${hashOf(pageStyle(theme))}`),
  ]
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../fixtures/drawnPageBlocks.txt')
})

const mailLine = (name: string, blocks: MailBlock[]): string => {
  const trees = (['fr', 'en'] as const).map((language) => ({
    language,
    theme: {
      accent: language === 'fr' ? '#2457c5' : '#fefefe',
      background: '#f3f4f7',
      font: language === 'fr' ? ('sans' as const) : ('serif' as const),
      corners: language === 'fr' ? ('round' as const) : ('square' as const),
    },
    blocks,
  }))
  const drawn = trees.map((tree) => [mailMjml(tree), mailText(tree), hasIdleButton(tree)])
  const places = trees.map((tree) =>
    placesOfMessage({ subject: '', preheader: '', html: '', text: null, blocks: tree }),
  )
  return `${name} ${hashOf(drawn)} ${hashOf(places)}`
}

it('messages: their MJML, their text, and what is left to fill in', async () => {
  const whole = [...mailBlockVariations]
  const lines = [
    ...whole.map((block) => mailLine(block.kind, [block])),
    mailLine('all', whole),
    mailLine('reversed', whole.toReversed()),
  ]
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../fixtures/drawnMailBlocks.txt')
})
