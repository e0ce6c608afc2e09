// Where something that is dragged over a drawn document would come to stand, and the line that says
// so.
import { blocksIn, gapBefore, isSameList, type AnyBlock, type Gap } from '../blockTree.ts'
import type { TreeShape } from '../blockTree.ts'
import { bottomOf, type Box, type DrawnList, type Drawing } from './drawnBlocks.ts'

type Point = { x: number; y: number }
/** Pixels at the edges of a block that holds lists, where one lands before or after it. */
const holderEdge = 6

type Asked<B extends AnyBlock> = {
  shape: TreeShape<B>
  blocks: readonly B[]
  drawing: Drawing
  /** The block that is dragged; null if it is a new one. */
  dragged: string | null
  /** Whether it may stand in a list. */
  fits: (list: { parent: string | null; list: number }) => boolean
}

/** The gap at a point of the document. Returns null if there is none, or if nothing would move. */
export function gapAt<B extends AnyBlock>(asked: Asked<B>, point: Point): Gap | null {
  const { shape, blocks, drawing, dragged } = asked
  const from = dragged === null ? null : gapBefore(shape, blocks, dragged)
  const mayStand = (list: DrawnList) =>
    (from !== null && isSameList(from, list)) || asked.fits(list)
  const list = [...drawing.lists].reverse().find((each) => covers(each, point) && mayStand(each))
  if (list === undefined) return null
  const boxes = new Map(drawing.blocks.map(({ key, box }) => [key, box]))
  const inside = blocksIn(shape, blocks, list)
  // What left nothing on the document has no middle: it stays behind what is before it.
  const below = inside.findIndex(({ key }) => {
    const box = boxes.get(key)
    return box !== undefined && point.y < box.top + box.height / 2
  })
  const index = below < 0 ? inside.length : below
  if (from !== null && isSameList(from, list) && (index === from.index || index === from.index + 1))
    return null
  return { parent: list.parent, list: list.list, index }
}

/** The list of the tree is everywhere; another within its box, but for the edges of its holder. */
function covers({ parent, box, holder }: DrawnList, { x, y }: Point): boolean {
  if (parent === null || holder === null) return parent === null
  const edge = Math.min(holderEdge, holder.height / 10)
  return (
    x >= box.left &&
    x < box.left + box.width &&
    y >= Math.max(box.top, holder.top + edge) &&
    y < Math.min(bottomOf(box), bottomOf(holder) - edge)
  )
}

/** The line at which a gap is shown; null if its list is not on the document. */
export function lineOf<B extends AnyBlock>(
  { shape, blocks, drawing }: Pick<Asked<B>, 'shape' | 'blocks' | 'drawing'>,
  gap: Gap,
): Box | null {
  const list = drawing.lists.find((each) => isSameList(each, gap))
  if (list === undefined) return null
  const boxes = new Map(drawing.blocks.map(({ key, box }) => [key, box]))
  const drawn = blocksIn(shape, blocks, gap).map(({ key }) => boxes.get(key))
  const above = drawn.slice(0, gap.index).findLast((box) => box !== undefined)
  const below = drawn.slice(gap.index).find((box) => box !== undefined)
  const { left, width, top, height } = list.box
  const middle = top + Math.min(height / 2, 28)
  const y =
    above && below
      ? (bottomOf(above) + below.top) / 2
      : above
        ? bottomOf(above)
        : (below?.top ?? middle)
  return { left, width, top: y, height: 0 }
}
