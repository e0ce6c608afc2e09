// Something that is sold: picture, name, price, words, button.
import Tag from '@vicons/tabler/es/Tag'
import { h } from 'vue'
import EmailPictureField from '../fields/EmailPictureField.vue'
import { drawnButton, type MailKindView } from '../mailKind.ts'
import { hasLabel, linkField } from './linkField.ts'

export const product: MailKindView<'product'> = {
  icon: Tag,
  inPlace: [
    { name: 'name', selector: 'p[style*="font-size:18px"]' },
    { name: 'price', selector: 'p[style*="font-size:17px"]' },
    { name: 'label', selector: drawnButton },
  ],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'product',
    ...{ url: '', name: words('product'), price: words('price') },
    ...{ text: words('text'), label: words('button'), link: '' },
  }),
  fields: [
    {
      draw: ({ url }, change) =>
        h(EmailPictureField, {
          ...{ url, width: undefined },
          onChange: (changed) => change({ url: changed }, 'url'),
          onChoose: (chosen) => change({ url: chosen }, null),
        }),
    },
    { name: 'name', max: 120 },
    { name: 'price', max: 60, hint: 'mailBlocks.priceHint' },
    { name: 'text', max: 5_000, lines: 3, hint: 'mailBlocks.richHint' },
    { name: 'label', max: 80 },
    linkField(hasLabel),
  ],
}
