// A line between two blocks of a message.
import type { z } from 'zod'
import { noText, nothing } from '../blockSchema.ts'
import { spaceParts } from './mailAppearance.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'

const schema = mailBlockSchema('divider', {})
export interface MailDividerBlock extends z.infer<typeof schema> {}

export const mailDividerBlock: MailBlockDefinition<MailDividerBlock> = {
  kind: 'divider',
  schema,
  appearance: ['colour', 'background', ...spaceParts],
  mjml: ({ appearance }, look, margin) =>
    `<mj-divider css-class="${margin.name}" padding="16px ${margin.width}" border-width="1px" border-color="${appearance?.colour ?? look.border}" />`,
  text: () => '---',
  title: noText,
  summary: noText,
  unlinkedLabel: nothing,
}
