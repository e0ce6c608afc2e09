// The opening of a message on a coloured ground.
import Flag from '@vicons/tabler/es/Flag'
import { drawnButton, type MailKindView } from '../mailKind.ts'
import { hasLabel, linkField } from './linkField.ts'

export const banner: MailKindView<'banner'> = {
  icon: Flag,
  inPlace: [
    { name: 'heading', selector: 'h1' },
    { name: 'text', selector: 'td > div:not(:has(h1, table))', isRich: true },
    { name: 'label', selector: drawnButton },
  ],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'banner',
    heading: words('heading'),
    text: words('banner'),
    label: '',
    link: '',
  }),
  fields: [
    { name: 'heading', max: 200 },
    { name: 'text', max: 5_000, lines: 3, hint: 'mailBlocks.richHint' },
    { name: 'label', max: 80 },
    linkField(hasLabel),
  ],
}
