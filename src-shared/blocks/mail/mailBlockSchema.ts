// What the blocks of a message have besides those of a page: for whom they are, and how they differ from
// the message.
import type { z } from 'zod'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { blockSchema } from '../blockSchema.ts'
import { MailAppearance } from './mailAppearance.ts'

/** What every block of a message has. */
export type MailBlockBase = {
  key: string
  when?: FilterTree | undefined
  appearance?: MailAppearance | undefined
}

/** As `blockSchema`. */
export const mailBlockSchema = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) =>
  blockSchema(kind, {
    ...fields,
    /** Whom it is shown to, asked when a message is made for somebody; left out, everybody. */
    when: FilterTree.optional(),
    /** What a kind does not take (`MailBlockDefinition.appearance`) is kept and not drawn. */
    appearance: MailAppearance.optional(),
  })
