// HTML that is made to hold a program up: nested without end, never closed, or one endless run. It is
// read once, made flat where a tree is made of it, and no word of it is lost.
import { describe, expect, it } from 'vitest'
import { readPage } from '#main/features/webox/htmlPieces.ts'
import { flatHtml } from '#main/mail/flatHtml.ts'
import { layOutFooter } from '#main/mail/footerLayout.ts'
import { textFromHtml } from '#main/mail/htmlBody.ts'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'
import { compileHtml } from '#shared/rules/mergeFields/mergeTemplate.ts'
import { scanHtml } from '#shared/rules/htmlScanner.ts'

/** So many signs of a piece. */
const many = (piece: string, signs = 300_000) => piece.repeat(Math.ceil(signs / piece.length))
const deep: [string, string][] = [
  ...['<div>', '<b>', '<center>', '<font color=red>', '<blockquote>', '<span>', '<x-y>'],
  ...['<table><tr><td>', '<ul><li>', '<ol><li>', '<dl><dd>', '<div></b>', '<div><table></div>'],
  ...['<body>', '<html>', '<head>', '<tbody><tr>', '<td><th>', '<p><b>'],
].map((tags) => [tags, `${many(tags)}dernier mot`])

/** The most elements that are open at once, as a program sees it that knows no implied ends. */
function depthOf(html: string): number {
  let [depth, most] = [0, 0]
  scanHtml(html, ({ kind }) => {
    if (kind === 'startTag') most = Math.max(most, (depth += 1))
    if (kind === 'endTag') depth -= 1
  })
  return most
}

describe('HTML nested too deeply', () => {
  // Only what neither ends by itself nor with what is around it: this counts tags alone.
  it.each(deep.filter(([tags]) => !/<(?:t[drh]|tbody|table|li|dd|p)\b/.test(tags)))(
    '(%s) is made flat, and keeps its words',
    (_tags, html) => {
      const flat = flatHtml(html)
      expect(depthOf(flat)).toBeLessThanOrEqual(300)
      expect(flat).toContain('dernier mot')
      expect(flatHtml(flat)).toBe(flat)
    },
  )

  it.each(deep)('(%s) is cleaned, laid out, read as text and as a page', (_tags, html) => {
    expect(cleanHtml(html).html).toContain('dernier mot')
    expect(layOutFooter(html).at).toBeGreaterThan(0)
    expect(textFromHtml(html)).toContain('dernier mot')
    expect(JSON.stringify(readPage(html).pieces)).toContain('dernier mot')
  })

  it('is left as it is where it is no deeper than people write', () => {
    const row = '<tr><td>a<td>b'
    for (const html of [
      `<table>${many(row)}</table>`,
      `<ul>${many('<li>un')}</ul>`,
      `<p>un<p>deux<br>trois<img src=x>`,
      `${'<table><tr><td>'.repeat(40)}x${'</td></tr></table>'.repeat(40)}`,
    ])
      expect(flatHtml(html)).toBe(html)
  })

  it('loses no word where tags in the middle go', () => {
    const html = `${many('<div>', 3_000)}un<div>deux</div>trois${many('</div>', 3_000)}quatre`
    expect(textFromHtml(html).replace(/\s+/g, ' ')).toBe('un deux trois quatre')
  })
})

describe('an endless run', () => {
  it.each([
    `<style>${many('a{b:c}')}</style>mot`,
    `<style>${many('/*')}</style>mot`,
    `<style>${many('@a{')}</style>mot`,
    `<div style="${many('margin:')}">mot</div>`,
    `<img srcset="${many(' ')}x">mot`,
    `<table>${many('<tr>')}</table>mot`,
    `<table><tr>${many('<td></td>')}</tr></table>mot`,
    many('</div>') + 'mot',
  ])('%# is read once', (html) => {
    expect(cleanHtml(html).html).toContain('mot')
    expect(layOutFooter(html).background).toBe('#ffffff')
    expect(textFromHtml(html)).toBe('mot')
  })

  it.each(['{{', '{{ a', '{', '{abc}', '*|A', '%abcdef', '{{ first_name }}'])(
    'of %j has its fields found',
    (piece) => {
      const { slots, literals } = compileHtml(many(piece))
      expect(literals).toHaveLength(slots.length + 1)
    },
  )
})
