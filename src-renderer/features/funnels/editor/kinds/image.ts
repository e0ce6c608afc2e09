// A picture and its caption.
import Photo from '@vicons/tabler/es/Photo'
import { h } from 'vue'
import FunnelBlockImage from '../FunnelBlockImage.vue'
import type { PageKindView } from '../pageKind.ts'

export const image: PageKindView<'image'> = {
  icon: Photo,
  create: ({ newKey }) => ({
    key: newKey(),
    kind: 'image',
    imageId: null,
    imageAlt: '',
    caption: '',
  }),
  fields: [
    {
      draw: ({ imageId }, change) =>
        h(FunnelBlockImage, { imageId, onChange: (chosen) => change({ imageId: chosen }, null) }),
    },
    { name: 'imageAlt', max: 200, hint: 'funnels.hint.imageAlt', isAlt: true },
    { name: 'caption', max: 300 },
  ],
}
