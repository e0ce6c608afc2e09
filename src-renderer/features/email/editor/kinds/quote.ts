// What somebody said, and who it was.
import Quote from '@vicons/tabler/es/Quote'
import type { MailKindView } from '../mailKind.ts'

export const quote: MailKindView<'quote'> = {
  icon: Quote,
  inPlace: [
    { name: 'text', selector: 'div[style*="font-style:italic"]', isRich: true },
    { name: 'author', selector: 'div > div > p', before: '— ' },
  ],
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
