// Where something dragged over a drawn message lands: told by numbers, without a browser.
import { describe, expect, test } from 'vitest'
import type { AnyBlock, TreeShape } from '../../../src-renderer/blockEditor/blockTree.ts'
import { canHold, findBlock } from '../../../src-renderer/blockEditor/blockTree.ts'
import type { Drawing } from '../../../src-renderer/blockEditor/canvas/drawnBlocks.ts'
import { gapAt, lineOf } from '../../../src-renderer/blockEditor/canvas/gapAt.ts'

type Block = AnyBlock & { lists?: Block[][] }
const shape: TreeShape<Block> = {
  maxBlocks: 60,
  nesting: {
    listsOf: ({ lists = [] }) => lists,
    withLists: (block, lists) => ({ ...block, lists: lists.map((list) => [...list]) }),
    accepts: ({ kind }) => kind !== 'columns',
    maxPerList: 2,
  },
}
const leaf = (key: string): Block => ({ key, kind: 'text' })
const blocks: Block[] = [
  leaf('top'),
  { key: 'cols', kind: 'columns', lists: [[leaf('left')], []] },
  leaf('end'),
]
const box = (left: number, top: number, width: number, height: number) => ({
  ...{ left, top, width, height },
})
const holder = box(0, 100, 600, 100)
const drawn = (key: string, own: ReturnType<typeof box>, depth = 0) => ({
  ...{ key, kind: 'text', depth, box: own, isEmpty: false },
})
const drawing: Drawing = {
  height: 300,
  blocks: [
    drawn('top', box(0, 0, 600, 100)),
    drawn('cols', holder),
    drawn('left', box(0, 110, 300, 40), 1),
    drawn('end', box(0, 200, 600, 100)),
  ],
  lists: [
    { parent: null, list: 0, box: box(0, 0, 600, 300), holder: null },
    { parent: 'cols', list: 0, box: box(0, 100, 300, 100), holder },
    { parent: 'cols', list: 1, box: box(300, 100, 300, 100), holder },
  ],
}
const at = (x: number, y: number, dragged: string | null) => {
  const moved = dragged === null ? leaf('new') : findBlock(shape, blocks, dragged)
  return gapAt(
    {
      ...{ shape, blocks, drawing, dragged },
      fits: (list) => moved !== null && canHold(shape, blocks, list, moved),
    },
    { x, y },
  )
}
const top = (index: number) => ({ parent: null, list: 0, index })
const inside = (list: number, index: number) => ({ parent: 'cols', list, index })

describe('a point of the drawing', () => {
  test('is before a block in its upper half, and behind it in its lower half', () => {
    expect(at(10, 40, 'end')).toEqual(top(0))
    expect(at(10, 60, 'end')).toEqual(top(1))
    expect(at(10, 260, 'top')).toEqual(top(3))
  })
  test('is in a column, above or below what stands there, an empty one too', () => {
    expect(at(10, 120, 'end')).toEqual(inside(0, 0))
    expect(at(10, 180, 'end')).toEqual(inside(0, 1))
    expect(at(400, 150, 'end')).toEqual(inside(1, 0))
    expect(at(400, 150, null)).toEqual(inside(1, 0))
  })
  test('is beside the columns at their very edges, and for what may stand in none', () => {
    expect(at(400, 103, 'end')).toEqual(top(1))
    expect(at(400, 198, 'top')).toEqual(top(2))
    expect(at(400, 150, 'cols')).toBeNull()
    expect(at(400, 40, 'cols')).toEqual(top(0))
  })
  test('is nothing where the block stands already', () => {
    expect(at(10, 60, 'top')).toBeNull()
    expect(at(10, 40, 'top')).toBeNull()
    expect(at(10, 180, 'left')).toBeNull()
  })
})

test('the line lies between two blocks, at the end, or within a list that is empty', () => {
  const line = (gap: ReturnType<typeof top>) => lineOf({ shape, blocks, drawing }, gap)
  expect(line(top(1))).toMatchObject({ left: 0, width: 600, top: 100 })
  expect(line(top(3))).toMatchObject({ top: 300 })
  expect(lineOf({ shape, blocks, drawing }, inside(1, 0))).toMatchObject({ left: 300, width: 300 })
  expect(lineOf({ shape, blocks, drawing }, { parent: 'gone', list: 0, index: 0 })).toBeNull()
})
