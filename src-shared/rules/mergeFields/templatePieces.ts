// A template whose blocks are not all for everybody: in pieces, of which each message has some.
import { stretchesOf } from './blockMarks.ts'
import {
  renderTemplate,
  templateOf,
  type MergeTemplate,
  type RenderOptions,
} from './mergeTemplate.ts'
import type { FieldValues } from './mergeFieldNames.ts'

/** The blocks that somebody is shown, by their keys; `all` in a preview of nobody in particular. */
export type Shown = ReadonlySet<string> | 'all'
/** A part of a template, and the blocks around it: it is there where all of them are shown. */
export type Piece = { under: readonly string[]; template: MergeTemplate }

/** @param keys of the blocks that are for some people only */
export function inPieces(template: MergeTemplate, keys: ReadonlySet<string>): Piece[] {
  if (keys.size === 0) return [{ under: [], template }]
  const pieces: {
    under: readonly string[]
    literals: string[]
    slots: MergeTemplate['slots'][number][]
  }[] = [{ under: [], literals: [''], slots: [] }]
  for (const [index, literal] of template.literals.entries()) {
    const [first, ...others] = stretchesOf(literal, keys, pieces.at(-1)?.under)
    const piece = pieces.at(-1)
    // What stands after a field goes on in the piece of the field.
    if (piece && first) piece.literals[piece.literals.length - 1] += first.text
    for (const { text, under } of others) pieces.push({ under, literals: [text], slots: [] })
    const slot = template.slots[index]
    const last = pieces.at(-1)
    if (slot === undefined || last === undefined) continue
    last.slots.push(slot)
    last.literals.push('')
  }
  return pieces
    .filter(({ literals, slots }) => slots.length > 0 || literals.join('') !== '')
    .map(({ under, literals, slots }) => ({ under, template: templateOf(literals, slots) }))
}

const isShown = (shown: Shown, { under }: Piece): boolean =>
  shown === 'all' || under.every((key) => shown.has(key))

export const shownPieces = (pieces: readonly Piece[], shown: Shown): MergeTemplate[] =>
  pieces.filter((piece) => isShown(shown, piece)).map(({ template }) => template)

export const renderPieces = (
  pieces: readonly Piece[],
  values: FieldValues,
  options: RenderOptions & { shown: Shown },
): string => {
  const only = pieces[0]
  if (only !== undefined && pieces.length === 1 && only.under.length === 0)
    return renderTemplate(only.template, values, options)
  return shownPieces(pieces, options.shown)
    .map((template) => renderTemplate(template, values, options))
    .join('')
}
