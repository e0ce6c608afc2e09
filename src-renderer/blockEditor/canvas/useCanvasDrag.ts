// What is held over the drawing: where it would land, the scrolling at the edges, and the drop.
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { AnyBlock, Gap } from '../blockTree.ts'
import type { BlockEditor } from '../useBlockEditor.ts'
import type { Drawing } from './drawnBlocks.ts'
import { gapAt, lineOf } from './gapAt.ts'
import type { BlockDrag, Held } from './useBlockDrag.ts'

type Canvas = {
  /** What scrolls, and what is laid out in the document's pixels times the scale. */
  box: Readonly<Ref<HTMLElement | null>>
  sheet: Readonly<Ref<HTMLElement | null>>
  scale: Readonly<Ref<number>>
  drawing: Readonly<Ref<Drawing>>
  dropped: (key: string) => void
}
/** Pixels from the edge within which it scrolls, and pixels of a frame at most. */
const scrollEdge = 56
const scrollStep = 14

export function useCanvasDrag<B extends AnyBlock, Start>(
  editor: BlockEditor<B, Start>,
  drag: BlockDrag,
  { box, sheet, scale, drawing, dropped }: Canvas,
) {
  const { shape, kinds } = editor.tree
  const gap = shallowRef<Gap | null>(null)
  // What is held is a block of this tree, or a kind of its palette.
  const asKind = (kind: string) => (kind in kinds ? (kind as B['kind']) : null)
  const whatOf = (held: Held) => {
    if ('key' in held) return held
    const kind = asKind(held.kind)
    return kind === null ? null : { kind }
  }

  function look() {
    const { value: held } = drag.held
    const [rect, room] = [sheet.value?.getBoundingClientRect(), box.value?.getBoundingClientRect()]
    const { x, y } = drag.point.value
    const what = held === null ? null : whatOf(held)
    const isOver = room && x >= room.left && x < room.right && y >= room.top && y < room.bottom
    if (what === null || !rect || !isOver) {
      gap.value = null
      return
    }
    const point = { x: (x - rect.left) / scale.value, y: (y - rect.top) / scale.value }
    const asked = { shape, blocks: editor.blocks.value, drawing: drawing.value }
    const dragged = 'key' in what ? what.key : null
    gap.value = gapAt({ ...asked, dragged, fits: (list) => editor.fits(what, list) }, point)
  }
  watch([drag.held, drag.point, drawing], look)
  drag.onDrop((held) => {
    const what = whatOf(held)
    look()
    if (what === null || gap.value === null) return
    if ('key' in what) editor.move(what.key, gap.value)
    else editor.add(what.kind, gap.value)
    gap.value = null
    if (editor.selectedKey.value !== null) dropped(editor.selectedKey.value)
  })
  useEdgeScroll(drag, box, look)
  const line = computed(() => {
    if (gap.value === null || drag.held.value === null) return null
    return lineOf({ shape, blocks: editor.blocks.value, drawing: drawing.value }, gap.value)
  })
  return { gap, line }
}

/** Scrolls while something is held near the upper or the lower edge. */
function useEdgeScroll(
  drag: BlockDrag,
  box: Readonly<Ref<HTMLElement | null>>,
  scrolled: () => void,
) {
  let frame = 0
  function scroll() {
    frame = drag.held.value === null ? 0 : requestAnimationFrame(scroll)
    const element = box.value
    if (frame === 0 || element === null) return
    const rect = element.getBoundingClientRect()
    const [top, bottom] = [Math.max(rect.top, 0), Math.min(rect.bottom, window.innerHeight)]
    const { x, y } = drag.point.value
    if (x < rect.left || x > rect.right) return
    const above = top + scrollEdge - y
    const below = y - (bottom - scrollEdge)
    const by = above > 0 ? -above : Math.max(0, below)
    if (by === 0) return
    const before = element.scrollTop
    element.scrollTop += Math.sign(by) * Math.min(scrollStep, Math.ceil(Math.abs(by) / 4))
    if (element.scrollTop !== before) scrolled()
  }
  watch(drag.held, (held) => {
    if (held !== null && frame === 0) frame = requestAnimationFrame(scroll)
  })
  onScopeDispose(() => cancelAnimationFrame(frame))
}
