// How one block of a message differs from the message: where its words stand, the space around it, its
// ground, and the colour of what it says. Left out, each is as the theme has it.
import { z } from 'zod'
import { contrast, readableContrast, textOn } from '../../rules/pages/pageColours.ts'
import type { MailLook } from './mailBlock.ts'
import { Colour } from './mailTheme.ts'

export const alignments = ['left', 'center', 'right'] as const
export const spaces = ['none', 'small', 'medium', 'large'] as const

/** In pixels. */
const heights: Record<(typeof spaces)[number], number> = {
  none: 0,
  small: 8,
  medium: 24,
  large: 48,
}

export const MailAppearance = z.strictObject({
  align: z.enum(alignments).optional(),
  spaceAbove: z.enum(spaces).optional(),
  spaceBelow: z.enum(spaces).optional(),
  background: Colour.optional(),
  /** Of its words; of a button, the button's own; of a line, the line's. */
  colour: Colour.optional(),
})
export type MailAppearance = z.infer<typeof MailAppearance>
/** One thing in which a block may differ. */
export type MailAppearancePart = keyof MailAppearance

/** Of kinds that say something in words. */
export const everyPart: readonly MailAppearancePart[] = [
  'align',
  'colour',
  'background',
  'spaceAbove',
  'spaceBelow',
]
export const everyPartButColour = everyPart.filter((part) => part !== 'colour')
export const spaceParts = ['spaceAbove', 'spaceBelow'] as const satisfies MailAppearancePart[]

/**
 * The look of a block on a ground of its own: what could not be read there takes a colour that can. A
 * colour that was chosen for the words is kept, whatever its contrast: see `appearanceContrast`.
 */
export function lookOnGround(look: MailLook, appearance: MailAppearance | undefined): MailLook {
  if (appearance?.background === undefined && appearance?.colour === undefined) return look
  const paper = appearance.background ?? look.paper
  const isReadable = (colour: string) => contrast(colour, paper) >= readableContrast
  const text = appearance.colour ?? (isReadable(look.text) ? look.text : textOn(paper))
  return {
    ...look,
    paper,
    // A box on a ground of its own is filled with it: the words are as readable there as around it.
    surface: appearance.background ?? look.surface,
    text,
    link: isReadable(look.link) ? look.link : text,
    muted: appearance.colour ?? (isReadable(look.muted) ? look.muted : text),
  }
}

/** From 1 to 21, of a chosen colour on its ground, or on white; null where none was chosen. */
export const appearanceContrast = ({
  colour,
  background = '#ffffff',
}: MailAppearance): number | null => (colour === undefined ? null : contrast(colour, background))

/** Typed text is escaped, so that these tags are ours alone. */
const words = /<mj-(?:text|button|image|divider)\b[^>]*>/g
const wordsAlone = /<mj-text\b[^>]*>/g
const section = /<mj-section\b[^>]*>/

/**
 * What a kind drew, as its appearance has it.
 * @param own the look that it was drawn with: `lookOnGround`
 * @param around the look of what it stands in
 */
export function withAppearance(
  mjml: string,
  appearance: MailAppearance | undefined,
  { own, around }: { own: MailLook; around: MailLook },
): string {
  if (appearance === undefined || mjml === '') return mjml
  const readable = withWordColours(mjml, own, around)
  return section.test(readable)
    ? sectionWith(readable, appearance)
    : partsWith(readable, appearance)
}

/** Words and links that have no colour of their own say it: elsewhere the message's head does. */
function withWordColours(mjml: string, own: MailLook, around: MailLook): string {
  const coloured =
    own.text === around.text
      ? mjml
      : mjml.replace(wordsAlone, (tag) =>
          / color="/.test(tag) ? tag : set(tag, 'color', own.text),
        )
  return own.link === around.link
    ? coloured
    : coloured.replaceAll('<a href', `<a style="color:${own.link}" href`)
}

/** Of several parts below one another, the first has the space above and the last the one below. */
function partsWith(mjml: string, { align, background, spaceAbove, spaceBelow }: MailAppearance) {
  const last = mjml.match(words)?.length ?? 0
  let count = 0
  return mjml.replace(words, (tag) => {
    count += 1
    const aligned = align === undefined ? tag : set(tag, 'align', align)
    const onGround =
      background === undefined ? aligned : set(aligned, 'container-background-color', background)
    return spaced(onGround, {
      above: count === 1 ? spaceAbove : undefined,
      below: count === last ? spaceBelow : undefined,
    })
  })
}

/** A section has the ground and the space, what is in it the alignment. */
function sectionWith(mjml: string, appearance: MailAppearance) {
  const { align, background, spaceAbove, spaceBelow } = appearance
  const aligned =
    align === undefined ? mjml : mjml.replace(words, (tag) => set(tag, 'align', align))
  return aligned.replace(section, (tag) =>
    spaced(background === undefined ? tag : set(tag, 'background-color', background), {
      above: spaceAbove,
      below: spaceBelow,
    }),
  )
}

type Space = (typeof spaces)[number]

function spaced(tag: string, { above, below }: Record<'above' | 'below', Space | undefined>) {
  if (above === undefined && below === undefined) return tag
  const [, written = '0'] = / padding="([^"]*)"/.exec(tag) ?? []
  const [top = '0', right = top, bottom = top, left = right] = written.split(' ')
  const lengthOf = (space: Space | undefined, before: string) =>
    space === undefined ? before : `${heights[space]}px`
  return set(tag, 'padding', [lengthOf(above, top), right, lengthOf(below, bottom), left].join(' '))
}

/** The tag with this attribute in the place of the one it had. */
function set(tag: string, name: string, value: string): string {
  const own = new RegExp(` ${name}="[^"]*"`)
  const attribute = ` ${name}="${value}"`
  return own.test(tag)
    ? tag.replace(own, attribute)
    : tag.replace(/^<mj-[a-z]+/, (begin) => `${begin}${attribute}`)
}
