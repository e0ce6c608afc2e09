// A message as a tree of blocks. A campaign stores this tree and its HTML is drawn from it, so
// nothing typed or generated can become markup, a script or a style.
import { z } from 'zod'
import { conditionsOf, MailBlock, partsOf } from '../blocks/mail/mailBlocks.ts'
import { MailTheme } from '../blocks/mail/mailTheme.ts'
import { Language } from './settings.contract.ts'

export const maxMailBlocks = 60
/** Longest conditions of all blocks together, in characters of their JSON: each is asked of everybody. */
const maxConditionsLength = 20_000
/** Longest tree, in characters of its JSON. */
const maxTreeLength = 200_000

export interface MailTree {
  language: Language
  theme: MailTheme
  blocks: MailBlock[]
}
export const MailTree: z.ZodType<MailTree, MailTree> = z
  .strictObject({
    language: Language,
    theme: MailTheme,
    blocks: z.array(MailBlock).max(maxMailBlocks),
  })
  .refine((tree) => JSON.stringify(tree).length <= maxTreeLength, 'too much text for one message')
  .refine(({ blocks }) => {
    const inColumns = blocks.filter(({ kind }) => kind === 'columns').flatMap(partsOf)
    const keys = [...blocks, ...inColumns].map(({ key }) => key)
    return new Set(keys).size === keys.length
  }, 'two blocks have the same key')
  .refine(
    ({ blocks }) => JSON.stringify(conditionsOf(blocks)).length <= maxConditionsLength,
    'too many conditions of blocks',
  )

/** Mail programs cut a longer message; Gmail at 102 kB. In bytes of HTML. */
export const clippedFrom = 102_000
