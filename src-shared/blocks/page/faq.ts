// Questions and their answers, which open on demand.
import { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { finishedLine, isUnfinished } from '../../rules/finishedText.ts'
import { escapeHtml, richTextHtml } from '../../rules/pages/pageText.ts'
import { blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { Heading, RichText } from './pageFields.ts'
import { headingHtml, section } from './pageMarkup.ts'

const schema = blockSchema('faq', {
  title: Heading,
  items: z.array(z.strictObject({ question: line(300), answer: RichText })).max(20),
})
export interface FaqBlock extends z.infer<typeof schema> {}

export const faqBlock: PageBlockDefinition<FaqBlock> = {
  kind: 'faq',
  schema,
  draw(block, page) {
    const items = block.items
      .filter(({ question }) => question.trim() !== '')
      .map(
        ({ question, answer }) =>
          `<details><summary>${escapeHtml(question)}</summary><div class="rich">${richTextHtml(answer)}</div></details>`,
      )
    return section('', `${headingHtml(block.title, page)}<div>${items.join('')}</div>`)
  },
  style: ({
    colour,
    smallRadius,
  }) => `details{border:1px solid ${colour.border};border-radius:${smallRadius};padding:.9rem 1.1rem;background:${colour.background}}
details+details{margin-top:.6rem}
summary{cursor:pointer;font-weight:650}
details .rich{margin-top:.7rem;color:${colour.muted}}`,
  isDrawn: ({ items }) => items.some(({ question }) => question.trim() !== ''),
  saysSomething: ({ items }) => items.length > 0,
  finished(block) {
    const items = block.items.filter(
      ({ question, answer }) => !isUnfinished(question) && !isUnfinished(answer),
    )
    return items.length === 0 && block.items.length > 0
      ? null
      : { ...block, title: finishedLine(block.title), items }
  },
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
