// Questions that come up again and again, with their answers.
import Help from '@vicons/tabler/es/Help'
import { titleField, type PageKindView } from '../pageKind.ts'

export const faq: PageKindView<'faq'> = {
  icon: Help,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'faq',
    title: words('faqTitle'),
    items: [{ question: words('question'), answer: words('answer') }],
  }),
  fields: [
    titleField,
    {
      items: 'items',
      max: 20,
      label: 'funnels.item.faq',
      addLabel: 'funnels.itemAdd.faq',
      fields: [
        { name: 'question', max: 300 },
        { name: 'answer', max: 10_000, lines: 3 },
      ],
    },
  ],
}
