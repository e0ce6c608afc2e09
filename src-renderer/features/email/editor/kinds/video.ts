// The picture of a film, which a click opens where it is.
import PlayerPlay from '@vicons/tabler/es/PlayerPlay'
import { h } from 'vue'
import EmailPictureField from '../fields/EmailPictureField.vue'
import type { MailKindView } from '../mailKind.ts'
import { linkField } from './linkField.ts'

export const video: MailKindView<'video'> = {
  icon: PlayerPlay,
  inPlace: [{ name: 'label', selector: 'a[style*="font-weight:600"]', before: '▶\uFE0E ' }],
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'video',
    ...{ url: '', alt: '', label: words('video'), link: '' },
  }),
  fields: [
    {
      draw: ({ url }, change) =>
        h(EmailPictureField, {
          ...{ url, width: undefined, isOfVideo: true },
          onChange: (changed) => change({ url: changed }, 'url'),
          onChoose: (chosen) => change({ url: chosen }, null),
        }),
    },
    { name: 'alt', max: 200, hint: 'mailBlocks.altHint' },
    linkField(() => true, 'mailBlocks.field.videoLink'),
    { name: 'label', max: 80, label: 'mailBlocks.field.videoLabel' },
  ],
}
