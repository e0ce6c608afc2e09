// How one block of a message differs from the message: what of it is drawn, where, and that words can
// be read on whatever ground is chosen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appearanceContrast, type MailAppearance } from '#shared/blocks/mail/mailAppearance.ts'
import { MailBlock, mailBlocks } from '#shared/blocks/mail/mailBlocks.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import { contrast } from '#shared/rules/pages/pageColours.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import { mailBlockVariations } from '../../support/blockVariations.ts'

const drawn = (...blocks: MailBlock[]) =>
  mailMjml({ language: 'fr', theme: defaultMailTheme, blocks })
const text = (appearance?: MailAppearance): MailBlock => ({
  ...{ key: 'text', kind: 'text', look: 'plain', text: 'Un [lien](https://example.org/).' },
  ...(appearance === undefined ? {} : { appearance }),
})
/** The tag that begins what was typed. */
const tagOf = (mjml: string, name: string) => new RegExp(`<mj-${name}\\b[^>]*>`).exec(mjml)?.[0]
const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('the appearance of a block', () => {
  it('is where its words stand, their colour, its ground and the space around', () => {
    expect(drawn(text({ align: 'center' }))).toContain(' align="center"')
    expect(drawn(text({ colour: '#7a1f2b' }))).toContain(' color="#7a1f2b"')
    expect(drawn(text({ background: '#fdf6e3' }))).toContain('container-background-color="#fdf6e3"')
    expect(drawn(text({ spaceAbove: 'large' }))).toContain('padding="48px 32px 8px 32px"')
    expect(drawn(text({ spaceBelow: 'none' }))).toContain('padding="8px 32px 0px 32px"')
  })

  it('that says nothing leaves the block as it was, to the byte', () => {
    for (const block of mailBlockVariations)
      if (block.appearance === undefined)
        expect(drawn({ ...block, appearance: {} })).toBe(drawn(block))
  })

  it('is that of the first and the last part where a block is several', () => {
    const product: MailBlock = {
      ...{
        key: 'sold',
        kind: 'product',
        url: 'https://example.org/a.png',
        name: 'Thé',
        price: '4 €',
      },
      ...{ text: 'Vert.', label: 'Voir', link: 'https://example.org/' },
      appearance: { spaceAbove: 'none', spaceBelow: 'large', background: '#fdf6e3' },
    }
    const mjml = drawn(product)
    expect(tagOf(mjml, 'image')).toContain('padding="0px 32px 12px 32px"')
    expect(tagOf(mjml, 'button')).toContain('padding="16px 32px 48px 32px"')
    expect(mjml.match(/container-background-color="#fdf6e3"/g)).toHaveLength(3)
  })

  it('of a button is its own colour, with words that can be read on it', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const mjml = drawn({
          ...{ key: 'go', kind: 'button', label: 'Voir', link: 'https://example.org/' },
          appearance: { colour: chosen },
        })
        const tag = tagOf(mjml, 'button') ?? ''
        expect(tag).toContain(`background-color="${chosen}"`)
        const words = / color="(#[0-9a-f]{6})"/.exec(tag)?.[1] ?? ''
        expect(contrast(words, chosen)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('leaves words and links that can be read on whatever ground, in columns too', () => {
    fc.assert(
      fc.property(colour, colour, (ground, around) => {
        const mjml = drawn({
          ...{ key: 'both', kind: 'columns', appearance: { background: around } },
          columns: [{ blocks: [text({ background: ground })] }, { blocks: [text()] }] as Extract<
            MailBlock,
            { kind: 'columns' }
          >['columns'],
        })
        const body = mjml.slice(mjml.indexOf('<mj-body'))
        const found = [...body.matchAll(/<mj-text\b([^>]*)>(.*?)<\/mj-text>/gs)].slice(0, 2)
        for (const [index, [, attributes = '', inside = '']] of found.entries()) {
          const paper = index === 0 ? ground : around
          const words = / color="([^"]*)"/.exec(attributes)?.[1] ?? '#1a1f29'
          const link = /<a style="color:([^"]*)"/.exec(inside)?.[1] ?? '#2457c5'
          expect(contrast(words, paper)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(link, paper)).toBeGreaterThanOrEqual(4.5)
        }
        expect(found).toHaveLength(2)
      }),
    )
  })

  it('leaves a boxed text readable on whatever ground, its own or that of its columns', () => {
    const boxed = (appearance?: MailAppearance): MailBlock => ({
      ...{ key: 'box', kind: 'text', look: 'panel', text: 'Un texte.' },
      ...(appearance === undefined ? {} : { appearance }),
    })
    const readable = (mjml: string, message: string) => {
      const box = /class="panel" style="[^"]*background:(#[0-9a-f]{6})/.exec(mjml)
      const tag =
        mjml
          .slice(0, box?.index)
          .match(/<mj-text\b[^>]*>/g)
          ?.at(-1) ?? ''
      const words = / color="(#[0-9a-f]{6})"/.exec(tag)?.[1] ?? '#1a1f29'
      expect(contrast(words, box?.[1] ?? ''), message).toBeGreaterThanOrEqual(4.5)
    }
    fc.assert(
      fc.property(colour, (ground) => {
        readable(drawn(boxed({ background: ground })), `alone on ${ground}`)
        const columns = [{ blocks: [boxed()] }, { blocks: [] }] as Extract<
          MailBlock,
          { kind: 'columns' }
        >['columns']
        const both = { key: 'both', kind: 'columns', columns } as const
        readable(drawn({ ...both, appearance: { background: ground } }), `in columns on ${ground}`)
      }),
    )
    expect(drawn(boxed({ align: 'center' }))).toContain('background:#f4f6f9')
  })

  it('leaves the words of a banner’s button readable, whatever its ground and words are', () => {
    fc.assert(
      fc.property(colour, fc.option(colour, { nil: undefined }), (background, chosen) => {
        const mjml = drawn({
          ...{ key: 'open', kind: 'banner', heading: 'Soldes', text: '', label: 'Voir' },
          link: 'https://example.org/',
          appearance: { background, ...(chosen === undefined ? {} : { colour: chosen }) },
        })
        const tag = tagOf(mjml, 'button') ?? ''
        const ground = / background-color="(#[0-9a-f]{6})"/.exec(tag)?.[1] ?? ''
        const words = / color="(#[0-9a-f]{6})"/.exec(tag)?.[1] ?? ''
        expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('of columns leaves what is in them where it stands, and of a banner moves it', () => {
    const inColumns = drawn({
      ...{ key: 'both', kind: 'columns', appearance: { align: 'right', background: '#102a43' } },
      columns: [{ blocks: [] }, { blocks: [] }],
    })
    expect(inColumns).not.toContain('align="right"')
    expect(inColumns).toContain('background-color="#102a43"')
    const banner = drawn({
      ...{ key: 'open', kind: 'banner', heading: 'Soldes', text: '', label: '', link: '' },
      appearance: { align: 'center', background: '#fdf6e3' },
    })
    expect(banner).toContain('align="center"')
    expect(banner).toContain('color:#000000')
  })

  it('is no text of the message, and refused where it is none', () => {
    expect(textsIn(text({ align: 'center', colour: '#7a1f2b' }))).not.toContain('#7a1f2b')
    for (const wrong of [
      { align: 'justify' },
      { colour: 'red' },
      { colour: '#7A1F2B' },
      { background: '#fff" onload="x' },
      { spaceAbove: 12 },
      { margin: 'none' },
    ])
      expect(MailBlock.safeParse({ ...text(), appearance: wrong }).success).toBe(false)
  })

  it('tells how well chosen words can be read', () => {
    expect(appearanceContrast({ background: '#000000' })).toBeNull()
    expect(appearanceContrast({ colour: '#ffffff', background: '#000000' })).toBeCloseTo(21)
    expect(appearanceContrast({ colour: '#ffffff' })).toBeCloseTo(1)
  })

  it('is taken by every kind in some way', () => {
    for (const { kind, appearance } of Object.values(mailBlocks))
      expect([kind, appearance.length > 0]).toEqual([kind, true])
  })
})
