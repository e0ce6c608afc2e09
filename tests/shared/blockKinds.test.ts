// What is asked of every kind of block, whichever there are: nothing typed becomes markup, visitors
// get no place that is left to fill in, and the registry takes what the definition describes.
import { describe, expect, it } from 'vitest'
import { mailBlocks, MailBlock, mailBlockSummary } from '#shared/blocks/mail/mailBlocks.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { mailText, markedMailText } from '#shared/blocks/mail/mailText.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import {
  isDrawn,
  PageBlock,
  pageBlockOf,
  pageBlocks,
  pageBlockSummary,
  withoutPlaces,
} from '#shared/blocks/page/pageBlocks.ts'
import { pageHtml } from '#shared/blocks/page/pageHtml.ts'
import { defaultPageTheme } from '#shared/blocks/page/pageTheme.ts'
import { htmlMarks, withoutMarks } from '#shared/rules/mergeFields/blockMarks.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import { htmlObjections } from '../support/htmlObjections.ts'
import { sampleOf } from '../support/sampleBlocks.ts'

const hostile = `<b title="x">Zoé's</b>`
const place = '[[date]]'
/** They hold no words. */
const silent = ['divider']

const pageOf = (...blocks: PageBlock[]): string =>
  pageHtml(
    {
      name: 'Page',
      blocks,
      seo: { title: 'Titre', description: 'Description' },
      offer: null,
      isEntrance: true,
    },
    {
      theme: defaultPageTheme,
      language: 'fr',
      business: { name: '', address: '' },
      links: {
        form: () => ({ action: 'form', time: '' }),
        button: () => 'go',
        image: () => ({ address: 'a.png', width: 1, height: 1 }),
      },
      isDraft: false,
      now: 0,
      timeZone: 'Europe/Paris',
      customFields: [],
    },
  )

describe.each(Object.values(pageBlocks))('page block $kind', ({ kind, schema }) => {
  const sample = (words: string) => PageBlock.parse(sampleOf<PageBlock>(schema, words))
  const isSilent = silent.includes(kind)

  it('is drawn as valid HTML, with its words escaped', () => {
    const html = pageOf(sample(hostile))
    expect(htmlObjections(html)).toEqual([])
    expect(html).not.toContain('<b title')
    expect(html.includes('&lt;b title=&quot;x&quot;&gt;Zoé&#39;s&lt;/b&gt;')).toBe(!isSilent)
  })

  it('gives visitors no place that is left to fill in', () => {
    const page = { leads: () => true, hasPrice: true }
    expect(withoutPlaces([sample('Mot')], page)).toEqual([sample('Mot')])
    expect(pageOf(...withoutPlaces([sample(place)], page))).not.toContain('[[')
  })

  it('is told by its words, and says something', () => {
    const block = sample('Mot')
    expect(block.kind).toBe(kind)
    expect(isDrawn(block)).toBe(true)
    expect(pageBlockOf(block).saysSomething(block)).toBe(!isSilent)
    expect(pageBlockSummary(block)).toBe(isSilent ? '' : 'Mot')
  })

  it('names every picture it shows', () => {
    const block = sample('Mot')
    const hashes = textsIn(block).filter((text) => /^[0-9a-f]{64}$/.test(text))
    expect(pageBlockOf(block).images(block)).toEqual(hashes)
  })
})

describe.each(Object.values(mailBlocks))('mail block $kind', ({ kind, schema }) => {
  const sample = (words: string) => MailBlock.parse(sampleOf<MailBlock>(schema, words))
  const isSilent = silent.includes(kind)
  const tree = (block: MailBlock) => ({
    language: 'fr' as const,
    theme: defaultMailTheme,
    blocks: [block],
  })

  it('is drawn with its words escaped, and as text', () => {
    const mjml = mailMjml(tree(sample(hostile)))
    expect(mjml).not.toContain('<b title')
    expect(mjml.includes('&lt;b title=&quot;x&quot;&gt;Zoé&#39;s&lt;/b&gt;')).toBe(!isSilent)
    expect(mailText(tree(sample('Mot'))).includes('Mot')).toBe(!isSilent)
  })

  it('is told by its words', () => {
    expect(sample('Mot').kind).toBe(kind)
    expect(mailBlockSummary(sample('Mot')).includes('Mot')).toBe(!isSilent)
  })

  it('is drawn between marks where it is for some people only, and is whole without them', () => {
    const all = sample('Mot')
    const some = MailBlock.parse({ ...all, when: { all: [] } })
    const [begin, end] = htmlMarks(all.key).map((mark) => `<mj-raw>${mark}</mj-raw>`)
    const mjml = mailMjml(tree(some))
    expect([mjml.split(begin ?? '').length, mjml.split(end ?? '').length]).toEqual([2, 2])
    expect(withoutMarks(markedMailText(tree(some)))).toBe(mailText(tree(all)))
    expect(markedMailText(tree(some)) === mailText(tree(all))).toBe(false)
  })
})
