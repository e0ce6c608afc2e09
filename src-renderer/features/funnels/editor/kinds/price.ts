// What an offer includes and costs, with its button.
import Tag from '@vicons/tabler/es/Tag'
import { h } from 'vue'
import FunnelButtonFields from '../FunnelButtonFields.vue'
import FunnelPriceFields from '../FunnelPriceFields.vue'
import { noteField, titleField, type PageKindView } from '../pageKind.ts'

export const price: PageKindView<'price'> = {
  icon: Tag,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'price',
    title: words('priceTitle'),
    features: [words('feature1'), words('feature2'), words('feature3')],
    note: '',
    button: { label: words('buy'), target: 'payment' },
  }),
  fields: [
    titleField,
    noteField,
    {
      draw: ({ features }, change) =>
        h(FunnelPriceFields, {
          features,
          onChange: (changed) => change({ features: changed }, 'features'),
        }),
    },
    {
      draw: ({ button }, change) =>
        h(FunnelButtonFields, {
          button,
          onChange: (changed, field) => change({ button: changed }, field),
        }),
    },
  ],
}
