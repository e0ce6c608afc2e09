// The last words: who signs, opening hours, address.
import LayoutBottombar from '@vicons/tabler/es/LayoutBottombar'
import type { MailKindView } from '../mailKind.ts'

export const footer: MailKindView<'footer'> = {
  icon: LayoutBottombar,
  inPlace: [{ name: 'text', selector: 'td > div', isRich: true }],
  create: ({ newKey, words }) => ({ key: newKey(), kind: 'footer', text: words('footer') }),
  fields: [{ name: 'text', max: 5_000, lines: 4, hint: 'mailBlocks.footerHint' }],
}
