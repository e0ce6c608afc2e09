// The parts that kinds of mail blocks are drawn with. Everything typed is escaped here, and
// addresses are checked again: nothing else makes the markup.
import { plainInline } from '../../rules/inlineMarkup.ts'
import { isRefusal, withoutFields } from '../../rules/mergeFields/textFields.ts'
import { htmlMarks, markedText } from '../../rules/mergeFields/blockMarks.ts'
import { escapeHtml, richTextHtml } from '../../rules/pages/pageText.ts'
import { withEditorMarks } from './editorMarks.ts'
import { lookOnGround, withAppearance, type MailAppearance } from './mailAppearance.ts'
import type { MailBlockDefinition, MailLook, MailMargin } from './mailBlock.ts'
import type { MailBlockBase } from './mailBlockSchema.ts'

/**
 * Mail programs without style sheets get the margins at the element; all text was escaped before,
 * so these tags are ours alone.
 */
export function richHtml(text: string): string {
  const openList = (tag: string, isNested: boolean) =>
    `<${tag} style="margin:${isNested ? '6px 0 0' : '0 0 12px'};padding:0 0 0 ${tag === 'ul' ? 20 : 24}px">`
  return richTextHtml(text, openList)
    .replaceAll('<p>', '<p style="margin:0 0 12px">')
    .replaceAll('<li>', '<li style="margin:0 0 6px">')
}

/** True for an address of that scheme, which cannot leave its attribute; fields are filled in later. */
export const isAddress = (address: string, scheme: RegExp): boolean =>
  scheme.test(address) && !/[\s"'<>\\]/.test(withoutFields(address))

/** The attribute that leads to a link; nothing if it is none. */
export const hrefOf = (link: string): string =>
  isAddress(link, /^(https|mailto):/i) || isRefusal(link) ? ` href="${escapeHtml(link)}"` : ''

/** The words with their lines, for readers without HTML; a link is followed by its address. */
export const richPlainText = (text: string): string =>
  plainInline(text.replace(/\r\n?/g, '\n'), (label, address) => `${label} (${address})`)
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Where a link leads, as it is read: a mail address without its scheme and subject. */
export const readableLink = (link: string): string =>
  /^mailto:/i.test(link) ? link.replace(/^mailto:/i, '').replace(/\?.*$/, '') : link

/**
 * What is drawn of a block, as its appearance has it, and between marks where it is for some people
 * only. The editor shows it whatever the condition says.
 */
export function drawnMjml<Block extends MailBlockBase & { kind: string }>(
  block: Block,
  definition: MailBlockDefinition<Block>,
  { look: around, margin }: { look: MailLook; margin: MailMargin },
): string {
  const appearance = takenOf(block.appearance, definition.appearance)
  const own = lookOnGround(around, appearance)
  const drawn = definition.mjml({ ...block, appearance }, own, margin)
  return markedMjml(block, withAppearance(drawn, appearance, { own, around }), around)
}

/** What a kind takes of it; undefined if that is nothing. */
function takenOf(
  appearance: MailAppearance | undefined,
  taken: readonly string[],
): MailAppearance | undefined {
  const parts = Object.entries(appearance ?? {}).filter(
    ([name, value]) => value !== undefined && taken.includes(name),
  )
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

const markedMjml = (
  { key, when }: MailBlockBase,
  mjml: string,
  { isForEditor }: Pick<MailLook, 'isForEditor'>,
): string => {
  if (isForEditor) return withEditorMarks(key, mjml)
  if (when === undefined || mjml === '') return mjml
  const [begin, end] = htmlMarks(key)
  return `<mj-raw>${begin}</mj-raw>${mjml}<mj-raw>${end}</mj-raw>`
}

/** The same of its words. */
export const markedWords = ({ key, when }: MailBlockBase, text: string): string =>
  when === undefined || text === '' ? text : markedText(key, text)
