// A message made of blocks as the text a reader without HTML gets. Merge fields stay as they are.
import type { PageLanguage } from '../../rules/pages/pageWords.ts'
import { mailBlockOf, unlinkedLabels, type MailBlock } from './mailBlocks.ts'

type Written = { blocks: readonly MailBlock[] }

export function mailText({ blocks, language }: Written & { language: PageLanguage }): string {
  // French puts a space before its colon.
  const colon = language === 'fr' ? ' :' : ':'
  return blocks
    .map((block) => mailBlockOf(block).text(block, colon))
    .filter((part) => part !== '')
    .join('\n\n')
}

/** True if a button has words and leads nowhere yet. */
export const hasIdleButton = ({ blocks }: Written): boolean =>
  unlinkedLabels(blocks).some((label) => label.trim() !== '')
