// A heading, of one of three sizes.
import Heading from '@vicons/tabler/es/Heading'
import type { MailKindView } from '../mailKind.ts'

export const heading: MailKindView<'heading'> = {
  icon: Heading,
  inPlace: [{ name: 'text', selector: 'h1, h2, h3' }],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'heading',
    text: words('heading'),
    level: 2,
  }),
  fields: [
    { name: 'text', max: 200, label: 'mailBlocks.field.heading' },
    {
      choice: 'level',
      options: [1, 2, 3],
      label: 'mailBlocks.field.level',
      optionTexts: 'mailBlocks.level',
    },
  ],
}
