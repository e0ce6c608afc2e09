// A picture that is on the web already.
import Photo from '@vicons/tabler/es/Photo'
import { h } from 'vue'
import EmailLinkField from '../EmailLinkField.vue'
import EmailPictureField from '../EmailPictureField.vue'
import type { MailKindView } from '../mailKind.ts'

export const image: MailKindView<'image'> = {
  icon: Photo,
  create: ({ newKey }) => ({ key: newKey(), kind: 'image', url: '', alt: '', link: '' }),
  fields: [
    {
      draw: ({ url }, change) =>
        h(EmailPictureField, { url, onChange: (changed) => change({ url: changed }, 'url') }),
    },
    { name: 'alt', max: 200, hint: 'email.blocks.altHint' },
    {
      draw: ({ link }, change) =>
        h(EmailLinkField, { link, onChange: (changed) => change({ link: changed }, 'link') }),
    },
  ],
}
