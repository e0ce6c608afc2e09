// The fields of each kind of block that are plain texts: their names, lengths and lines. A test
// holds them against the contract.
import type { PageBlock, PageBlockKind } from '#shared/blocks/page/pageBlocks.ts'

export type TextFieldShape = {
  name: string
  max: number
  lines?: number
  isRich?: boolean
  hasHint?: boolean
}

const title: TextFieldShape = { name: 'title', max: 200 }
const rich: TextFieldShape = { name: 'text', max: 10_000, lines: 5, isRich: true }
const note: TextFieldShape = { name: 'note', max: 300 }

export const textFields: Record<PageBlockKind, TextFieldShape[]> = {
  hero: [title, { ...rich, lines: 3 }],
  text: [{ ...rich, lines: 10 }],
  image: [
    { name: 'imageAlt', max: 200, hasHint: true },
    { name: 'caption', max: 300 },
  ],
  benefits: [title],
  proof: [title],
  video: [title, { ...rich, lines: 3 }],
  countdown: [title, { name: 'after', max: 300, hasHint: true }],
  form: [title],
  price: [title, note],
  button: [note],
  faq: [title],
  legal: [{ ...rich, lines: 8 }],
  divider: [],
}

/** The lists of some blocks, and the fields of one item. */
export const itemFields = {
  benefits: {
    name: 'items',
    most: 12,
    fields: [
      { name: 'title', max: 200 },
      { name: 'text', max: 1_000, lines: 2 },
    ],
  },
  proof: {
    name: 'quotes',
    most: 12,
    fields: [
      { name: 'text', max: 1_000, lines: 3 },
      { name: 'author', max: 120 },
      { name: 'role', max: 120 },
    ],
  },
  faq: {
    name: 'items',
    most: 20,
    fields: [
      { name: 'question', max: 300 },
      { name: 'answer', max: 10_000, lines: 3, isRich: true },
    ],
  },
} as const satisfies Partial<
  Record<PageBlockKind, { name: string; most: number; fields: TextFieldShape[] }>
>

export type ItemKind = keyof typeof itemFields
export type Item = Record<string, string>
export const hasItems = (kind: PageBlockKind): kind is ItemKind => kind in itemFields

export const textOf = (block: PageBlock, name: string): string => {
  const value: unknown = Object.entries(block).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}
export const itemsOf = (block: PageBlock): Item[] =>
  block.kind === 'proof'
    ? block.quotes
    : block.kind === 'benefits' || block.kind === 'faq'
      ? block.items
      : []
export const emptyItem = (kind: ItemKind): Item =>
  Object.fromEntries(itemFields[kind].fields.map((field) => [field.name, '']))
/** The same block with other values; the editor only offers values the block may take. */
export const withValues = (block: PageBlock, values: object): PageBlock =>
  ({ ...block, ...values }) as PageBlock
export const withItems = (block: PageBlock, items: Item[]): PageBlock =>
  hasItems(block.kind) ? withValues(block, { [itemFields[block.kind].name]: items }) : block
