// A message as a tree of blocks. A campaign stores this tree and its HTML is drawn from it, so
// nothing typed or generated can become markup, a script or a style.
import { z } from 'zod'
import { conditionsOf, MailBlock, withParts } from '../blocks/mail/mailBlocks.ts'
import { MailTheme } from '../blocks/mail/mailTheme.ts'
import { Language } from './settings.contract.ts'

export const maxMailBlocks = 60
/** Longest conditions of all blocks together, in characters of their JSON: each is asked of everybody. */
const maxConditionsLength = 20_000
/** Longest tree, in characters of its JSON. */
const maxTreeLength = 200_000

/** True unless two blocks have the same key, those in columns included. */
export function hasOwnKeys(blocks: readonly MailBlock[]): boolean {
  const keys = withParts(blocks).map(({ key }) => key)
  return new Set(keys).size === keys.length
}

/** True unless there are more conditions than can be asked of everybody. */
export const hasFineConditions = (blocks: readonly MailBlock[]): boolean =>
  JSON.stringify(conditionsOf(blocks)).length <= maxConditionsLength

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
  .refine(({ blocks }) => hasOwnKeys(blocks), 'two blocks have the same key')
  .refine(({ blocks }) => hasFineConditions(blocks), 'too many conditions of blocks')

/** Mail programs cut a longer message; Gmail at 102 kB. In bytes of HTML. */
export const clippedFrom = 102_000
