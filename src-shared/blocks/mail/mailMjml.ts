// A message made of blocks as MJML: what is around the blocks, each of which draws itself.
import { pageColours } from '../../rules/pages/pageColours.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import type { PageLanguage } from '../../rules/pages/pageWords.ts'
import type { MailLook, MailMargin } from './mailBlock.ts'
import { mailBlockOf, type MailBlock } from './mailBlocks.ts'
import { drawnMjml } from './mailMarkup.ts'
import type { MailTheme } from './mailTheme.ts'

/** Where the lines that every message ends with are put when it is sent (see messageContent.ts). */
export const footerPlace = '<div data-footer="place"></div>'

const fonts = {
  sans: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  serif: "Georgia, 'Times New Roman', serif",
}
const paper = '#ffffff'
const outer: MailMargin = { width: '32px', name: 'side' }

type MailDocument = { language: PageLanguage; theme: MailTheme; blocks: readonly MailBlock[] }

/** @param isForEditor as in `MailLook` */
export function mailMjml(
  { language, theme, blocks }: MailDocument,
  { isForEditor } = { isForEditor: false },
): string {
  const look = { ...lookOf(theme), isForEditor }
  return (
    `<mjml lang="${language}" dir="ltr"><mj-head><mj-title>${escapeHtml(mailTitle(blocks))}</mj-title><mj-attributes>` +
    `<mj-all font-family="${look.font}" /><mj-text padding="8px 32px" font-size="16px" line-height="1.6" color="${look.text}" />` +
    `<mj-section background-color="${paper}" padding="0" /><mj-column padding="0" /></mj-attributes>` +
    `<mj-style>${style(look)}</mj-style></mj-head>` +
    `<mj-body background-color="${look.background}" width="600px">` +
    `<mj-section background-color="${look.accent}" padding="0"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>` +
    `${opensWithBanner(blocks) ? '' : space}${bodyMjml(blocks, look)}<mj-section padding="0 0 24px"><mj-column><mj-text css-class="side" padding="0 32px">${footerPlace}</mj-text></mj-column></mj-section></mj-body></mjml>`
  )
}

const opensWithBanner = ([first]: readonly MailBlock[]) =>
  first?.kind === 'banner' && first.when === undefined

/** Below the line of colour on top; a banner goes on from it. */
const space = '<mj-section><mj-column><mj-spacer height="20px" /></mj-column></mj-section>'

function lookOf(theme: MailTheme): Omit<MailLook, 'isForEditor'> {
  const { link, text, muted, surface, border } = pageColours(theme.accent, 'light')
  return {
    accent: theme.accent,
    link,
    text,
    muted,
    surface,
    border,
    paper,
    radius: theme.corners === 'round' ? '8px' : '0',
    font: fonts[theme.font],
    background: theme.background,
  }
}

/**
 * A link in a running text is underlined everywhere; on a telephone the margins give way to the
 * words.
 */
const style = ({ link }: MailLook) =>
  `a{color:${link}}h1,h2,h3{margin:0;font-weight:700}p{margin:0 0 12px}ul{margin:0 0 12px;padding:0 0 0 20px}li{margin:0 0 6px}.panel p:last-child,.panel ul:last-child,.panel li:last-child{margin-bottom:0!important}` +
  '@media only screen and (max-width:479px){.side{padding-left:20px!important;padding-right:20px!important}.inner{padding-left:4px!important;padding-right:4px!important}}'

/** Blocks below one another share a section: each section costs a kilobyte of tables. */
function bodyMjml(blocks: readonly MailBlock[], look: MailLook): string {
  let [drawn, shared] = ['', '']
  for (const block of blocks) {
    const own = drawnMjml(block, mailBlockOf(block), { look, margin: outer })
    if (own.includes('<mj-section')) {
      drawn += row(shared) + own
      shared = ''
    } else shared += own
  }
  return drawn + row(shared)
}

const row = (inside: string) =>
  inside === '' ? '' : `<mj-section><mj-column>${inside}</mj-column></mj-section>`

/**
 * What a screen reader announces: the first heading that everybody sees, else a word for a message.
 */
const mailTitle = (blocks: readonly MailBlock[]): string =>
  blocks
    .filter(({ when }) => when === undefined)
    .map((block) => mailBlockOf(block).title(block))
    .find((title) => title.trim() !== '') ?? 'Message'
