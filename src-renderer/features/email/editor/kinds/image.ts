// A picture, from the disk or on the web already.
import Photo from '@vicons/tabler/es/Photo'
import { h } from 'vue'
import EmailPictureField from '../fields/EmailPictureField.vue'
import type { MailKindView } from '../mailKind.ts'
import { linkField } from './linkField.ts'

export const image: MailKindView<'image'> = {
  icon: Photo,
  create: ({ newKey }) => ({ key: newKey(), kind: 'image', url: '', alt: '', link: '' }),
  fields: [
    {
      draw: ({ url, width }, change) =>
        h(EmailPictureField, {
          ...{ url, width },
          onChange: (changed) => change({ url: changed }, 'url'),
          onChoose: (chosen, wide) => change({ url: chosen, width: wide }, null),
          onWidth: (wide) => change({ width: wide }, 'width'),
        }),
    },
    { name: 'alt', max: 200, hint: 'mailBlocks.altHint' },
    linkField(() => false),
  ],
}
