// Shows merge fields and places to fill in for what they are; the document itself keeps them as
// plain text.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { compileMergeFields } from '#shared/rules/mergeFields.ts'
import { placesIn } from '#shared/rules/placesToFill.ts'

const shown = /\{\{[^{}]*\}\}|\[\[[^[\]]+\]\]/g

export const MergeFieldHighlight = Extension.create({
  name: 'mergeFieldHighlight',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('mergeFieldHighlight'),
      props: { decorations: ({ doc }) => DecorationSet.create(doc, decorations(doc)) },
    }),
  ],
})

type Found = { from: number; to: number; words: string }

function textsIn(doc: Node, pattern: RegExp): Found[] {
  const found: Found[] = []
  doc.descendants((node, position) => {
    if (!node.isText || node.text === undefined) return
    for (const match of node.text.matchAll(pattern))
      found.push({
        from: position + match.index,
        to: position + match.index + match[0].length,
        words: match[0],
      })
  })
  return found
}

const decorations = (doc: Node): Decoration[] =>
  textsIn(doc, shown).map(({ from, to, words }) =>
    Decoration.inline(from, to, { class: classOf(words) }),
  )

function classOf(words: string): string {
  if (words.startsWith('[[')) return 'place'
  return compileMergeFields(words).used.length > 0 ? 'merge-field' : 'merge-field unknown'
}

/** Null if no piece of text holds the place whole. */
export function placeInDocument(doc: Node, name: string): { from: number; to: number } | null {
  const found = textsIn(doc, /\[\[[^[\]]+\]\]|\[[^[\]]+\]/g).find(
    ({ words }) => placesIn(words).left.includes(name) || placesIn(words).doubtful.includes(name),
  )
  return found === undefined ? null : { from: found.from, to: found.to }
}
