// Where blocks and their lists are on a drawn document, measured in the pixels it is laid out in.
import type { AnyBlock, TreeShape } from '../blockTree.ts'
import { rowsOf } from '../blockRows.ts'

/** From the left and the top of the document. */
export type Box = { left: number; top: number; width: number; height: number }

/** How a document says which of its elements a block was drawn as. */
export type DrawnTree<B extends AnyBlock> = {
  /** Nothing for a block that left nothing. */
  elementsOf(document: Document, blocks: readonly B[], key: string): Element[]
  /** Whether these elements only keep the place of a block that shows nothing yet. */
  isEmpty(elements: readonly Element[]): boolean
  /** The element of a list that a block holds; null where it is not to be told. */
  listOf(document: Document, parent: string, list: number): Element | null
}
/** A block as it stands on the document; `depth` is how many lists are around it. */
export type DrawnBlock = { key: string; kind: string; depth: number; box: Box; isEmpty: boolean }
/** A list as it stands there: that of the tree itself, or one that a block holds. */
export type DrawnList = { parent: string | null; list: number; box: Box; holder: Box | null }
export type Drawing = { blocks: DrawnBlock[]; lists: DrawnList[]; height: number }

export const bottomOf = ({ top, height }: Box) => top + height
const boxOf = (element: Element, at: { x: number; y: number }): Box => {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left: left + at.x, top: top + at.y, width, height }
}
/** The box around all of them; null around none. */
function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  const right = Math.max(...boxes.map((box) => box.left + box.width))
  return { left, top, width: right - left, height: Math.max(...boxes.map(bottomOf)) - top }
}

/** What a frame that was not scrolled shows. A block that left nothing is in no list. */
export function readDrawing<B extends AnyBlock>(
  drawn: DrawnTree<B>,
  { document, shape, blocks }: { document: Document; shape: TreeShape<B>; blocks: readonly B[] },
): Drawing {
  const view = document.defaultView
  const scrolled = { x: view?.scrollX ?? 0, y: view?.scrollY ?? 0 }
  const rows = rowsOf(shape, blocks)
  const found: DrawnBlock[] = rows.flatMap(({ block, depth }) => {
    if (block === null) return []
    const elements = drawn.elementsOf(document, blocks, block.key)
    const box = around(elements.map((element) => boxOf(element, scrolled)))
    return box === null
      ? []
      : [{ key: block.key, kind: block.kind, depth, box, isEmpty: drawn.isEmpty(elements) }]
  })
  const boxes = new Map(found.map(({ key, box }) => [key, box]))
  const inner = rows.flatMap(({ block, gap: { parent, list } }): DrawnList[] => {
    if (block !== null || parent === null) return []
    const element = drawn.listOf(document, parent, list)
    const holder = boxes.get(parent) ?? null
    if (element === null || holder === null) return []
    const { left, width } = boxOf(element, scrolled)
    // Beside a longer list, one ends where its holder does, unless lists stand below one another.
    const own = boxOf(element, scrolled)
    const isBeside = width < holder.width * 0.75
    const box = isBeside ? { left, width, top: holder.top, height: holder.height } : own
    return [{ parent, list, holder, box }]
  })
  const whole = around(found.map(({ box }) => box)) ?? { left: 0, top: 0, width: 0, height: 0 }
  const height = document.documentElement?.getBoundingClientRect().height ?? 0
  return {
    blocks: found,
    lists: [{ parent: null, list: 0, box: whole, holder: null }, ...inner],
    height: Math.ceil(height),
  }
}
