// A message made of blocks as the text a reader without HTML gets. Merge fields stay as they are.
import { withoutMarks } from '../../rules/mergeFields/blockMarks.ts'
import type { PageLanguage } from '../../rules/pages/pageWords.ts'
import { mailBlockOf, unlinkedLabels, type MailBlock } from './mailBlocks.ts'
import { markedWords } from './mailMarkup.ts'

type Written = { blocks: readonly MailBlock[] }

/** With everything that anybody is shown. */
export const mailText = (written: Written & { language: PageLanguage }): string =>
  withoutMarks(markedMailText(written))

/** What is for some people only stands between marks. */
export function markedMailText({ blocks, language }: Written & { language: PageLanguage }): string {
  // French puts a space before its colon.
  const colon = language === 'fr' ? ' :' : ':'
  return blocks
    .map((block) => markedWords(block, mailBlockOf(block).text(block, colon)))
    .filter((part) => part !== '')
    .join('\n\n')
}

/** True if a button has words and leads nowhere yet. */
export const hasIdleButton = ({ blocks }: Written): boolean =>
  unlinkedLabels(blocks).some((label) => label.trim() !== '')
