// A button on its own, with a note below it.
import type { z } from 'zod'
import { finishedLine } from '../../rules/finishedText.ts'
import { always, blockSchema, never, noneOf, noText, nothing } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { buttonHtml, isShownButton, PageButton } from './pageButton.ts'
import { Note } from './pageFields.ts'
import { noteHtml, section } from './pageMarkup.ts'

const schema = blockSchema('button', { button: PageButton, note: Note })
export interface ButtonBlock extends z.infer<typeof schema> {}

export const buttonBlock: PageBlockDefinition<ButtonBlock> = {
  kind: 'button',
  schema,
  draw: ({ button, note }, page) =>
    section('', `${buttonHtml(button, page)}${noteHtml(note)}`, 'center'),
  // Buttons stand in other blocks too: their rules are among those of the whole page.
  style: noText,
  isDrawn: always,
  saysSomething: ({ button }) => button.label.trim() !== '',
  finished: (block, page) =>
    isShownButton(block.button, page) ? { ...block, note: finishedLine(block.note) } : null,
  heading: noText,
  hasInnerHeadings: never,
  opening: noText,
  summary: ({ button }) => button.label,
  buttons: ({ button }) => [button],
  images: noneOf,
  problem: nothing,
}
