// Some lines of text, and how they stand out.
import AlignLeft from '@vicons/tabler/es/AlignLeft'
import { textLooks } from '#shared/blocks/mail/text.ts'
import type { MailKindView } from '../mailKind.ts'

export const text: MailKindView<'text'> = {
  icon: AlignLeft,
  inPlace: [{ name: 'text', selector: '.panel, td > div:not(:has(.panel))', isRich: true }],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'text',
    text: words('text'),
    look: 'plain',
  }),
  fields: [
    { name: 'text', max: 5_000, lines: 5, hint: 'mailBlocks.richHint' },
    {
      choice: 'look',
      options: textLooks,
      label: 'mailBlocks.field.look',
      optionTexts: 'mailBlocks.look',
    },
  ],
}
