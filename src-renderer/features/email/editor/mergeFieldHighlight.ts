// Shows merge fields and places to fill in for what they are; the document itself keeps them as
// plain text.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { findForms, type FormReading } from '#shared/rules/mergeFields/fieldForms.ts'
import { isCustomFieldName, keyOfCustomField } from '#shared/rules/mergeFields/mergeFieldNames.ts'
import { rangeOfPlace } from '#shared/rules/placesToFill.ts'

/** @param customKeys of the custom fields there are */
export const createMergeFieldHighlight = (customKeys: () => ReadonlySet<string>) =>
  Extension.create({
    name: 'mergeFieldHighlight',
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('mergeFieldHighlight'),
        props: {
          decorations: ({ doc }) => DecorationSet.create(doc, decorations(doc, customKeys())),
        },
      }),
    ],
  })

type Found = { from: number; to: number; look: string }

/** A field may go over words of different looks: paragraphs are read, not pieces of one look. */
function eachParagraph(doc: Node, read: (text: string, position: number) => void): void {
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    // A line break and a picture count as one sign, as in positions.
    read(node.textBetween(0, node.content.size, '\n', '\n'), position + 1)
    return false
  })
}

function found(doc: Node, customKeys: ReadonlySet<string>): Found[] {
  const all: Found[] = []
  eachParagraph(doc, (text, position) => {
    const forms = findForms(text)
    for (const { start, end, reading } of forms)
      if (reading.kind !== 'doubtful')
        all.push({
          ...{ from: position + start, to: position + end },
          look: isKnown(reading, customKeys) ? 'merge-field' : 'merge-field unknown',
        })
    for (const { index, 0: words } of text.matchAll(/\[\[[^[\]]+\]\]/g))
      if (!forms.some(({ start, end }) => start <= index && index < end))
        all.push({
          ...{ from: position + index, to: position + index + words.length },
          look: 'place',
        })
  })
  return all
}

const isKnown = (reading: FormReading, customKeys: ReadonlySet<string>) =>
  reading.kind === 'known' &&
  (!isCustomFieldName(reading.name) || customKeys.has(keyOfCustomField(reading.name)))

const decorations = (doc: Node, customKeys: ReadonlySet<string>): Decoration[] =>
  found(doc, customKeys).map(({ from, to, look }) => Decoration.inline(from, to, { class: look }))

/** Null if no paragraph holds the place whole. */
export function placeInDocument(doc: Node, name: string): { from: number; to: number } | null {
  let range: { from: number; to: number } | null = null
  eachParagraph(doc, (text, position) => {
    const inText = range === null ? rangeOfPlace(text, name) : null
    if (inText !== null) range = { from: position + inText.start, to: position + inText.end }
  })
  return range
}
