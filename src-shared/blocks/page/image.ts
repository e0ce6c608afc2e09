// A picture with its caption.
import type { z } from 'zod'
import { finishedLine } from '../../rules/finishedText.ts'
import { inlineHtml } from '../../rules/pages/pageText.ts'
import { blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { AssetId, ImageAlt, Note } from './pageFields.ts'
import { pictureHtml, section } from './pageMarkup.ts'

const schema = blockSchema('image', {
  imageId: AssetId.nullable(),
  imageAlt: ImageAlt,
  caption: Note,
})
export interface ImageBlock extends z.infer<typeof schema> {}

const hasImage = ({ imageId }: ImageBlock) => imageId !== null

export const imageBlock: PageBlockDefinition<ImageBlock> = {
  kind: 'image',
  schema,
  draw(block, page) {
    const picture = pictureHtml(block.imageId, block.imageAlt, page)
    if (picture === '') return ''
    const caption =
      block.caption.trim() === ''
        ? ''
        : `<figcaption class="note">${inlineHtml(block.caption)}</figcaption>`
    return section('', `<figure>${picture}${caption}</figure>`)
  },
  style: noText,
  isDrawn: hasImage,
  saysSomething: hasImage,
  finished: (block) => ({
    ...block,
    imageAlt: finishedLine(block.imageAlt),
    caption: finishedLine(block.caption),
  }),
  heading: noText,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ caption, imageAlt }) => caption || imageAlt,
  buttons: noneOf,
  images: ({ imageId }) => (imageId === null ? [] : [imageId]),
  problem: nothing,
}
