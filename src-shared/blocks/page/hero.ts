// The opening of a page: its promise, a button and a picture.
import type { z } from 'zod'
import { finishedLine, finishedText } from '../../rules/finishedText.ts'
import { always, blockSchema, never, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { buttonHtml, isShownButton, PageButton } from './pageButton.ts'
import { AssetId, Heading, ImageAlt, RichText } from './pageFields.ts'
import { headingHtml, pictureHtml, richHtml, section } from './pageMarkup.ts'

const schema = blockSchema('hero', {
  title: Heading,
  text: RichText,
  button: PageButton.nullable(),
  imageId: AssetId.nullable(),
  imageAlt: ImageAlt,
})
export interface HeroBlock extends z.infer<typeof schema> {}

export const heroBlock: PageBlockDefinition<HeroBlock> = {
  kind: 'hero',
  schema,
  draw(block, page) {
    const button = block.button === null ? '' : buttonHtml(block.button, page)
    const picture = pictureHtml(block.imageId, block.imageAlt, page)
    return section(
      'hero',
      `${headingHtml(block.title, page)}${richHtml(block.text)}${button}${picture}`,
    )
  },
  // A band of its own beside the tinted one: its rules are among those of all sections.
  style: noText,
  isDrawn: always,
  saysSomething: ({ title }) => title.trim() !== '',
  finished(block, page) {
    const isShown = block.button !== null && isShownButton(block.button, page)
    const hero = {
      ...block,
      title: finishedLine(block.title),
      text: finishedText(block.text),
      button: isShown ? block.button : null,
      imageAlt: finishedLine(block.imageAlt),
    }
    const isEmpty = hero.title === '' && hero.text === '' && hero.imageId === null
    return isEmpty && (block.title !== '' || block.text !== '') ? null : hero
  },
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: ({ text }) => text,
  summary: ({ title }) => title,
  buttons: ({ button }) => (button === null ? [] : [button]),
  images: ({ imageId }) => (imageId === null ? [] : [imageId]),
  problem: nothing,
}
