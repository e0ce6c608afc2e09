// Running text: paragraphs, lists, links.
import type { z } from 'zod'
import { finishedText } from '../../rules/finishedText.ts'
import { blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { RichText } from './pageFields.ts'
import { richHtml, section } from './pageMarkup.ts'

const schema = blockSchema('text', { text: RichText })
export interface TextBlock extends z.infer<typeof schema> {}

const hasText = ({ text }: TextBlock) => text.trim() !== ''

export const textBlock: PageBlockDefinition<TextBlock> = {
  kind: 'text',
  schema,
  draw: ({ text }) => section('', richHtml(text)),
  style: noText,
  isDrawn: hasText,
  saysSomething: hasText,
  finished(block) {
    const text = finishedText(block.text)
    return text === '' && block.text !== '' ? null : { ...block, text }
  },
  heading: noText,
  hasInnerHeadings: never,
  opening: ({ text }) => text,
  summary: ({ text }) => text,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
