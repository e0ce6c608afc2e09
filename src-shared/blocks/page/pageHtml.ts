// A page as one complete HTML document: no script, no request to anybody else, no cookie. Made from
// blocks, theme and language only.
import type { AskedCustomField } from '../../rules/leadFilter/customFieldShape.ts'
import { escapeHtml, plainText } from '../../rules/pages/pageText.ts'
import { ogLocales, type PageLanguage } from '../../rules/pages/pageWords.ts'
import type { PageLinks } from './pageBlock.ts'
import { drawPageBlock, headingOf, pageBlockOf, type PageBlock } from './pageBlocks.ts'
import { pageStyle } from './pageStyle.ts'
import type { PageTheme } from './pageTheme.ts'

export type PageDocument = {
  name: string
  blocks: PageBlock[]
  seo: { title: string; description: string }
  offer: { amount: number | null; currency: string } | null
  /**
   * False for pages that only make sense after another: search engines are asked to leave them out.
   */
  isEntrance: boolean
}

export type PageSetting = {
  theme: PageTheme
  language: PageLanguage
  /** Who signs the page, in its footer. */
  business: { name: string; address: string }
  links: PageLinks
  /** Those there are: a form may ask for some. */
  customFields: readonly AskedCustomField[]
  /**
   * In an editor: a price or a video that is missing shows as a place to fill. Visitors see nothing
   * of it.
   */
  isDraft: boolean
  now: number
  timeZone: string
}

// With no script source at all, even markup that slipped through could not run. `file:` lets an
// exported page be looked at from a disk.
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: file:; base-uri 'none'`

export function pageHtml(page: PageDocument, setting: PageSetting): string {
  const { language, theme, business } = setting
  const title = page.seo.title.trim() || firstTitle(page.blocks) || page.name
  const summary = page.seo.description.trim() || description(page.blocks)
  const meta = (kind: 'name' | 'property', name: string, content: string) =>
    content === '' ? '' : `<meta ${kind}="${name}" content="${escapeHtml(content)}">\n`
  const signature = [business.name, business.address]
    .filter((part) => part.trim() !== '')
    .join('\n')
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${meta('name', 'description', summary)}${page.isEntrance ? '' : meta('name', 'robots', 'noindex')}${meta('property', 'og:type', 'website')}${meta('property', 'og:title', title)}${meta('property', 'og:description', summary)}${meta('property', 'og:site_name', business.name)}${meta('property', 'og:locale', ogLocales[language])}${meta('name', 'theme-color', theme.accent)}<link rel="icon" href="data:,">
<style>${pageStyle(theme)}</style>
</head>
<body>
<main>
${bodyHtml(page, setting, title)}</main>
${signature === '' ? '' : `<footer>${escapeHtml(signature)}</footer>\n`}</body>
</html>
`
}

function bodyHtml(page: PageDocument, setting: PageSetting, title: string): string {
  const first = page.blocks.findIndex(
    (block) => headingOf(block) !== '' || pageBlockOf(block).hasInnerHeadings(block),
  )
  // Cards without a title above them would stand before the page's heading: it is hidden at the top
  // then.
  const main = page.blocks[first] !== undefined && headingOf(page.blocks[first]) !== '' ? first : -1
  const form = page.blocks.findIndex(({ kind }) => kind === 'form')
  const idOf = (index: number) => `block-${index + 1}`
  const blocks = page.blocks.map((block, index) =>
    drawPageBlock(block, {
      ...setting,
      offer: page.offer,
      formId: form < 0 ? null : idOf(form),
      id: idOf(index),
      isMain: index === main,
    }),
  )
  // A page always has its heading, for those who do not see it.
  const heading = main < 0 ? `<h1 class="hidden">${escapeHtml(title)}</h1>\n` : ''
  return heading + blocks.join('')
}

const firstTitle = (blocks: PageBlock[]) =>
  blocks.map(headingOf).find((title) => title !== '') ?? ''

/** The first text of the page, cut at a word for search engines. */
function description(blocks: PageBlock[]): string {
  const openings = blocks.map((block) => pageBlockOf(block).opening(block))
  const text = plainText(openings.find((words) => words.trim() !== '') ?? '')
  return text.length <= 160 ? text : `${text.slice(0, 159).replace(/\s+\S*$/, '')}…`
}
