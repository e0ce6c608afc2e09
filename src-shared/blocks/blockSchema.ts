// What blocks of pages and of messages have in common: a key, a kind, and registries made of the
// definitions of all kinds.
import { z } from 'zod'

/** Tells a block from the others of its page or message. */
const BlockKey = z.string().regex(/^[a-z0-9]{4,24}$/)

/**
 * The schema of one kind of block: its own fields, besides its key and its kind. The type of the
 * block is named as an interface (`interface HeroBlock extends z.infer<typeof schema> {}`): that
 * keeps the contract's type within what the compiler can write down, as it names interfaces instead
 * of spelling them out each time.
 */
export const blockSchema = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) => z.strictObject({ key: BlockKey, kind: z.literal(kind), ...fields })

/** A schema of blocks that can be told by their kind. */
export type BlockSchema<Block> = z.ZodType<Block, Block> & z.core.$ZodTypeDiscriminable

/** The definitions by kind. That each stands under its own kind is checked by its type. */
export const blockRegistry = <
  Definitions extends { [Kind in keyof Definitions]: { readonly kind: Kind } },
>(
  definitions: Definitions,
): Definitions => definitions

/** A block of any of the kinds. @throws without any schema */
export function anyBlockOf<Block>(
  definitions: Record<string, { schema: BlockSchema<Block> }>,
): z.ZodType<Block, Block> & z.core.$ZodTypeDiscriminable {
  const [first, ...others] = Object.values(definitions).map(({ schema }) => schema)
  if (first === undefined) throw new Error('There is no kind of block.')
  return z.discriminatedUnion('kind', [first, ...others])
}

const maxSummaryLength = 80

/** The first words of a text on one line, without markup: to tell a block in a list. */
export const firstWords = (text: string): string =>
  text
    .replace(/[*[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxSummaryLength)

// Answers of members that most kinds have nothing to say to.
export const always = () => true
export const never = () => false
export const noText = () => ''
export const noneOf = () => []
export const nothing = () => null
