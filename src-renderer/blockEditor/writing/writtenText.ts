// A text of a block as the document that is written in, and back: paragraphs, lists, bold, italic,
// links and merge fields, which are one sign each and never break.
import type { JSONContent } from '@tiptap/core'
import { plainInline, readInline } from '#shared/rules/inlineMarkup.ts'
import { findForms } from '#shared/rules/mergeFields/fieldForms.ts'
import { isListLine, linesOfLists, listsOf, type TextList } from '#shared/rules/pages/listLines.ts'
import { isSafeLink } from '#shared/rules/pages/pageText.ts'
import { readLink } from './readLink.ts'

type Mark = NonNullable<JSONContent['marks']>[number]

// From a text to a document, as `richTextHtml` reads it.

/** Words with their merge fields. */
function wordsOf(text: string, marks: Mark[]): JSONContent[] {
  const nodes: JSONContent[] = []
  let last = 0
  const add = (words: string) => {
    if (words !== '') nodes.push({ type: 'text', text: words, marks })
  }
  for (const { start, end, reading } of findForms(text)) {
    if (reading.kind === 'doubtful' || text.slice(start, end).includes('\n')) continue
    add(text.slice(last, start))
    nodes.push({ type: 'mergeField', attrs: { written: text.slice(start, end) }, marks })
    last = end
  }
  add(text.slice(last))
  return nodes
}
function inlineOf(text: string, marks: Mark[] = []): JSONContent[] {
  return readInline(text).flatMap((part) => {
    if (part.kind === 'bold' || part.kind === 'italic')
      return inlineOf(part.text, [...marks, { type: part.kind }])
    if (part.kind === 'text') return wordsOf(part.text, marks)
    return isSafeLink(part.address)
      ? wordsOf(part.label, [...marks, { type: 'link', attrs: { href: part.address } }])
      : wordsOf(part.written, marks)
  })
}
const paragraph = (content: JSONContent[]): JSONContent => ({ type: 'paragraph', content })

const listNode = ({ start, items }: TextList): JSONContent => ({
  ...(start === null ? { type: 'bulletList' } : { type: 'orderedList', attrs: { start } }),
  content: items.map(({ text, lists }) => ({
    type: 'listItem',
    content: [paragraph(inlineOf(text)), ...lists.map(listNode)],
  })),
})

function blocksOf(lines: readonly string[]): JSONContent[] {
  const blocks: JSONContent[] = []
  let items: string[] = []
  const closeList = () => {
    blocks.push(...listsOf(items).map(listNode))
    items = []
  }
  for (const line of lines) {
    if (isListLine(line)) {
      items.push(line)
      continue
    }
    closeList()
    const last = blocks.at(-1)
    if (last?.type === 'paragraph')
      last.content?.push({ type: 'hardBreak' }, ...inlineOf(line.trim()))
    else blocks.push(paragraph(inlineOf(line.trim())))
  }
  closeList()
  return blocks
}

/** @param isRich whether it has paragraphs and markup; else it is words on one line */
export function documentOf(text: string, isRich: boolean): JSONContent {
  if (!isRich) return { type: 'doc', content: [paragraph(wordsOf(text, []))] }
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .flatMap(blocksOf)
  return { type: 'doc', content: blocks.length === 0 ? [paragraph([])] : blocks }
}

// From a document to a text.

type Run = { text: string; isBold: boolean; isItalic: boolean; link: string | null }

function runOf({ type, text = '', attrs, marks = [] }: JSONContent): Run {
  const has = (name: string) => marks.some((mark) => mark.type === name)
  const href: unknown = marks.find((mark) => mark.type === 'link')?.attrs?.['href']
  const written: unknown = attrs?.['written']
  return {
    text: type === 'mergeField' ? String(written ?? '') : text,
    isBold: has('bold'),
    isItalic: has('italic'),
    link: typeof href === 'string' ? href : null,
  }
}
/** Runs that follow one another and are told the same, together. */
function grouped<T>(runs: readonly Run[], told: (run: Run) => T): { told: T; runs: Run[] }[] {
  const groups: { told: T; runs: Run[] }[] = []
  for (const run of runs) {
    const last = groups.at(-1)
    if (last?.told === told(run)) last.runs.push(run)
    else groups.push({ told: told(run), runs: [run] })
  }
  return groups
}
const textOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join('')

/** Stars stand at words: spaces at the edges are put outside. */
function starred(stars: string, inside: string): string {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inside) ?? []
  return core === '' ? inside : `${before}${stars}${core}${stars}${after}`
}
/** An address as a link may have it: a bracket without its other would end it. */
const asAddress = (address: string) =>
  /^(?:[^()\s]|\([^()\s]{0,500}\)){1,2000}$/.test(address) || findForms(address).length > 0
    ? address
    : address.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
/** Signs the markup takes as the words of one link, and as its address. */
const [longestLabel, longestAddress] = [300, 2000]
/** The words of a link in parts that are links each, cut between words and never in a field. */
function labelParts(label: string): string[] {
  const pieces: string[] = []
  let last = 0
  const addWords = (words: string) => pieces.push(...(words.match(/\s*\S{1,100}|\s+/gu) ?? []))
  for (const { start, end } of findForms(label)) {
    addWords(label.slice(last, start))
    pieces.push(label.slice(start, end))
    last = end
  }
  addWords(label.slice(last))
  const parts = ['']
  for (const piece of pieces) {
    const part = parts.at(-1) ?? ''
    if (part.length + piece.length > longestLabel) parts.push(piece)
    else parts[parts.length - 1] = part + piece
  }
  return parts
}
function linked(runs: readonly Run[]): string {
  return grouped(runs, ({ link }) => link)
    .map(({ told: link, runs: inside }) => {
      const label = textOf(inside)
      const address = asAddress(link === null ? '' : (readLink(link) ?? ''))
      if (address === '' || address.length > longestAddress) return label
      const plain =
        findForms(label).length > 0 ? label : label.replace(/\[/g, '(').replace(/\]/g, ')')
      return labelParts(plain)
        .map((part) => (part.trim() === '' ? part : `[${part}](${address})`))
        .join('')
    })
    .join('')
}
const withItalic = (runs: readonly Run[]) =>
  grouped(runs, ({ isItalic }) => isItalic)
    .map(({ told, runs: inside }) => (told ? starred('*', linked(inside)) : linked(inside)))
    .join('')
const withBold = (runs: readonly Run[]) =>
  grouped(runs, ({ isBold }) => isBold)
    .map(({ told, runs: inside }) =>
      told ? starred('**', withItalic(inside)) : withItalic(inside),
    )
    .join('')

/**
 * The markup has no way to say some things, as a letter in italics within a word. Then what can be
 * said is, and no star is ever left to be read.
 */
function markupOf(runs: readonly Run[]): string {
  const label = plainInline(textOf(runs))
  const says = (written: string) =>
    plainInline(written).replace(/[()[\]]/g, '') === label.replace(/[()[\]]/g, '')
  const tries = [
    () => withBold(runs),
    () => withBold(runs.map((run) => ({ ...run, isItalic: run.isItalic && !run.isBold }))),
    () => withBold(runs.map((run) => ({ ...run, isItalic: false }))),
  ]
  for (const attempt of tries) {
    const written = attempt()
    if (says(written)) return written
  }
  return linked(runs)
}

/** The lines of a paragraph, without empty ones, which would end it. */
function linesOf({ content = [] }: JSONContent): string[] {
  const lines: Run[][] = [[]]
  for (const node of content) {
    if (node.type === 'hardBreak') lines.push([])
    else lines.at(-1)?.push(runOf(node))
  }
  return lines.map(markupOf).filter((line, at) => line.trim() !== '' || at === 0)
}
const isList = ({ type }: JSONContent) => type === 'bulletList' || type === 'orderedList'

/** A pasted list may begin with any number; ours have three digits. */
const largestStart = 500

/** Each paragraph of an item is one of its own: an item has one line. */
function listOf({ type, attrs, content = [] }: JSONContent): TextList {
  const start: unknown = attrs?.['start']
  const first = typeof start === 'number' && start >= 0 && start <= largestStart ? start : 1
  const list: TextList = { start: type === 'orderedList' ? first : null, items: [] }
  for (const part of content.flatMap((item) => item.content ?? [])) {
    const last = list.items.at(-1)
    if (!isList(part)) list.items.push({ text: linesOf(part).join(' '), lists: [] })
    else if (last === undefined) list.items.push({ text: '', lists: [listOf(part)] })
    else last.lists.push(listOf(part))
  }
  return list
}

export function textOfDocument({ content = [] }: JSONContent, isRich: boolean): string {
  if (!isRich) return content.map(({ content: inside = [] }) => textOf(inside.map(runOf))).join(' ')
  return content
    .map((block) => (isList(block) ? linesOfLists([listOf(block)]) : linesOf(block)).join('\n'))
    .join('\n\n')
}
