// Blocks of messages that are kept under a name, to be put into other messages.
import { z } from 'zod'
import { MailBlock, type MailBlock as Block } from '../../blocks/mail/mailBlocks.ts'
import { line } from '../../rules/valueSchemas.ts'
import { ById, contract, DeletedItem, Id, Timestamp } from '../common.ts'
import { hasFineConditions, hasOwnKeys, maxMailBlocks } from '../mailTree.ts'

/** Longest blocks under one name, in characters of their JSON. */
const maxKeptLength = 100_000

/** As a message has them, at least one. */
export const KeptBlocks: z.ZodType<Block[], Block[]> = z
  .array(MailBlock)
  .min(1)
  .max(maxMailBlocks)
  .refine((blocks) => JSON.stringify(blocks).length <= maxKeptLength, 'too much text')
  .refine(hasOwnKeys, 'two blocks have the same key')
  .refine(hasFineConditions, 'too many conditions of blocks')

export const SavedBlock = z.object({
  id: Id,
  name: z.string(),
  blocks: KeptBlocks,
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type SavedBlock = z.infer<typeof SavedBlock>

export const SavedBlockDraft = z.strictObject({
  name: line(80).refine((name) => name !== '', 'a name is needed'),
  blocks: KeptBlocks,
})
export type SavedBlockDraft = z.infer<typeof SavedBlockDraft>
/** What is left out stays. */
export const SavedBlockChange = z.strictObject({ id: Id, ...SavedBlockDraft.partial().shape })

export const savedBlocks = {
  /** By name. */
  list: contract
    .route({ method: 'GET', path: '/marketing/saved-blocks' })
    .output(z.object({ items: z.array(SavedBlock) })),
  create: contract
    .route({ method: 'POST', path: '/marketing/saved-blocks', successStatus: 201 })
    .input(SavedBlockDraft)
    .output(SavedBlock),
  update: contract
    .route({ method: 'PUT', path: '/marketing/saved-blocks/{id}' })
    .input(SavedBlockChange)
    .output(SavedBlock),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/saved-blocks/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(SavedBlock),
  deleted: contract.output(z.array(DeletedItem)),
}
