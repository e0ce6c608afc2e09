// A button by itself.
import Click from '@vicons/tabler/es/Click'
import { h } from 'vue'
import FunnelButtonFields from '../FunnelButtonFields.vue'
import { newButton, noteField, type PageKindView } from '../pageKind.ts'

export const button: PageKindView<'button'> = {
  icon: Click,
  create: ({ newKey, ...start }) => ({
    key: newKey(),
    kind: 'button',
    button: newButton(start),
    note: '',
  }),
  fields: [
    noteField,
    {
      draw: (block, change) =>
        h(FunnelButtonFields, {
          button: block.button,
          onChange: (changed, field) => change({ button: changed }, field),
        }),
    },
  ],
}
