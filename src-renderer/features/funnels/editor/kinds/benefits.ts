// What the visitor gains, as a list.
import ListCheck from '@vicons/tabler/es/ListCheck'
import { titleField, type PageKindView } from '../pageKind.ts'

export const benefits: PageKindView<'benefits'> = {
  icon: ListCheck,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'benefits',
    title: words('benefitsTitle'),
    items: [1, 2, 3].map((at) => ({ title: words(`benefit${at}`), text: words('benefitText') })),
  }),
  fields: [
    titleField,
    {
      items: 'items',
      max: 12,
      label: 'funnels.item.benefits',
      addLabel: 'funnels.itemAdd.benefits',
      fields: [titleField, { name: 'text', max: 1_000, lines: 2 }],
    },
  ],
}
