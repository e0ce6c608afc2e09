// A button of a message.
import type { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { contrast, textOn } from '../../rules/pages/pageColours.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { noText } from '../blockSchema.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { MailLink } from './mailFields.ts'
import { hrefOf, readableLink } from './mailMarkup.ts'

const schema = mailBlockSchema('button', { label: line(80), link: MailLink })
export interface MailButtonBlock extends z.infer<typeof schema> {}

export const mailButtonBlock: MailBlockDefinition<MailButtonBlock> = {
  kind: 'button',
  schema,
  appearance: everyPart,
  mjml({ label, link, appearance }, look, margin) {
    if (label.trim() === '') return ''
    const colour = appearance?.colour ?? look.accent
    // The button may be as pale as its ground: then it has an edge that can be seen.
    const edge = contrast(colour, look.paper) < 1.5 ? `1px solid ${look.border}` : 'none'
    return `<mj-button css-class="${margin.name}" padding="16px ${margin.width}" inner-padding="14px 26px" font-size="16px" font-weight="600" border-radius="${look.radius}" border="${edge}" background-color="${colour}" color="${textOn(colour)}" align="left"${hrefOf(link)}>${escapeHtml(label)}</mj-button>`
  },
  text({ label, link }, colon) {
    if (label.trim() === '') return ''
    return link === '' ? label : `${label}${colon} ${readableLink(link)}`
  },
  title: noText,
  summary: ({ label }) => label,
  unlinkedLabel: ({ label, link }) => (link === '' ? label : null),
}
