// The small markup of a line that people type: `**bold**`, `*italic*`, `[label](address)`. Read once
// for HTML and for plain text, so that both say the same.
import { findForms } from './mergeFields/fieldForms.ts'

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; text: string }
  | { kind: 'italic'; text: string }
  /** `written` is the whole, for a link that cannot be one. */
  | { kind: 'link'; label: string; address: string; written: string }

/** Stands for each sign of a merge field, whose own signs are no markup. */
const mask = '\ufdd1'

// Each alternative stops at the first character that cannot belong to it, so that reading takes time
// in proportion to the text. Italic stars stand at the edges of words: `10 * 15 * 20` and `2*3*4`
// have none. An address may have brackets within it, as long as they are closed.
const markup =
  /\*\*(?!\*)((?:[^*\n]|\*(?!\*))+)\*\*|(?<![\p{L}\p{N}*])\*(?![\s*])([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])|\[([^\][\n]{1,300})\]\(((?:[^()\s]|\([^()\s]{0,500}\)){1,2000})\)/gu

/** The parts of a text, in their order; bold and italic words are read again. */
export function readInline(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) })
  }
  for (const match of masked(text).matchAll(markup)) {
    const written = text.slice(match.index, match.index + match[0].length)
    plain(match.index)
    from = match.index + written.length
    const [, bold, italic, label = ''] = match
    if (bold !== undefined) parts.push({ kind: 'bold', text: written.slice(2, -2) })
    else if (italic !== undefined) parts.push({ kind: 'italic', text: written.slice(1, -1) })
    else
      parts.push({
        ...{ kind: 'link', written },
        label: written.slice(1, 1 + label.length),
        address: written.slice(label.length + 3, -1),
      })
  }
  plain(text.length)
  return parts
}

/** The words alone. @param link how a link is said, by its label where left out */
export function plainInline(
  text: string,
  link: (label: string, address: string) => string = (label) => label,
): string {
  return readInline(text)
    .map((part) => {
      if (part.kind === 'link') return link(part.label, part.address)
      return part.kind === 'text' ? part.text : plainInline(part.text, link)
    })
    .join('')
}

/** As it is written, with each link's label in its place. */
export function unlinked(text: string): string {
  const stars = { bold: '**', italic: '*' } as const
  return readInline(text)
    .map((part) => {
      if (part.kind === 'link') return part.label
      const edge = part.kind === 'text' ? '' : stars[part.kind]
      return edge === '' ? part.text : `${edge}${unlinked(part.text)}${edge}`
    })
    .join('')
}

function masked(text: string): string {
  let [covered, last] = ['', 0]
  for (const { start, end } of findForms(text)) {
    covered += text.slice(last, start) + mask.repeat(end - start)
    last = end
  }
  return covered + text.slice(last)
}
