// Running text of a message: as it is, larger to open with, or on a tinted ground.
import { z } from 'zod'
import { noText, nothing } from '../blockSchema.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { RichText } from './mailFields.ts'
import { richHtml, richPlainText } from './mailMarkup.ts'

/** How a text stands out. */
export const textLooks = ['plain', 'lead', 'panel'] as const

const schema = mailBlockSchema('text', { text: RichText, look: z.enum(textLooks) })
export interface MailTextBlock extends z.infer<typeof schema> {}

export const mailTextBlock: MailBlockDefinition<MailTextBlock> = {
  kind: 'text',
  schema,
  appearance: everyPart,
  mjml(block, look, margin) {
    if (block.text.trim() === '') return ''
    const html = richHtml(block.text)
    switch (block.look) {
      case 'lead':
        return `<mj-text css-class="${margin.name}" padding="8px ${margin.width}" font-size="18px">${html}</mj-text>`
      case 'plain':
        return `<mj-text css-class="${margin.name}" padding="8px ${margin.width}">${html}</mj-text>`
      case 'panel': {
        const ground = `padding:18px 20px;background:${look.surface};border-left:4px solid ${look.accent};border-radius:${look.radius}`
        return `<mj-text css-class="${margin.name}" padding="12px ${margin.width}"><div class="panel" style="${ground}">${html}</div></mj-text>`
      }
    }
  },
  text: ({ text }) => richPlainText(text),
  title: noText,
  summary: ({ text }) => text,
  unlinkedLabel: nothing,
}
