// A button and where it leads.
import Click from '@vicons/tabler/es/Click'
import { drawnButton, type MailKindView } from '../mailKind.ts'
import { linkField } from './linkField.ts'

export const button: MailKindView<'button'> = {
  icon: Click,
  inPlace: [{ name: 'label', selector: drawnButton }],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'button',
    label: words('button'),
    link: '',
  }),
  fields: [{ name: 'label', max: 80 }, linkField(() => true)],
}
