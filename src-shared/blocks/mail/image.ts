// A picture of a message, a file of its own or loaded from an address; it may lead somewhere.
import { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { hashOfAddress } from '../../rules/sending/messageFiles.ts'
import { noText, nothing } from '../blockSchema.ts'
import { everyPartButColour } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { MailLink, PictureAddress } from './mailFields.ts'
import { hrefOf, isAddress, readableLink } from './mailMarkup.ts'

const schema = mailBlockSchema('image', {
  url: PictureAddress,
  alt: line(200),
  link: MailLink,
  /** In pixels, on a screen that has room for it; left out, as wide as there is room. */
  width: z.int().min(20).max(600).optional(),
})
export interface MailImageBlock extends z.infer<typeof schema> {}

export const mailImageBlock: MailBlockDefinition<MailImageBlock> = {
  kind: 'image',
  schema,
  appearance: everyPartButColour,
  mjml({ url, alt, link, width }, look, margin) {
    if (url === '' || !isAddress(url, /^(?:https|cid):/i)) return ''
    const wide = width === undefined ? '' : ` width="${width}px"`
    return `<mj-image css-class="${margin.name}" padding="12px ${margin.width}" border-radius="${look.radius}" src="${escapeHtml(url)}" alt="${escapeHtml(alt)}"${wide}${hrefOf(link)} />`
  },
  text({ url, alt, link }, colon) {
    const words = alt.trim()
    if (url === '' || words === '' || link === '') return url === '' ? '' : words
    return `${words}${colon} ${readableLink(link)}`
  },
  title: noText,
  summary: ({ alt, url }) => alt || (hashOfAddress(url) === null ? url : ''),
  unlinkedLabel: nothing,
}
