// What customers said.
import Quote from '@vicons/tabler/es/Quote'
import { titleField, type PageKindView } from '../pageKind.ts'

export const proof: PageKindView<'proof'> = {
  icon: Quote,
  // A testimonial is never made up: the words say what belongs there.
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'proof',
    title: words('proofTitle'),
    quotes: [{ text: words('quote'), author: words('quoteAuthor'), role: '' }],
  }),
  fields: [
    titleField,
    {
      items: 'quotes',
      max: 12,
      label: 'funnels.item.proof',
      addLabel: 'funnels.itemAdd.proof',
      fields: [
        { name: 'text', max: 1_000, lines: 3 },
        { name: 'author', max: 120 },
        { name: 'role', max: 120 },
      ],
    },
  ],
}
