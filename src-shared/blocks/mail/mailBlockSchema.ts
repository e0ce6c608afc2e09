// What the blocks of a message have besides those of a page: for whom they are.
import type { z } from 'zod'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { blockSchema } from '../blockSchema.ts'

/** A block of a message that has a key, and may be for some people only. */
export type MaybeConditional = { key: string; when?: FilterTree | undefined }

/** As `blockSchema`. */
export const mailBlockSchema = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) =>
  blockSchema(kind, {
    ...fields,
    /** Whom it is shown to, asked when a message is made for somebody; left out, everybody. */
    when: FilterTree.optional(),
  })
