// A button and where it leads.
import Click from '@vicons/tabler/es/Click'
import { h } from 'vue'
import EmailLinkField from '../EmailLinkField.vue'
import type { MailKindView } from '../mailKind.ts'

export const button: MailKindView<'button'> = {
  icon: Click,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'button',
    label: words('button'),
    link: '',
  }),
  fields: [
    { name: 'label', max: 80 },
    {
      draw: ({ link }, change) =>
        h(EmailLinkField, {
          link,
          isNeeded: true,
          onChange: (changed) => change({ link: changed }, 'link'),
        }),
    },
  ],
}
