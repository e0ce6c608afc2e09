// What customers said, with who said it. Never made up by the application.
import { z } from 'zod'
import { line, text } from '../../rules/valueSchemas.ts'
import { finishedLine, isUnfinished } from '../../rules/finishedText.ts'
import { escapeHtml, inlineHtml } from '../../rules/pages/pageText.ts'
import { blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { Heading } from './pageFields.ts'
import { headingHtml, section } from './pageMarkup.ts'

const schema = blockSchema('proof', {
  title: Heading,
  quotes: z
    .array(z.strictObject({ text: text(1_000), author: line(120), role: line(120) }))
    .max(12),
})
export interface ProofBlock extends z.infer<typeof schema> {}

export const proofBlock: PageBlockDefinition<ProofBlock> = {
  kind: 'proof',
  schema,
  draw(block, page) {
    const quotes = block.quotes
      .filter((quote) => quote.text.trim() !== '')
      .map((quote) => {
        const who = [quote.author, quote.role]
          .filter((part) => part.trim() !== '')
          .map(escapeHtml)
          .join(', ')
        const signed = who === '' ? '' : `<p class="who">${who}</p>`
        return `<blockquote class="card"><p>${inlineHtml(quote.text)}</p>${signed}</blockquote>`
      })
    const grid = `<div class="grid">${quotes.join('')}</div>`
    return section('tint', `${headingHtml(block.title, page)}${grid}`, 'wide')
  },
  style: ({ colour }) => `blockquote{display:grid;gap:.7rem}
.who{font-size:.93rem;color:${colour.muted}}`,
  isDrawn: ({ quotes }) => quotes.some((quote) => quote.text.trim() !== ''),
  saysSomething: ({ quotes }) => quotes.length > 0,
  finished: (block) => ({
    ...block,
    title: finishedLine(block.title),
    quotes: block.quotes.filter(
      (quote) => ![quote.text, quote.author, quote.role].some(isUnfinished),
    ),
  }),
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: nothing,
}
