// The opening of a message on a coloured ground.
import Flag from '@vicons/tabler/es/Flag'
import { h } from 'vue'
import EmailLinkField from '../EmailLinkField.vue'
import type { MailKindView } from '../mailKind.ts'

export const banner: MailKindView<'banner'> = {
  icon: Flag,
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
    { name: 'text', max: 5_000, lines: 3, hint: 'email.blocks.richHint' },
    { name: 'label', max: 80 },
    {
      draw: ({ label, link }, change) =>
        h(EmailLinkField, {
          link,
          isNeeded: label.trim() !== '',
          onChange: (changed) => change({ link: changed }, 'link'),
        }),
    },
  ],
}
