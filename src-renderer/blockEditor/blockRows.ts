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
  type TreeShape,
} from './blockTree.ts'

/** A block, or the head of a list that a block holds. `gap` is before the block, or before the first of the list. */
export type BlockRow<B extends AnyBlock> = { key: string; gap: Gap; block: B | null; size: number }

/** `size` is that of the list the row belongs to. */
export function rowsOf<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
): BlockRow<B>[] {
  const row = (block: B, gap: Gap, size: number) => ({ key: block.key, gap, block, size })
  return blocks.flatMap((block, index) => [
    row(block, { parent: null, list: 0, index }, blocks.length),
    ...(shape.nesting?.listsOf(block) ?? []).flatMap((inner, list) => [
      {
        key: `${block.key} ${list}`,
        gap: { parent: block.key, list, index: 0 },
        block: null,
        size: inner.length,
      },
      ...inner.map((part, at) => row(part, { parent: block.key, list, index: at }, inner.length)),
    ]),
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
    return { key: list.at(-1)?.key ?? `${gap.parent} ${gap.list}`, isAfter: true }
  const last = rowsOf(shape, blocks).at(-1)
  return last ? { key: last.key, isAfter: true } : null
}
