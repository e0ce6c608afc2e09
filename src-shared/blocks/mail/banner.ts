// The opening of a message on the colour of the business: a heading, a sentence, a button.
import type { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { contrast, readableContrast, textOn } from '../../rules/pages/pageColours.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { mailButtonBlock } from './button.ts'
import { everyPart, type MailAppearance } from './mailAppearance.ts'
import type { MailBlockDefinition, MailLook } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { Heading, MailLink, RichText } from './mailFields.ts'
import { hrefOf, richHtml, richPlainText } from './mailMarkup.ts'

const schema = mailBlockSchema('banner', {
  heading: Heading,
  text: RichText,
  label: line(80),
  link: MailLink,
})
export interface MailBannerBlock extends z.infer<typeof schema> {}

/** With the colour of the words on the ground, which is the accent. */
type BannerLook = MailLook & { onAccent: string }

const drawnHeading = (heading: string, { onAccent }: BannerLook) =>
  `<mj-text css-class="side" padding="4px 32px" color="${onAccent}"><h1 style="margin:0;font-size:30px;line-height:37px;font-weight:700;color:${onAccent}">${escapeHtml(heading)}</h1></mj-text>`

/** The banner's ground is the accent, or its own. */
function onOwnGround(look: MailLook, appearance: MailAppearance | undefined): BannerLook {
  const accent = appearance?.background ?? look.accent
  return { ...look, accent, onAccent: appearance?.colour ?? textOn(accent) }
}

/** A link in a text on the accent is as readable as the text. */
const drawnText = (text: string, { onAccent }: BannerLook) =>
  `<mj-text css-class="side" padding="4px 32px" font-size="18px" color="${onAccent}">${richHtml(text).replaceAll('<a ', `<a style="color:${onAccent}" `)}</mj-text>`

/** The colours of the ground and the words change places, as far as that can be read. */
function wordsOfButton({ onAccent, link, accent }: BannerLook): string {
  const isReadable = (colour: string) => contrast(colour, onAccent) >= readableContrast
  return [onAccent === '#ffffff' ? link : accent, accent].find(isReadable) ?? textOn(onAccent)
}

const drawnButton = ({ label, link }: MailBannerBlock, look: BannerLook) =>
  `<mj-button css-class="side" padding="12px 32px 4px" inner-padding="14px 26px" font-size="16px" font-weight="600" border-radius="${look.radius}" background-color="${look.onAccent}" color="${wordsOfButton(look)}" align="left"${hrefOf(link)}>${escapeHtml(label)}</mj-button>`

const spaceBelow = '<mj-section><mj-column><mj-spacer height="14px" /></mj-column></mj-section>'

export const mailBannerBlock: MailBlockDefinition<MailBannerBlock> = {
  kind: 'banner',
  schema,
  appearance: everyPart,
  mjml(block, given) {
    const look = onOwnGround(given, block.appearance)
    const parts = [
      block.heading.trim() === '' ? '' : drawnHeading(block.heading, look),
      block.text.trim() === '' ? '' : drawnText(block.text, look),
      block.label.trim() === '' ? '' : drawnButton(block, look),
    ].join('')
    if (parts === '') return ''
    return `<mj-section background-color="${look.accent}" padding="28px 0 20px"><mj-column>${parts}</mj-column></mj-section>${spaceBelow}`
  },
  text: ({ heading, text, label, link, key }, colon) =>
    [
      heading.trim(),
      richPlainText(text),
      mailButtonBlock.text({ key, kind: 'button', label, link }, colon),
    ]
      .filter((words) => words !== '')
      .join('\n\n'),
  title: ({ heading }) => heading,
  summary: ({ heading, text }) => heading || text,
  unlinkedLabel: ({ label, link }) => (label.trim() !== '' && link === '' ? label : null),
}
