// Two or three columns, each a list of blocks.
import Columns from '@vicons/tabler/es/Columns'
import { h } from 'vue'
import EmailColumnsFields from '../fields/EmailColumnsFields.vue'
import type { MailKindView } from '../mailKind.ts'
import { heading } from './heading.ts'
import { text } from './text.ts'

export const columns: MailKindView<'columns'> = {
  icon: Columns,
  create: (start) => {
    const column = () => ({
      blocks: [{ ...heading.create(start), level: 3 as const }, text.create(start)],
    })
    return { key: start.newKey(), kind: 'columns', columns: [column(), column()] }
  },
  fields: [
    {
      draw: (block, change) =>
        h(EmailColumnsFields, { block, onChange: (changed) => change({ columns: changed }, null) }),
    },
  ],
}
