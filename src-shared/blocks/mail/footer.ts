// The last words: who signs, opening hours, address. Who sends and how to refuse is added when it
// is sent.
import type { z } from 'zod'
import { noText, nothing } from '../blockSchema.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { RichText } from './mailFields.ts'
import { richHtml, richPlainText } from './mailMarkup.ts'

const schema = mailBlockSchema('footer', { text: RichText })
export interface MailFooterBlock extends z.infer<typeof schema> {}

export const mailFooterBlock: MailBlockDefinition<MailFooterBlock> = {
  kind: 'footer',
  schema,
  appearance: everyPart,
  mjml: ({ text }, look) =>
    text.trim() === ''
      ? ''
      : `<mj-text css-class="side" font-size="14px" color="${look.muted}">${richHtml(text)}</mj-text>`,
  text: ({ text }) => richPlainText(text),
  title: noText,
  summary: ({ text }) => text,
  unlinkedLabel: nothing,
}
