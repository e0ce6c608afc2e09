// The text that is written where it is drawn at this moment: which, how it looks, and the drawing
// below it, whose own letters are hidden meanwhile and follow each keystroke.
import { computed, nextTick, shallowRef, type Ref } from 'vue'
import { escapeHtml, richTextHtml } from '#shared/rules/pages/pageText.ts'
import { findBlock, type AnyBlock } from '../blockTree.ts'
import type { Box } from '../canvas/drawnBlocks.ts'
import type { BlockEditor } from '../useBlockEditor.ts'
import { textsOf, type PlacedText } from './inPlace.ts'
import type { Complaint } from './writerExtensions.ts'

type Point = { x: number; y: number }
type Canvas = {
  page: Readonly<Ref<Document | null>>
  scale: Readonly<Ref<number>>
  /** Measures again: what is written takes another room. */
  read: (document: Document) => void
}
/** Where the text lies on the document, and in which letters. */
type Anchor = { box: Box; css: Record<string, string> }
type Written = {
  key: string
  id: string
  point: Point | null
  complaint: Complaint | null
  isChanged: boolean
}

export function useWriting<B extends AnyBlock, Start>(
  editor: BlockEditor<B, Start>,
  { page, scale, read }: Canvas,
) {
  const { written, anchor, text, valueNow, open, close, follow } = useWrittenText(editor, page)
  function change(value: string) {
    const { value: now } = written
    const known = text.value
    if (now === null || known === null) return
    written.value = { ...now, complaint: null, isChanged: true }
    const block = findIn(editor, now.key)
    if (block === null) return
    const { values, field } = known.change(block, value)
    editor.edit(now.key, values, field)
    mirror(known, value)
    if (page.value !== null && known.element.isConnected) {
      anchor.value = anchorOf(known)
      const { value: document } = page
      void nextTick(() => read(document))
    }
  }
  const look = computed((): Record<string, string> => {
    if (anchor.value === null) return {}
    const { box, css } = anchor.value
    return {
      ...css,
      left: `${box.left * scale.value}px`,
      top: `${box.top * scale.value}px`,
      width: `${box.width}px`,
      transform: `scale(${scale.value})`,
    }
  })
  const complain = (complaint: Complaint) => {
    if (written.value !== null) written.value = { ...written.value, complaint }
  }
  return { written, text, value: computed(valueNow), look, open, close, follow, change, complain }
}

/** Which text it is: opened, left, and found again on what is drawn later. */
function useWrittenText<B extends AnyBlock, Start>(
  editor: BlockEditor<B, Start>,
  page: Canvas['page'],
) {
  const { tree } = editor
  const written = shallowRef<Written | null>(null)
  const anchor = shallowRef<Anchor | null>(null)
  /** What is known of the text; its element may be gone while it says nothing. */
  const text = shallowRef<PlacedText | null>(null)

  function textsOn(key: string): PlacedText[] {
    const block = findIn(editor, key)
    if (page.value === null || tree.drawn === undefined || block === null) return []
    return textsOf(tree, block, tree.drawn.elementsOf(page.value, editor.blocks.value, key))
  }
  /** Opens the text at a point of the window, or the first one. Returns false if there is none. */
  function open(key: string, at: { point: Point; onPage: Point } | null): boolean {
    close()
    const texts = textsOn(key)
    const chosen = at === null ? texts[0] : texts.find(({ element }) => holds(element, at.onPage))
    if (chosen === undefined) return false
    written.value = {
      key,
      id: chosen.id,
      point: at?.point ?? null,
      complaint: null,
      isChanged: false,
    }
    follow()
    return true
  }
  function close() {
    if (text.value) unhide(text.value)
    ;[written.value, text.value, anchor.value] = [null, null, null]
  }
  /** Takes up the text on what is drawn now. */
  function follow() {
    const { value: now } = written
    if (now === null) return
    if (findIn(editor, now.key) === null) {
      close()
      return
    }
    const found = textsOn(now.key).find(({ id }) => id === now.id)
    if (found === undefined) return
    text.value = found
    hide(found)
    if (now.isChanged) mirror(found, valueNow())
    anchor.value = anchorOf(found)
  }
  /** What the block says now, undone and typed in its field included. */
  function valueNow(): string {
    const block = written.value === null ? null : findIn(editor, written.value.key)
    return block === null ? '' : (text.value?.read(block) ?? '')
  }
  return { written, anchor, text, valueNow, open, close, follow }
}

const findIn = <B extends AnyBlock, Start>(editor: BlockEditor<B, Start>, key: string) =>
  findBlock(editor.tree.shape, editor.blocks.value, key)

function holds(element: Element, { x, y }: Point): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return x >= left && x <= right && y >= top - 2 && y <= bottom + 2
}

const unseen = ';-webkit-text-fill-color:transparent !important'
function hide({ element }: PlacedText) {
  const style = element.getAttribute('style') ?? ''
  if (!style.endsWith(unseen)) element.setAttribute('style', style + unseen)
}
function unhide({ element }: PlacedText) {
  element.setAttribute('style', (element.getAttribute('style') ?? '').replace(unseen, ''))
}
/** The drawing says what was written at once: its room is right before it is drawn anew. */
function mirror({ element, isRich, before }: PlacedText, value: string) {
  const html = isRich ? richTextHtml(value) : escapeHtml(`${before}${value}`)
  // An empty line has the height of a line.
  const { body } = new DOMParser().parseFromString(html === '' ? '&nbsp;' : html, 'text/html')
  element.replaceChildren(...body.childNodes)
}

const copied = [
  'color',
  'direction',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'line-height',
  'text-align',
  'text-transform',
] as const
const sides = ['top', 'right', 'bottom', 'left'] as const

function anchorOf({ element, before }: PlacedText): Anchor {
  const view = element.ownerDocument.defaultView
  const rect = element.getBoundingClientRect()
  const box = { left: rect.left, top: rect.top, width: rect.width, height: rect.height }
  if (view === null) return { box, css: {} }
  const style = view.getComputedStyle(element)
  const css: Record<string, string> = {}
  for (const name of copied) css[name] = style.getPropertyValue(name)
  for (const side of sides) {
    css[`padding-${side}`] = style.getPropertyValue(`padding-${side}`)
    css[`border-${side}-width`] = style.getPropertyValue(`border-${side}-width`)
  }
  const of = (selector: string, name: string, otherwise: string) => {
    const part = element.querySelector(selector)
    return part === null ? otherwise : view.getComputedStyle(part).getPropertyValue(name)
  }
  // What keeps the place of a text has no letters of its own.
  const isBare = style.fontSize === '0px'
  const bare = { 'font-size': '16px', 'line-height': '1.6', padding: '14px 32px' }
  return {
    box,
    css: {
      ...css,
      ...(isBare ? bare : {}),
      '--below-paragraph': of('p', 'margin-bottom', '12px'),
      '--below-list': of('ul, ol', 'margin-bottom', '12px'),
      '--below-item': of('li', 'margin-bottom', '6px'),
      '--list-indent': of('ul, ol', 'padding-left', '20px'),
      '--link': of('a', 'color', style.color),
      '--before': JSON.stringify(before),
    },
  }
}
