// The registry of mail blocks: their union, and what can be asked of a block of whatever kind. What
// may stand in columns too is added in mailParts.ts, anything else here, by one line.
import type { z } from 'zod'
import type { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { anyBlockOf, blockRegistry, firstWords } from '../blockSchema.ts'
import { mailBannerBlock } from './banner.ts'
import { mailColumnsBlock, type MailColumnsBlock } from './columns.ts'
import { mailFooterBlock } from './footer.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailParts } from './mailParts.ts'

/** In the order in which they are offered. */
const { divider, ...partsAbove } = mailParts
export const mailBlocks = blockRegistry({
  banner: mailBannerBlock,
  ...partsAbove,
  columns: mailColumnsBlock,
  divider,
  footer: mailFooterBlock,
})

export type MailBlockKind = keyof typeof mailBlocks
export type MailBlock = z.output<(typeof mailBlocks)[MailBlockKind]['schema']>
export type MailBlockOf<Kind extends MailBlockKind> = Extract<MailBlock, { kind: Kind }>
export const MailBlock: z.ZodType<MailBlock, MailBlock> = anyBlockOf<MailBlock>(mailBlocks)

/** The definition of a block's kind. */
export const mailBlockOf = ({ kind }: MailBlock): MailBlockDefinition<MailBlock> => mailBlocks[kind]

/** What tells a block from others of its kind, on one line. */
export const mailBlockSummary = (block: MailBlock): string =>
  firstWords(mailBlockOf(block).summary(block))

/** The block itself, or what stands in its columns. */
export const partsOf = (block: MailBlock): Exclude<MailBlock, MailColumnsBlock>[] =>
  block.kind === 'columns' ? block.columns.flatMap((column) => column.blocks) : [block]

/** The words of the buttons that lead nowhere yet, those in columns included. */
export const unlinkedLabels = (blocks: readonly MailBlock[]): string[] =>
  blocks.flatMap(partsOf).flatMap((part) => mailBlockOf(part).unlinkedLabel(part) ?? [])

/** Every block, each before those in its columns. */
export const withParts = (blocks: readonly MailBlock[]): MailBlock[] =>
  blocks.flatMap((block) => (block.kind === 'columns' ? [block, ...partsOf(block)] : [block]))

/** The blocks that are for some people only. */
export const conditionsOf = (blocks: readonly MailBlock[]): { key: string; filter: FilterTree }[] =>
  withParts(blocks).flatMap(({ key, when }) => (when === undefined ? [] : [{ key, filter: when }]))
