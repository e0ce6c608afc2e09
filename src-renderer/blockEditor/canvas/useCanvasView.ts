// The drawing as it lies in its room: how small it is made, where each of its parts is then, and
// what is scrolled into view.
import { useResizeObserver } from '@vueuse/core'
import { computed, shallowRef, type Ref } from 'vue'
import { readDrawing, type Box, type Drawing } from './drawnBlocks.ts'
import type { AnyBlock } from '../blockTree.ts'
import type { BlockEditor } from '../useBlockEditor.ts'

/** Pixels above the document, for the bar of its first block. */
const roomAbove = 40

export function useCanvasView<B extends AnyBlock, Start>(
  editor: BlockEditor<B, Start>,
  box: Readonly<Ref<HTMLElement | null>>,
  width: () => number,
) {
  const size = shallowRef({ width: 600, height: 500 })
  useResizeObserver(box, ([entry]) => {
    const { clientWidth, clientHeight } = entry?.target ?? {}
    if (clientWidth && clientHeight !== undefined)
      size.value = { width: clientWidth, height: clientHeight }
  })
  const scale = computed(() => Math.min(1, size.value.width / width()))
  const page = shallowRef<Document | null>(null)
  const drawing = shallowRef<Drawing>({ blocks: [], lists: [], height: 0 })
  /** The block to bring into view once it is drawn. */
  let sought: string | null = null

  function read(document: Document) {
    const { drawn, shape } = editor.tree
    if (drawn === undefined) return
    page.value = document
    drawing.value = readDrawing(drawn, { document, shape, blocks: editor.blocks.value })
    if (sought !== null) bringIntoView(sought)
  }
  function bringIntoView(key: string) {
    const place = drawing.value.blocks.find((block) => block.key === key)
    const { value: element } = box
    sought = place ? null : key
    if (!place || element === null) return
    const top = place.box.top * scale.value
    const bottom = top + roomAbove + place.box.height * scale.value
    const isSeen =
      top >= element.scrollTop && bottom <= element.scrollTop + element.clientHeight + 1
    if (!isSeen) element.scrollTop = Math.max(0, top - element.clientHeight / 4)
  }
  /** A box of the document as it lies on the sheet. */
  const onSheet = ({ left, top, width: wide, height }: Box) => ({
    left: `${left * scale.value}px`,
    top: `${top * scale.value}px`,
    width: `${wide * scale.value}px`,
    height: `${height * scale.value}px`,
  })
  const minHeight = computed(() =>
    Math.floor(Math.max(0, size.value.height - roomAbove) / scale.value),
  )
  const sheetStyle = computed(() => ({
    width: `${width() * scale.value}px`,
    height: `${Math.max(drawing.value.height, minHeight.value) * scale.value}px`,
    marginTop: `${roomAbove}px`,
  }))
  return { scale, page, drawing, read, bringIntoView, onSheet, minHeight, sheetStyle }
}
