// Where else the business is found: buttons of words, which read as well where no picture is shown.
import { z } from 'zod'
import { line } from '../../rules/valueSchemas.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { noText } from '../blockSchema.ts'
import { everyPartButColour } from './mailAppearance.ts'
import type { MailBlockDefinition, MailLook } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { MailLink } from './mailFields.ts'
import { hrefOf, readableLink } from './mailMarkup.ts'
import { nameOfNetwork, socialNetworks } from './socialNetworks.ts'

/** How many there may be. */
export const maxSocialLinks = 12

const SocialLink = z.strictObject({
  network: z.enum(socialNetworks),
  /** Empty: the name of the network. */
  label: line(40),
  link: MailLink,
})
type SocialLink = z.infer<typeof SocialLink>

const schema = mailBlockSchema('social', { links: z.array(SocialLink).max(maxSocialLinks) })
export interface MailSocialBlock extends z.infer<typeof schema> {}

const wordsOf = ({ network, label, link }: SocialLink) =>
  label.trim() || nameOfNetwork(network, link)

/** Outlook draws neither the room inside nor the round corners: a bold link in a frame is left. */
const drawn = (entry: SocialLink, look: MailLook) =>
  `<a style="display:inline-block;margin:0 6px 8px 0;padding:7px 14px;border:1px solid ${look.border};border-radius:${look.radius};font-size:15px;line-height:20px;font-weight:600;color:${look.link};text-decoration:none"${hrefOf(entry.link)}>${escapeHtml(wordsOf(entry))}</a>`

const linked = (links: readonly SocialLink[]) => links.filter(({ link }) => link !== '')

export const mailSocialBlock: MailBlockDefinition<MailSocialBlock> = {
  kind: 'social',
  schema,
  appearance: everyPartButColour,
  mjml({ links }, look, margin) {
    const buttons = linked(links).map((entry) => drawn(entry, look))
    if (buttons.length === 0) return ''
    return `<mj-text css-class="${margin.name}" padding="12px ${margin.width} 4px">${buttons.join(' ')}</mj-text>`
  },
  text: ({ links }, colon) =>
    linked(links)
      .map((entry) => `${wordsOf(entry)}${colon} ${readableLink(entry.link)}`)
      .join('\n'),
  title: noText,
  summary: ({ links }) => links.map(wordsOf).join(' · '),
  unlinkedLabel({ links }) {
    const idle = links.find(({ link }) => link === '')
    return idle === undefined ? null : wordsOf(idle) || idle.network
  },
}
