// Who publishes the page, and what becomes of the data.
import Certificate from '@vicons/tabler/es/Certificate'
import { richField, type PageKindView } from '../pageKind.ts'

export const legal: PageKindView<'legal'> = {
  icon: Certificate,
  create: ({ newKey, words }) => ({ key: newKey(), kind: 'legal', text: words('legal') }),
  fields: [{ ...richField, lines: 8 }],
}
