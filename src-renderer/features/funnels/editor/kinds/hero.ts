// The opening of a page: its promise, a button, a picture.
import LayoutNavbar from '@vicons/tabler/es/LayoutNavbar'
import { h } from 'vue'
import FunnelBlockImage from '../FunnelBlockImage.vue'
import FunnelHeroButton from '../FunnelHeroButton.vue'
import { newButton, richField, titleField, type PageKindView } from '../pageKind.ts'

export const hero: PageKindView<'hero'> = {
  icon: LayoutNavbar,
  create: ({ newKey, ...start }) => ({
    key: newKey(),
    kind: 'hero',
    title: start.words('heroTitle'),
    text: start.words('heroText'),
    button: newButton(start),
    imageId: null,
    imageAlt: '',
  }),
  fields: [
    {
      draw: ({ imageId }, change) =>
        h(FunnelBlockImage, { imageId, onChange: (chosen) => change({ imageId: chosen }, null) }),
    },
    titleField,
    { ...richField, lines: 3 },
    {
      draw: ({ button }, change) =>
        h(FunnelHeroButton, {
          button,
          onChange: (changed, field) => change({ button: changed }, field),
        }),
    },
  ],
}
