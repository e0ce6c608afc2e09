// Something that is sold: its picture, its name, its price, some words, and where it is.
import type { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { noText } from '../blockSchema.ts'
import { mailButtonBlock } from './button.ts'
import { mailImageBlock } from './image.ts'
import { everyPart } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { MailLink, PictureAddress, RichText } from './mailFields.ts'
import { richHtml, richPlainText } from './mailMarkup.ts'

const schema = mailBlockSchema('product', {
  url: PictureAddress,
  name: line(120),
  /** As it is read: with its currency, or "from", or an old one beside it. */
  price: line(60),
  text: RichText,
  label: line(80),
  link: MailLink,
})
export interface MailProductBlock extends z.infer<typeof schema> {}

/** A picture of something is described by its name. */
const pictureOf = ({ key, url, name, link }: MailProductBlock) =>
  ({ key, kind: 'image', url, alt: name, link }) as const
const buttonOf = ({ key, label, link }: MailProductBlock) =>
  ({ key, kind: 'button', label, link }) as const

export const mailProductBlock: MailBlockDefinition<MailProductBlock> = {
  kind: 'product',
  schema,
  appearance: everyPart,
  mjml(block, look, margin) {
    const { name, price, text } = block
    const words = [
      name.trim() === ''
        ? ''
        : `<p style="margin:0;font-size:18px;line-height:25px;font-weight:700;color:${look.text}">${escapeHtml(name)}</p>`,
      price.trim() === ''
        ? ''
        : `<p style="margin:2px 0 8px;font-size:17px;line-height:24px;font-weight:700;color:${look.link}">${escapeHtml(price)}</p>`,
      text.trim() === '' ? '' : richHtml(text),
    ].join('')
    const told =
      words === ''
        ? ''
        : `<mj-text css-class="${margin.name}" padding="4px ${margin.width}">${words}</mj-text>`
    const parts = [mailImageBlock.mjml(pictureOf(block), look, margin), told]
    return [...parts, mailButtonBlock.mjml(buttonOf(block), look, margin)].join('')
  },
  text: (block, colon) =>
    [
      [block.name.trim(), block.price.trim()].filter((words) => words !== '').join(' · '),
      richPlainText(block.text),
      mailButtonBlock.text(buttonOf(block), colon),
    ]
      .filter((words) => words !== '')
      .join('\n'),
  title: noText,
  summary: ({ name, text }) => name || text,
  unlinkedLabel: ({ label, link }) => (label.trim() !== '' && link === '' ? label : null),
}
