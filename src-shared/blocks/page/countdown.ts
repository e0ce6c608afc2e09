// A date until which something holds, and what is said once it has passed.
import { z } from 'zod'
import { finishedLine } from '../../rules/finishedText.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { momentText } from '../../rules/pages/pageWords.ts'
import { always, blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { Heading, Note } from './pageFields.ts'
import { headingHtml, section } from './pageMarkup.ts'

const schema = blockSchema('countdown', { title: Heading, until: z.iso.datetime(), after: Note })
export interface CountdownBlock extends z.infer<typeof schema> {}

export const countdownBlock: PageBlockDefinition<CountdownBlock> = {
  kind: 'countdown',
  schema,
  draw(block, page) {
    const isOver = Date.parse(block.until) <= page.now
    const moment = momentText(block.until, page.language, page.timeZone)
    const said = isOver
      ? escapeHtml(block.after)
      : `<time datetime="${escapeHtml(block.until)}">${escapeHtml(moment)}</time>`
    const line = said === '' ? '' : `<p class="when">${said}</p>`
    return section('tint', `${headingHtml(block.title, page)}${line}`, 'center')
  },
  style: () => '.when{font-size:1.35rem;font-weight:700}',
  isDrawn: always,
  saysSomething: ({ title }) => title.trim() !== '',
  finished(block) {
    const title = finishedLine(block.title)
    // A date alone says nothing.
    return title === '' && block.title !== ''
      ? null
      : { ...block, title, after: finishedLine(block.after) }
  },
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
