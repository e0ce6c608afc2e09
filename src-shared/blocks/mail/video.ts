// A film that a click opens where it is: its picture, and below it the words that lead there too.
// No mail program plays a film that is sent.
import type { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { noText } from '../blockSchema.ts'
import { mailButtonBlock } from './button.ts'
import { mailImageBlock } from './image.ts'
import { everyPartButColour } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { MailLink, PictureAddress } from './mailFields.ts'
import { hrefOf } from './mailMarkup.ts'

const schema = mailBlockSchema('video', {
  /** A picture from the disk has the sign to play drawn into it. */
  url: PictureAddress,
  alt: line(200),
  label: line(80),
  link: MailLink,
})
export interface MailVideoBlock extends z.infer<typeof schema> {}

/** A triangle that is a letter, and no picture of one: programs would colour it. */
const playSign = '▶\uFE0E'

export const mailVideoBlock: MailBlockDefinition<MailVideoBlock> = {
  kind: 'video',
  schema,
  appearance: everyPartButColour,
  mjml({ key, url, alt, label, link }, look, margin) {
    const picture = mailImageBlock.mjml(
      { key, kind: 'image', url, alt: alt.trim() === '' ? label : alt, link },
      look,
      margin,
    )
    if (label.trim() === '') return picture
    const words = `<a style="font-weight:600;color:${look.link}"${hrefOf(link)}>${playSign} ${escapeHtml(label)}</a>`
    return `${picture}<mj-text css-class="${margin.name}" padding="0 ${margin.width} 12px">${words}</mj-text>`
  },
  text({ key, alt, label, link }, colon) {
    const words = label.trim() === '' ? alt : label
    const shown = words.trim() === alt.trim() ? '' : alt.trim()
    return [shown, mailButtonBlock.text({ key, kind: 'button', label: words, link }, colon)]
      .filter((part) => part !== '')
      .join('\n')
  },
  title: noText,
  summary: ({ alt, label }) => alt || label,
  unlinkedLabel: ({ alt, label, url, link }) =>
    link === '' && `${label}${alt}${url}`.trim() !== '' ? label || alt || url : null,
}
