// The legal notice, in small print.
import type { z } from 'zod'
import { finishedText } from '../../rules/finishedText.ts'
import { richTextHtml } from '../../rules/pages/pageText.ts'
import { blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { RichText } from './pageFields.ts'
import { section } from './pageMarkup.ts'

const schema = blockSchema('legal', { text: RichText })
export interface LegalBlock extends z.infer<typeof schema> {}

const hasText = ({ text }: LegalBlock) => text.trim() !== ''

export const legalBlock: PageBlockDefinition<LegalBlock> = {
  kind: 'legal',
  schema,
  draw: ({ text }) => section('', `<div class="rich legal">${richTextHtml(text)}</div>`),
  style: ({ colour }) => `.legal{font-size:.88rem;color:${colour.muted}}`,
  isDrawn: hasText,
  saysSomething: hasText,
  finished(block) {
    const text = finishedText(block.text)
    return text === '' && block.text !== '' ? null : { ...block, text }
  },
  heading: noText,
  hasInnerHeadings: never,
  // It says nothing of what the page is about.
  opening: noText,
  summary: ({ text }) => text,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
