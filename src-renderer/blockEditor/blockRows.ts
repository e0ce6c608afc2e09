// The tree as the rows of one list, and where a block that is dragged over a row would come to
// stand.
import {
  blocksIn,
  canHold,
  findBlock,
  gapBefore,
  isSameList,
  type AnyBlock,
  type Gap,
  type ListOfTree,
  type TreeShape,
} from './blockTree.ts'

/**
 * A block, or the head of a list that a block holds. `gap` is before the block, or before the first
 * of the list; `size` is that of the list the row belongs to, `depth` how many lists are around it.
 */
export type BlockRow<B extends AnyBlock> = {
  key: string
  gap: Gap
  block: B | null
  size: number
  depth: number
}

export function rowsOf<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  of: ListOfTree = { parent: null, list: 0 },
  depth = 0,
): BlockRow<B>[] {
  const size = blocks.length
  return blocks.flatMap((block, index) => [
    { key: block.key, gap: { ...of, index }, block, size, depth },
    ...(shape.nesting?.listsOf(block) ?? []).flatMap((inner, list) => {
      const inside = { parent: block.key, list }
      const head = { gap: { ...inside, index: 0 }, block: null, size: inner.length }
      return [
        { ...head, key: `${block.key} ${list}`, depth: depth + 1 },
        ...rowsOf(shape, inner, inside, depth + 1),
      ]
    }),
  ])
}

/**
 * Where a dragged block would stand: before the row in its upper half, after it in its lower half.
 * The lower half of a block that holds lists is the beginning of its first; where the block may not
 * stand in a list, it stands after the block that holds it.
 */
export function gapOver<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  { row, isLowerHalf, dragged }: { row: BlockRow<B>; isLowerHalf: boolean; dragged: string },
): Gap | null {
  const block = findBlock(shape, blocks, dragged)
  const from = gapBefore(shape, blocks, dragged)
  if (block === null || from === null) return null
  const holds = row.block !== null && (shape.nesting?.listsOf(row.block) ?? []).length > 0
  const wanted =
    row.block === null || !isLowerHalf
      ? row.gap
      : holds
        ? { parent: row.block.key, list: 0, index: 0 }
        : { ...row.gap, index: row.gap.index + 1 }
  if (isSameList(from, wanted) || canHold(shape, blocks, wanted, block)) return wanted
  const holder = gapBefore(shape, blocks, wanted.parent)
  return holder === null ? null : { ...holder, index: holder.index + 1 }
}

/** The row at whose edge a gap is shown. */
export function edgeOf<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  gap: Gap,
): { key: string; isAfter: boolean } | null {
  const list = blocksIn(shape, blocks, gap)
  const before = list[gap.index]
  if (before) return { key: before.key, isAfter: false }
  if (gap.parent !== null)
    return { key: rowsOf(shape, list).at(-1)?.key ?? `${gap.parent} ${gap.list}`, isAfter: true }
  const last = rowsOf(shape, blocks).at(-1)
  return last ? { key: last.key, isAfter: true } : null
}
