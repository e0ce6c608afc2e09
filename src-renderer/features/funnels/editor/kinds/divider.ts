// A line between two parts.
import Separator from '@vicons/tabler/es/Separator'
import type { PageKindView } from '../pageKind.ts'

export const divider: PageKindView<'divider'> = {
  icon: Separator,
  create: ({ newKey }) => ({ key: newKey(), kind: 'divider' }),
  fields: [],
}
