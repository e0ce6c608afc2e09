// Where else the business is found.
import Share from '@vicons/tabler/es/Share'
import { h } from 'vue'
import EmailSocialLinks from '../fields/EmailSocialLinks.vue'
import type { MailKindView } from '../mailKind.ts'

export const social: MailKindView<'social'> = {
  icon: Share,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'social',
    links: [
      { network: 'facebook', label: '', link: '' },
      { network: 'instagram', label: '', link: '' },
    ],
  }),
  fields: [
    {
      draw: ({ links }, change) =>
        h(EmailSocialLinks, {
          links,
          onChange: (changed, field) => change({ links: changed }, field),
        }),
    },
  ],
}
