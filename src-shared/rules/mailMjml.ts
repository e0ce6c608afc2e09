// A tree of mail blocks as MJML. Everything typed is escaped here, and addresses are checked again:
// nothing else makes the markup.
import type { MailBlock, MailPart, MailTheme, MailTree } from '../contract/mailBlocks.ts'
import { contrast, pageColours, textOn } from './pageColours.ts'
import { escapeHtml, richTextHtml } from './pageText.ts'

/** Where the lines that every message ends with are put when it is sent (see messageContent.ts). */
export const footerPlace = '<div data-footer="place"></div>'

const fonts = {
  sans: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  serif: "Georgia, 'Times New Roman', serif",
}
const paper = '#ffffff'
const sizes = { 1: [28, 34], 2: [21, 27], 3: [17, 23] } as const

type Look = {
  accent: string
  onAccent: string
  link: string
  text: string
  muted: string
  surface: string
  border: string
  radius: string
  font: string
  background: string
}

export function mailMjml({ language, theme, blocks }: MailTree): string {
  const look = lookOf(theme)
  const body = runs(blocks)
    .map((run) =>
      Array.isArray(run)
        ? row(run.map((block) => blockMjml(block, look)).join(''))
        : columnsMjml(run, look),
    )
    .join('')
  return (
    `<mjml lang="${language}" dir="ltr"><mj-head><mj-title>${escapeHtml(mailTitle(blocks))}</mj-title><mj-attributes>` +
    `<mj-all font-family="${look.font}" /><mj-text padding="8px 32px" font-size="16px" line-height="1.6" color="${look.text}" />` +
    `<mj-section background-color="${paper}" padding="0" /><mj-column padding="0" /></mj-attributes>` +
    `<mj-style>${style(look)}</mj-style></mj-head>` +
    `<mj-body background-color="${look.background}" width="600px">` +
    `<mj-section background-color="${look.accent}" padding="0"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>` +
    `${space}${body}<mj-section padding="0 0 24px"><mj-column><mj-text css-class="side" padding="0 32px">${footerPlace}</mj-text></mj-column></mj-section></mj-body></mjml>`
  )
}

const space = '<mj-section><mj-column><mj-spacer height="20px" /></mj-column></mj-section>'

function lookOf(theme: MailTheme): Look {
  const { link, text, muted, surface, border } = pageColours(theme.accent, 'light')
  const radius = theme.corners === 'round' ? '8px' : '0'
  return {
    accent: theme.accent,
    onAccent: textOn(theme.accent),
    link,
    text,
    muted,
    surface,
    border,
    radius,
    font: fonts[theme.font],
    background: theme.background,
  }
}

/** The accent may be as pale as the paper: then the button has an edge that can be seen. */
const edge = ({ accent, border }: Look) =>
  contrast(accent, paper) < 1.5 ? `1px solid ${border}` : 'none'

/**
 * A link in a running text is underlined everywhere; on a telephone the margins give way to the
 * words.
 */
const style = ({ link }: Look) =>
  `a{color:${link}}h1,h2,h3{margin:0;font-weight:700}p{margin:0 0 12px}ul{margin:0 0 12px;padding:0 0 0 20px}li{margin:0 0 6px}.panel p:last-child,.panel ul:last-child,.panel li:last-child{margin-bottom:0!important}` +
  '@media only screen and (max-width:479px){.side{padding-left:20px!important;padding-right:20px!important}.inner{padding-left:4px!important;padding-right:4px!important}}'

type Columns = Extract<MailBlock, { kind: 'columns' }>
type Single = Exclude<MailBlock, Columns>

/** Blocks below one another share a section: each section costs a kilobyte of tables. */
function runs(blocks: MailBlock[]): (Single[] | Columns)[] {
  const found: (Single[] | Columns)[] = []
  for (const block of blocks) {
    const last = found.at(-1)
    if (block.kind === 'columns') found.push(block)
    else if (Array.isArray(last)) last.push(block)
    else found.push([block])
  }
  return found
}

function columnsMjml({ columns }: Columns, look: Look): string {
  return `<mj-section padding="4px 16px">${columns.map((column) => `<mj-column>${column.blocks.map((part) => partMjml(part, look, inner)).join('') || nothing}</mj-column>`).join('')}</mj-section>`
}

function blockMjml(block: Single, look: Look): string {
  if (block.kind !== 'footer') return partMjml(block, look, outer)
  return block.text.trim() === ''
    ? ''
    : `<mj-text css-class="side" font-size="14px" color="${look.muted}">${richHtml(block.text)}</mj-text>`
}

const row = (inside: string) =>
  inside === '' ? '' : `<mj-section><mj-column>${inside}</mj-column></mj-section>`
const nothing = '<mj-spacer height="1px" />'

/** The margin left and right, and the class by which it gives way on a telephone. */
type Margin = { width: string; name: string }
const outer: Margin = { width: '32px', name: 'side' }
const inner: Margin = { width: '16px', name: 'inner' }

function partMjml(part: MailPart, look: Look, side: Margin): string {
  switch (part.kind) {
    case 'heading': {
      if (part.text.trim() === '') return ''
      const [size, height] = sizes[part.level]
      return `<mj-text css-class="${side.name}" padding="${part.level === 1 ? '8px' : '16px'} ${side.width} 4px"><h${part.level} style="margin:0;font-size:${size}px;line-height:${height}px;font-weight:700;color:${look.text}">${escapeHtml(part.text)}</h${part.level}></mj-text>`
    }
    case 'text':
      return part.text.trim() === '' ? '' : textMjml(part, look, side)
    case 'image': {
      if (part.url === '' || !isAddress(part.url, /^https:/i)) return ''
      return `<mj-image css-class="${side.name}" padding="12px ${side.width}" border-radius="${look.radius}" src="${escapeHtml(part.url)}" alt="${escapeHtml(part.alt)}"${hrefOf(part.link)} />`
    }
    case 'button':
      if (part.label.trim() === '') return ''
      return `<mj-button css-class="${side.name}" padding="16px ${side.width}" inner-padding="14px 26px" font-size="16px" font-weight="600" border-radius="${look.radius}" border="${edge(look)}" background-color="${look.accent}" color="${look.onAccent}" align="left"${hrefOf(part.link)}>${escapeHtml(part.label)}</mj-button>`
    case 'divider':
      return `<mj-divider css-class="${side.name}" padding="16px ${side.width}" border-width="1px" border-color="${look.border}" />`
  }
}

function textMjml(
  { text, look: kind }: Extract<MailPart, { kind: 'text' }>,
  look: Look,
  side: Margin,
): string {
  if (kind === 'lead')
    return `<mj-text css-class="${side.name}" padding="8px ${side.width}" font-size="18px">${richHtml(text)}</mj-text>`
  if (kind === 'plain')
    return `<mj-text css-class="${side.name}" padding="8px ${side.width}">${richHtml(text)}</mj-text>`
  const ground = `padding:18px 20px;background:${look.surface};border-left:4px solid ${look.accent};border-radius:${look.radius}`
  return `<mj-text css-class="${side.name}" padding="12px ${side.width}"><div class="panel" style="${ground}">${richHtml(text)}</div></mj-text>`
}

/**
 * Mail programs without style sheets get the margins at the element; all text was escaped before,
 * so these tags are ours alone.
 */
function richHtml(text: string): string {
  return richTextHtml(text)
    .replaceAll('<p>', '<p style="margin:0 0 12px">')
    .replaceAll('<ul>', '<ul style="margin:0 0 12px;padding:0 0 0 20px">')
    .replaceAll('<li>', '<li style="margin:0 0 6px">')
}

const isAddress = (address: string, scheme: RegExp) =>
  scheme.test(address) && !/[\s"'<>\\]/.test(address)
const hrefOf = (link: string) =>
  link !== '' && isAddress(link, /^(https|mailto):/i) ? ` href="${escapeHtml(link)}"` : ''

/** What a screen reader announces: the first heading, else a word for a message. */
function mailTitle(blocks: MailBlock[]): string {
  const heading = blocks.find((block) => block.kind === 'heading' && block.text.trim() !== '')
  return heading?.kind === 'heading' ? heading.text : 'Message'
}
