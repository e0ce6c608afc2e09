// Two or three columns, each with parts of its own.
import { z } from 'zod'
import { firstWords, noText, nothing } from '../blockSchema.ts'
import { drawnListClass } from './editorMarks.ts'
import { spaceParts } from './mailAppearance.ts'
import type { MailBlockDefinition, MailMargin } from './mailBlock.ts'
import { mailBlockSchema } from './mailBlockSchema.ts'
import { drawnMjml, markedWords } from './mailMarkup.ts'
import { MailPart, mailPartOf } from './mailParts.ts'

const schema = mailBlockSchema('columns', {
  columns: z
    .array(z.strictObject({ blocks: z.array(MailPart).max(8) }))
    .min(2)
    .max(3),
})
export interface MailColumnsBlock extends z.infer<typeof schema> {}

const inner: MailMargin = { width: '16px', name: 'inner' }
/** A column that holds nothing still takes its place. */
const emptyColumn = '<mj-spacer height="1px" />'

export const mailColumnsBlock: MailBlockDefinition<MailColumnsBlock> = {
  kind: 'columns',
  schema,
  appearance: ['background', ...spaceParts],
  mjml({ columns }, look) {
    const drawn = columns.map(({ blocks }, list) => {
      const parts = blocks.map((part) => drawnMjml(part, mailPartOf(part), { look, margin: inner }))
      const mark = look.isForEditor ? ` css-class="${drawnListClass(list)}"` : ''
      return `<mj-column${mark}>${parts.join('') || emptyColumn}</mj-column>`
    })
    return `<mj-section padding="4px 16px">${drawn.join('')}</mj-section>`
  },
  text: ({ columns }, colon) =>
    columns
      .map(({ blocks }) =>
        blocks
          .map((part) => markedWords(part, mailPartOf(part).text(part, colon)))
          .filter((words) => words !== '')
          .join('\n'),
      )
      .filter((column) => column !== '')
      .join('\n\n'),
  title: noText,
  summary: ({ columns }) =>
    columns
      .map(({ blocks: [first] }) => (first ? firstWords(mailPartOf(first).summary(first)) : ''))
      .filter((words) => words !== '')
      .join(' · '),
  unlinkedLabel: nothing,
}
