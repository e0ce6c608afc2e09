// What the reader gains, as cards side by side.
import { z } from 'zod'
import { text } from '../../rules/valueSchemas.ts'
import { finishedLine, isUnfinished } from '../../rules/finishedText.ts'
import { escapeHtml, inlineHtml } from '../../rules/pages/pageText.ts'
import { always, blockSchema, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { Heading } from './pageFields.ts'
import { headingHtml, itemLevel, section } from './pageMarkup.ts'

const schema = blockSchema('benefits', {
  title: Heading,
  items: z.array(z.strictObject({ title: Heading, text: text(1_000) })).max(12),
})
export interface BenefitsBlock extends z.infer<typeof schema> {}

export const benefitsBlock: PageBlockDefinition<BenefitsBlock> = {
  kind: 'benefits',
  schema,
  draw(block, page) {
    const level = itemLevel(block.title, page)
    const cards = block.items.map((item) => {
      const name = item.title.trim() === '' ? '' : `<${level}>${escapeHtml(item.title)}</${level}>`
      const words = item.text.trim() === '' ? '' : `<p>${inlineHtml(item.text)}</p>`
      return `<div class="card benefit">${name}${words}</div>`
    })
    const grid = `<div class="grid">${cards.join('')}</div>`
    return section('', `${headingHtml(block.title, page)}${grid}`, 'wide')
  },
  // A card of its own beside the plain one: its rule is with that of all cards.
  style: noText,
  isDrawn: always,
  saysSomething: ({ title, items }) => title.trim() !== '' || items.length > 0,
  finished(block) {
    const items = block.items.filter(
      (item) => !isUnfinished(item.title) && !isUnfinished(item.text),
    )
    return items.length === 0 && block.items.length > 0
      ? null
      : { ...block, title: finishedLine(block.title), items }
  },
  heading: ({ title }) => title,
  hasInnerHeadings: ({ items }) => items.some(({ title }) => title.trim() !== ''),
  opening: noText,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
