// What can be written in a text of a block, and nothing else: whatever is pasted becomes this.
import { Extension, Node, type Extensions } from '@tiptap/core'
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'
import StarterKit from '@tiptap/starter-kit'
import DOMPurify from 'dompurify'
import { findForms, isOneField } from '#shared/rules/mergeFields/fieldForms.ts'
import { isSafeLink } from '#shared/rules/pages/pageText.ts'
import { readLink } from './readLink.ts'
import { textOfDocument } from './writtenText.ts'

/** One sign, however it is written: it is selected, moved and deleted whole. */
const MergeField = Node.create({
  name: 'mergeField',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ written: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-field]',
      getAttrs: (element) => {
        const written = element.getAttribute('data-field') ?? ''
        return isOneField(written) ? { written } : false
      },
    },
  ],
  renderHTML: ({ node }) => {
    const written = String(node.attrs['written'])
    return ['span', { 'data-field': written, class: 'field' }, written]
  },
  renderText: ({ node }) => String(node.attrs['written']),
  addKeyboardShortcuts() {
    // Browsers do not agree on what deletes a sign that is not edited itself.
    const remove = (side: 'nodeBefore' | 'nodeAfter') => () => {
      const { empty, $from } = this.editor.state.selection
      const node = $from[side]
      if (!empty || node?.type.name !== this.name) return false
      const from = side === 'nodeBefore' ? $from.pos - node.nodeSize : $from.pos
      return this.editor.commands.deleteRange({ from, to: from + node.nodeSize })
    }
    return { Backspace: remove('nodeBefore'), Delete: remove('nodeAfter') }
  },
})

/** A field that was typed or pasted as words becomes one sign. */
function withFields(state: EditorState): Transaction | null {
  const type = state.schema.nodes['mergeField']
  const found: { from: number; to: number; written: string }[] = []
  state.doc.descendants((node, at) => {
    if (!node.isText || !/[{[%*|<$]/.test(node.text ?? '')) return
    for (const { start, end, reading } of findForms(node.text ?? '')) {
      if (reading.kind === 'doubtful') continue
      found.push({ from: at + start, to: at + end, written: (node.text ?? '').slice(start, end) })
    }
  })
  if (type === undefined || found.length === 0) return null
  const { tr } = state
  for (const { from, to, written } of found.reverse())
    tr.replaceWith(from, to, type.create({ written }, null, state.doc.resolve(to).marks()))
  return tr
}

const pasted = {
  ALLOWED_TAGS: [
    ...['a', 'b', 'br', 'div', 'em', 'i', 'li', 'ol', 'p', 'span', 'strong', 'ul'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'tbody', 'td', 'th', 'tr', 'blockquote'],
  ],
  ALLOWED_ATTR: ['href', 'style', 'data-field', 'data-pm-slice'],
}

/**
 * `tooLong`: something would have made it so, and nothing was changed. `linkLost`: what was pasted had
 * a link that no message can have, as one within a site; its words came in.
 */
export type Complaint = { kind: 'tooLong' } | { kind: 'linkLost'; address: string }

/** Only what can be written here, no handler, and links as they will be kept. */
function cleanPasted(html: string, complain: Rules['complain']): string {
  const clean = DOMPurify.sanitize(html, { ...pasted, RETURN_DOM_FRAGMENT: true })
  for (const link of clean.querySelectorAll('a')) {
    const address = link.getAttribute('href')?.trim() ?? ''
    const kept = readLink(address)
    if (kept !== null) link.setAttribute('href', kept)
    else {
      link.replaceWith(...link.childNodes)
      // After what is pasted now has come in: a change takes a complaint away.
      if (address !== '' && !address.startsWith('#'))
        queueMicrotask(() => complain({ kind: 'linkLost', address: address.slice(0, 200) }))
    }
  }
  const holder = document.createElement('div')
  holder.append(clean)
  return holder.innerHTML
}

type Rules = {
  isRich: boolean
  max: number
  complain: (complaint: Complaint) => void
  done: () => void
}
const rulesOf = ({ isRich, max, complain, done }: Rules) =>
  Extension.create({
    name: 'rulesOfText',
    addKeyboardShortcuts: () => ({
      Escape: () => {
        done()
        return true
      },
      ...(isRich
        ? {}
        : {
            Enter: () => {
              done()
              return true
            },
          }),
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        appendTransaction: (transactions, _before, state) =>
          transactions.some(({ docChanged }) => docChanged) ? withFields(state) : null,
        filterTransaction: (transaction, state) => {
          if (!transaction.docChanged || transaction.getMeta('isGiven') === true) return true
          const { length } = textOfDocument(transaction.doc.toJSON(), isRich)
          const isTooLong =
            length > max && length > textOfDocument(state.doc.toJSON(), isRich).length
          if (isTooLong) complain({ kind: 'tooLong' })
          return !isTooLong
        },
        props: {
          // Before anything is made of it.
          transformPastedHTML: (html) => cleanPasted(html, complain),
          // One line takes the words of what is pasted; lines and looks are not its own.
          handlePaste: (view, event) => {
            if (isRich) return false
            const words = event.clipboardData?.getData('text/plain') ?? ''
            view.dispatch(view.state.tr.insertText(words.replace(/\s+/g, ' ').trim()))
            return true
          },
        },
      }),
    ],
  })

export const writerExtensions = (rules: Rules): Extensions => [
  Node.create({ name: 'doc', topNode: true, content: rules.isRich ? 'block+' : 'paragraph' }),
  StarterKit.configure({
    document: false,
    blockquote: false,
    code: false,
    codeBlock: false,
    dropcursor: false,
    gapcursor: false,
    heading: false,
    horizontalRule: false,
    strike: false,
    trailingNode: false,
    underline: false,
    // The history is that of the whole document.
    undoRedo: false,
    ...(rules.isRich
      ? {
          link: {
            openOnClick: false,
            autolink: true,
            defaultProtocol: 'https',
            isAllowedUri: (address: string) =>
              isSafeLink(address) || (/^[^:]+$/.test(address) && readLink(address) !== null),
          },
        }
      : {
          bold: false,
          italic: false,
          link: false,
          bulletList: false,
          orderedList: false,
          listItem: false,
          listKeymap: false,
          hardBreak: false,
        }),
  }),
  MergeField,
  rulesOf(rules),
]
