// A line between two blocks.
import type { z } from 'zod'
import { always, blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'

const schema = blockSchema('divider', {})
export interface DividerBlock extends z.infer<typeof schema> {}

export const dividerBlock: PageBlockDefinition<DividerBlock> = {
  kind: 'divider',
  schema,
  draw: () => '<div class="band"><hr></div>',
  style: ({ colour }) =>
    `hr{border:0;border-top:1px solid ${colour.border};margin:0 auto;max-width:46rem}`,
  isDrawn: always,
  saysSomething: never,
  finished: (block) => block,
  heading: noText,
  hasInnerHeadings: never,
  opening: noText,
  summary: noText,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
