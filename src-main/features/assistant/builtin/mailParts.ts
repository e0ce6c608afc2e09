// The blocks a writer's message is made of, with keys in their order.
import { MailTree } from '#shared/contract/mailTree.ts'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailPart } from '#shared/blocks/mail/mailParts.ts'
import type { MailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { Tone } from '#shared/contract/generation.contract.ts'
import type { Language } from '#shared/contract/settings.contract.ts'

export const heading = (text: string, level: 1 | 2 | 3 = 2): MailPart => ({
  key: '',
  kind: 'heading',
  text,
  level,
})
export const paragraph = (text: string, look: 'plain' | 'lead' | 'panel' = 'plain'): MailPart => ({
  key: '',
  kind: 'text',
  text,
  look,
})
export const button = (label: string, link: string): MailPart => ({
  key: '',
  kind: 'button',
  label,
  link,
})
export const columns = (parts: MailPart[][]): MailBlock => ({
  key: '',
  kind: 'columns',
  columns: parts.map((blocks) => ({ blocks })),
})
export const footer = (text: string): MailBlock => ({ key: '', kind: 'footer', text })
export const divider: MailPart = { key: '', kind: 'divider' }

/** The tone is seen as well as read. */
const themes: Record<Tone, MailTheme> = {
  professional: { accent: '#2457c5', background: '#f3f4f7', font: 'sans', corners: 'round' },
  friendly: { accent: '#0f766e', background: '#f2f6f4', font: 'sans', corners: 'round' },
  enthusiastic: { accent: '#c2410c', background: '#fbf4ef', font: 'sans', corners: 'round' },
  formal: { accent: '#27364d', background: '#f4f4f2', font: 'serif', corners: 'square' },
}

/**
 * Numbers the blocks and leaves out those that are empty.
 * @throws if a text is longer than a block may be: a defect of the caller
 */
export function treeOf(
  blocks: (MailBlock | null)[],
  tone: Tone,
  language: Language,
  accent?: string,
): MailTree {
  let next = 0
  const keyed = <Part extends MailBlock>(part: Part): Part => ({ ...part, key: `part${++next}` })
  const numbered = blocks
    .filter((block) => block !== null)
    .map((block) => {
      const own = keyed(block)
      return own.kind === 'columns'
        ? { ...own, columns: own.columns.map((column) => ({ blocks: column.blocks.map(keyed) })) }
        : own
    })
  const theme = accent === undefined ? themes[tone] : { ...themes[tone], accent }
  return MailTree.parse({ language, theme, blocks: numbered })
}

/** A mail to the business, with a subject; nothing if its address is not known. */
export const mailTo = (email: string, subject: string): string =>
  email === ''
    ? ''
    : `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(subject).replaceAll("'", '%27')}`
