// A heading of a message, in three sizes.
import { z } from 'zod'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { nothing } from '../blockSchema.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { Heading } from './mailFields.ts'

const schema = mailBlockSchema('heading', {
  text: Heading,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
})
export interface MailHeadingBlock extends z.infer<typeof schema> {}

/** Size and line height in pixels. */
const sizes = { 1: [28, 34], 2: [21, 27], 3: [17, 23] } as const

export const mailHeadingBlock: MailBlockDefinition<MailHeadingBlock> = {
  kind: 'heading',
  schema,
  appearance: everyPart,
  mjml({ text, level }, look, margin) {
    if (text.trim() === '') return ''
    const [size, height] = sizes[level]
    const above = level === 1 ? '8px' : '16px'
    return `<mj-text css-class="${margin.name}" padding="${above} ${margin.width} 4px"><h${level} style="margin:0;font-size:${size}px;line-height:${height}px;font-weight:700;color:${look.text}">${escapeHtml(text)}</h${level}></mj-text>`
  },
  text: ({ text }) => text.trim(),
  title: ({ text }) => text,
  summary: ({ text }) => text,
  unlinkedLabel: nothing,
}
