// The offer of a page: its price, what is included, and the way to buy it.
import { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { finishedLine, isUnfinished } from '../../rules/finishedText.ts'
import { escapeHtml, inlineHtml } from '../../rules/pages/pageText.ts'
import { pageWords, priceText } from '../../rules/pages/pageWords.ts'
import { placeToFill } from '../../rules/placesToFill.ts'
import { always, blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { BlockSurroundings, PageBlockDefinition } from './pageBlock.ts'
import { buttonHtml, isShownButton, PageButton } from './pageButton.ts'
import { Heading, Note } from './pageFields.ts'
import { headingHtml, noteHtml, section } from './pageMarkup.ts'

const schema = blockSchema('price', {
  title: Heading,
  features: z.array(line(200)).max(20),
  note: Note,
  button: PageButton,
})
export interface PriceBlock extends z.infer<typeof schema> {}

export const priceBlock: PageBlockDefinition<PriceBlock> = {
  kind: 'price',
  schema,
  draw(block, page) {
    const price = priceOf(page)
    const amount = price === '' ? '' : `<p class="price">${escapeHtml(price)}</p>`
    const features = block.features
      .filter((feature) => feature.trim() !== '')
      .map((feature) => `<li>${inlineHtml(feature)}</li>`)
    const list = features.length === 0 ? '' : `<ul class="checks">${features.join('')}</ul>`
    const button = `${buttonHtml(block.button, page)}${noteHtml(block.note)}`
    return section('tint', `${headingHtml(block.title, page)}${amount}${list}${button}`, 'offer')
  },
  style: ({
    colour,
  }) => `.price{font-size:clamp(2.2rem,1.8rem + 2vw,3.2rem);font-weight:800;line-height:1.1}
.checks{list-style:none;padding:0;display:grid;gap:.5rem;text-align:left;justify-self:center}
.checks li{padding-left:1.9rem;position:relative}
.checks li::before{content:"";position:absolute;left:.2rem;top:.42em;width:.95em;height:.45em;border-left:3px solid ${colour.link};border-bottom:3px solid ${colour.link};transform:rotate(-45deg)}
.offer{text-align:center;justify-items:center}`,
  isDrawn: always,
  saysSomething: ({ title }) => title.trim() !== '',
  finished(block, page) {
    const isShown = isShownButton(block.button, page)
    const button = isShown ? block.button : { ...block.button, label: '' }
    const features = block.features.filter((feature) => !isUnfinished(feature))
    const isEmpty = !page.hasPrice && features.length === 0 && button.label === ''
    const saidSomething = block.features.length > 0 || block.button.label !== ''
    if (isEmpty && saidSomething) return null
    const [title, note] = [finishedLine(block.title), finishedLine(block.note)]
    return { ...block, title, features, note, button }
  },
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ title }) => title,
  buttons: ({ button }) => [button],
  images: noneOf,
  problem: nothing,
}

/** In an editor a price that is missing shows as a place to fill. */
function priceOf({ offer, language, isDraft }: BlockSurroundings): string {
  if (offer === null) return ''
  if (offer.amount !== null) return priceText(offer.amount, offer.currency, language)
  return isDraft ? placeToFill(pageWords[language].price) : ''
}
