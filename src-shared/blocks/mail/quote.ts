// What somebody said, in larger letters, and who it was.
import type { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { noText, nothing } from '../blockSchema.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { RichText } from './mailFields.ts'
import { richHtml, richPlainText } from './mailMarkup.ts'

const schema = mailBlockSchema('quote', { text: RichText, author: line(120) })
export interface MailQuoteBlock extends z.infer<typeof schema> {}

export const mailQuoteBlock: MailBlockDefinition<MailQuoteBlock> = {
  kind: 'quote',
  schema,
  appearance: everyPart,
  mjml({ text, author }, look, margin) {
    if (text.trim() === '') return ''
    const who =
      author.trim() === ''
        ? ''
        : `<p style="margin:0;font-size:14px;line-height:20px;color:${look.muted}">— ${escapeHtml(author)}</p>`
    return `<mj-text css-class="${margin.name}" padding="16px ${margin.width}" font-size="19px"><div style="padding-left:18px;border-left:3px solid ${look.accent}"><div style="font-style:italic">${richHtml(text)}</div>${who}</div></mj-text>`
  },
  text({ text, author }) {
    const words = richPlainText(text)
    return words === '' || author.trim() === '' ? words : `${words}\n— ${author.trim()}`
  },
  title: noText,
  summary: ({ text }) => text,
  unlinkedLabel: nothing,
}
