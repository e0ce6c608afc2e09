// The selected words of the formatting editor, and putting other words in their place: as text,
// whatever they hold.
import type { Editor } from '@tiptap/core'

export type TextRange = { from: number; to: number }

/** What is selected; everything if nothing is. */
export function selectedText(editor: Editor): { text: string; range: TextRange } {
  const { doc, selection } = editor.state
  const range = selection.empty
    ? { from: 0, to: doc.content.size }
    : { from: selection.from, to: selection.to }
  return { text: doc.textBetween(range.from, range.to, '\n\n', '\n'), range }
}

/** One line stays in its paragraph; several become paragraphs. One step to undo. */
export function replaceText(editor: Editor, range: TextRange, text: string): void {
  const lines = text
    .split(/\n\s*\n/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const { doc } = editor.state
  const [start, end] = [doc.resolve(range.from), doc.resolve(range.to)]
  const isInOne = start.sameParent(end) && start.parent.isTextblock && lines.length <= 1
  const content = isInOne
    ? { type: 'text', text: lines[0] ?? '' }
    : lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }))
  // The editor makes no empty text of nothing.
  if (lines.length > 0) editor.chain().focus().insertContentAt(range, content).run()
}
