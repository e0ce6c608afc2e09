// What the definition of a kind of mail block says of it. All members are required: a kind that
// forgets one does not compile.
import type { BlockSchema } from '../blockSchema.ts'
import type { MailAppearancePart } from './mailAppearance.ts'

/** What the theme of a message becomes. Colours as #rrggbb, lengths with their unit. */
export type MailLook = {
  accent: string
  link: string
  text: string
  muted: string
  surface: string
  /** What the words stand on. */
  paper: string
  border: string
  radius: string
  font: string
  background: string
  /** Drawn to be edited: each block says its key, and one that is empty takes its place. */
  isForEditor: boolean
}

/** The margin left and right, and the class by which it gives way on a telephone. */
export type MailMargin = { width: string; name: string }

/**
 * One kind of mail block. Members are methods, so that a definition of one kind can be used for
 * whatever block the registry found it for.
 */
export interface MailBlockDefinition<Block extends { key: string; kind: string }> {
  readonly kind: Block['kind']
  readonly schema: BlockSchema<Block>
  /** In what a block of this kind may differ from the message, in the order in which it is offered. */
  readonly appearance: readonly MailAppearancePart[]
  /** Its MJML; empty if it is empty. Without a section of its own it shares one: each costs a kilobyte. */
  mjml(block: Block, look: MailLook, margin: MailMargin): string
  /** Its words for readers without HTML. @param colon as the language of the message writes it */
  text(block: Block, colon: string): string
  /** What the message may be announced by; empty for all but headings. */
  title(block: Block): string
  /** What tells it from others of its kind in a list; `mailBlockSummary` shortens it. */
  summary(block: Block): string
  /** The words of a button that leads nowhere yet; null if there is none. */
  unlinkedLabel(block: Block): string | null
}
