// One or several paragraphs.
import AlignLeft from '@vicons/tabler/es/AlignLeft'
import { richField, type PageKindView } from '../pageKind.ts'

export const text: PageKindView<'text'> = {
  icon: AlignLeft,
  create: ({ newKey, words }) => ({ key: newKey(), kind: 'text', text: words('text') }),
  fields: [{ ...richField, lines: 10 }],
}
