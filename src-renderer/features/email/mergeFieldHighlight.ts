// Shows merge fields in the editor as what they are; the document itself keeps them as plain text.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { compileMergeFields } from '#shared/rules/mergeFields.ts'

const field = /\{\{[^{}]*\}\}/g

export const MergeFieldHighlight = Extension.create({
  name: 'mergeFieldHighlight',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('mergeFieldHighlight'),
      props: { decorations: ({ doc }) => DecorationSet.create(doc, fieldDecorations(doc)) },
    }),
  ],
})

function fieldDecorations(doc: Node): Decoration[] {
  const found: Decoration[] = []
  doc.descendants((node, position) => {
    if (!node.isText || node.text === undefined) return
    for (const match of node.text.matchAll(field)) {
      const { used } = compileMergeFields(match[0])
      const from = position + match.index
      found.push(Decoration.inline(from, from + match[0].length, { class: used.length > 0 ? 'merge-field' : 'merge-field unknown' }))
    }
  })
  return found
}
