// A moment until which something holds, and the words that take its place.
import Hourglass from '@vicons/tabler/es/Hourglass'
import { h } from 'vue'
import FunnelCountdownField from '../FunnelCountdownField.vue'
import { titleField, type PageKindView } from '../pageKind.ts'

const week = 7 * 86_400_000

export const countdown: PageKindView<'countdown'> = {
  icon: Hourglass,
  create: ({ newKey, words, now }) => ({
    key: newKey(),
    kind: 'countdown',
    title: words('countdownTitle'),
    until: new Date(now + week).toISOString(),
    after: words('countdownAfter'),
  }),
  fields: [
    titleField,
    { name: 'after', max: 300, hint: 'funnels.hint.after' },
    {
      draw: ({ until }, change) =>
        h(FunnelCountdownField, { until, onChange: (moment) => change({ until: moment }, null) }),
    },
  ],
}
