// What somebody said, and who it was.
import Quote from '@vicons/tabler/es/Quote'
import type { MailKindView } from '../mailKind.ts'

export const quote: MailKindView<'quote'> = {
  icon: Quote,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'quote',
    text: words('quote'),
    author: words('author'),
  }),
  fields: [
    { name: 'text', max: 5_000, lines: 4, hint: 'mailBlocks.richHint' },
    { name: 'author', max: 120 },
  ],
}
