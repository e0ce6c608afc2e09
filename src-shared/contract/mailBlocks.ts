// The blocks a message is made of. A campaign stores this tree and its HTML is drawn from it, so
// nothing typed or generated can become markup, a script or a style.
import { z } from 'zod'
import { isEmailAddress } from '../rules/emailAddress.ts'
import { line, text } from './common.ts'
import { Language } from './settings.contract.ts'

/**
 * As on pages: `**bold**`, `*italic*`, `[label](https://…)`, `- ` begins a list item. Merge fields
 * stay as they are.
 */
const RichText = text(5_000)
const Heading = line(200)
const Key = z.string().regex(/^[a-z0-9]{4,24}$/)
const Colour = z.string().regex(/^#[0-9a-f]{6}$/)

const isPlainUrl = (value: string) =>
  z.url({ protocol: /^https$/ }).safeParse(value.replace(/\{\{[^{}]*\}\}/g, 'x')).success &&
  /^https:\/\/[^\s"'<>\\]+$/i.test(value)
const isMailto = (value: string) =>
  isEmailAddress(decodedOrEmpty(/^mailto:([^?\s"'<>\\]+)(\?[^\s"'<>\\]*)?$/i.exec(value)?.[1]))
function decodedOrEmpty(part: string | undefined): string {
  try {
    const decoded = decodeURIComponent(part ?? '')
    return /[\p{C}\p{Z}]/u.test(decoded) ? '' : decoded
  } catch {
    return '' // Not percent-encoded text: no address either.
  }
}
/** Where a picture is: https only. Empty while nobody chose one. */
const PictureAddress = z
  .string()
  .max(2_000)
  .refine((value) => value === '' || isPlainUrl(value), 'https only')
/** Where a click leads: https or mailto. Empty while it is not known. */
export const MailLink = z
  .string()
  .max(2_000)
  .refine((value) => value === '' || isPlainUrl(value) || isMailto(value), 'https or mailto only')

const block = <Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  z.strictObject({ key: Key, kind: z.literal(kind), ...fields })

/** How a text stands out: as it is, larger to open with, or on a tinted ground. */
export const textLooks = ['plain', 'lead', 'panel'] as const

const partBlocks = [
  block('heading', { text: Heading, level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  block('text', { text: RichText, look: z.enum(textLooks) }),
  block('image', { url: PictureAddress, alt: line(200), link: MailLink }),
  block('button', { label: line(80), link: MailLink }),
  block('divider', {}),
] as const

const columnsBlock = block('columns', {
  columns: z
    .array(z.strictObject({ blocks: z.array(z.discriminatedUnion('kind', partBlocks)).max(8) }))
    .min(2)
    .max(3),
})
/**
 * The last words: who signs, opening hours, address. Who sends and how to refuse is added when it
 * is sent.
 */
const footerBlock = block('footer', { text: RichText })
const anyBlock = z.discriminatedUnion('kind', [...partBlocks, columnsBlock, footerBlock])

// Interfaces keep the contract's type within what the compiler can write down: it names them
// instead of spelling them out each time.
interface HeadingBlock extends z.infer<(typeof partBlocks)[0]> {}
interface TextBlock extends z.infer<(typeof partBlocks)[1]> {}
interface ImageBlock extends z.infer<(typeof partBlocks)[2]> {}
interface ButtonBlock extends z.infer<(typeof partBlocks)[3]> {}
interface DividerBlock extends z.infer<(typeof partBlocks)[4]> {}
interface ColumnsBlock extends z.infer<typeof columnsBlock> {}
interface FooterBlock extends z.infer<typeof footerBlock> {}

/** What may stand in a column: no columns within columns. */
export type MailPart = HeadingBlock | TextBlock | ImageBlock | ButtonBlock | DividerBlock
export type MailBlock = MailPart | ColumnsBlock | FooterBlock
export const MailBlock: z.ZodType<MailBlock, MailBlock> = anyBlock
export type MailBlockKind = MailBlock['kind']

export const MailTheme = z.strictObject({
  accent: Colour,
  /** Around the message; the message itself is on white, which every mail program shows. */
  background: Colour,
  font: z.enum(['sans', 'serif']),
  corners: z.enum(['round', 'square']),
})
export type MailTheme = z.infer<typeof MailTheme>
export const defaultMailTheme: MailTheme = {
  accent: '#2457c5',
  background: '#f3f4f7',
  font: 'sans',
  corners: 'round',
}

export const maxMailBlocks = 60
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
    blocks: z.array(anyBlock).max(maxMailBlocks),
  })
  .refine((tree) => JSON.stringify(tree).length <= maxTreeLength, 'too much text for one message')
  .refine(({ blocks }) => {
    const keys = blocks.flatMap((each) => [
      each.key,
      ...(each.kind === 'columns'
        ? each.columns.flatMap((column) => column.blocks.map(({ key }) => key))
        : []),
    ])
    return new Set(keys).size === keys.length
  }, 'two blocks have the same key')

/** Mail programs cut a longer message; Gmail at 102 kB. In bytes of HTML. */
export const clippedFrom = 102_000
