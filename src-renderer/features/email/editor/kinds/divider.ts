// A thin line between two parts.
import Separator from '@vicons/tabler/es/Separator'
import type { MailKindView } from '../mailKind.ts'

export const divider: MailKindView<'divider'> = {
  icon: Separator,
  create: ({ newKey }) => ({ key: newKey(), kind: 'divider' }),
  fields: [],
}
