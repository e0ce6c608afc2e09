// A link to a video.
import Video from '@vicons/tabler/es/Video'
import { h } from 'vue'
import FunnelVideoField from '../FunnelVideoField.vue'
import { richField, titleField, type PageKindView } from '../pageKind.ts'

export const video: PageKindView<'video'> = {
  icon: Video,
  create: ({ newKey, words }) => ({
    key: newKey(),
    kind: 'video',
    title: words('videoTitle'),
    url: '',
    text: '',
  }),
  fields: [
    titleField,
    { ...richField, lines: 3 },
    {
      draw: ({ url }, change) =>
        h(FunnelVideoField, { url, onChange: (changed) => change({ url: changed }, 'url') }),
    },
  ],
}
