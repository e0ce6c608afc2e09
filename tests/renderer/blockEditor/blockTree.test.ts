// Changing a tree of blocks: every change gives a new tree, leaves the one before as it was, and
// never puts a block where it may not stand.
import { describe, expect, test } from 'vitest'
import { reactive } from 'vue'
import {
  allBlocks,
  duplicateBlock,
  gapBefore,
  gapTowards,
  insertAfter,
  keysFor,
  moveBlock,
  neighbourOf,
  newKey,
  removeBlock,
  replaceBlock,
  type Direction,
  type Nesting,
  type TreeShape,
} from '../../../src-renderer/blockEditor/blockTree.ts'
import { edgeOf, gapOver, rowsOf } from '../../../src-renderer/blockEditor/blockRows.ts'

type Item = { key: string; kind: string; lists?: Item[][] }
const nesting: Nesting<Item> = {
  listsOf: ({ lists }) => lists ?? [],
  withLists: (block, lists) => ({ ...block, lists: lists.map((list) => [...list]) }),
  accepts: ({ kind }) => kind === 'leaf',
  maxPerList: 2,
}
const flat: TreeShape<Item> = { maxBlocks: 4, nesting: null }
const deep: TreeShape<Item> = { maxBlocks: 6, nesting }
const leaf = (key: string): Item => ({ key, kind: 'leaf' })
const page = ['a', 'b', 'c'].map(leaf)
const holder: Item = { key: 'h', kind: 'holder', lists: [[leaf('p'), leaf('q')], []] }
const mail = [leaf('a'), holder, { key: 'z', kind: 'last' }]

/** `a h[p q|] z` */
const shown = (blocks: readonly Item[]): string =>
  blocks
    .map(({ key, lists }) =>
      lists ? `${key}[${lists.map((list) => shown(list)).join('|')}]` : key,
    )
    .join(' ')
const top = (index: number) => ({ parent: null, list: 0, index })
const within = (list: number, index: number) => ({ parent: 'h', list, index })

describe('a list', () => {
  test('takes a block after the one given, or at its end', () => {
    expect(shown(insertAfter(flat, page, 'a', leaf('d')))).toBe('a d b c')
    expect(shown(insertAfter(flat, page, null, leaf('d')))).toBe('a b c d')
    expect(shown(page)).toBe('a b c')
  })

  test('moves a block to a gap, and is the same list where nothing moves', () => {
    expect(shown(moveBlock(flat, page, 'a', top(2)))).toBe('b a c')
    expect(shown(moveBlock(flat, page, 'c', top(0)))).toBe('c a b')
    expect(shown(moveBlock(flat, page, 'a', top(9)))).toBe('b c a')
    for (const gap of [top(1), top(2)]) expect(moveBlock(flat, page, 'b', gap)).toBe(page)
    expect(moveBlock(flat, page, 'none', top(0))).toBe(page)
  })

  test('steps up and down within its ends', () => {
    const stepped = (key: string, direction: Direction) => {
      const gap = gapTowards(flat, page, key, direction)
      return gap === null ? null : shown(moveBlock(flat, page, key, gap))
    }
    expect(stepped('b', 'up')).toBe('b a c')
    expect(stepped('b', 'down')).toBe('a c b')
    expect([stepped('a', 'up'), stepped('c', 'down'), stepped('b', 'in')]).toEqual([
      null,
      null,
      null,
    ])
  })

  test('loses a block, and its neighbour is chosen: the next, else the one before', () => {
    expect(shown(removeBlock(flat, page, 'b'))).toBe('a c')
    expect(['a', 'c'].map((key) => neighbourOf(flat, page, key))).toEqual(['b', 'b'])
    expect(neighbourOf(flat, [leaf('a')], 'a')).toBeNull()
  })

  test('has a block replaced in its place', () => {
    expect(replaceBlock(flat, page, { key: 'b', kind: 'other' })[1]).toEqual({
      key: 'b',
      kind: 'other',
    })
    expect(page[1]).toEqual(leaf('b'))
  })
})

describe('a block that holds lists', () => {
  test('takes blocks from the tree, from its other list, and gives them back', () => {
    const one = removeBlock(deep, mail, 'q')
    expect(shown(moveBlock(deep, one, 'a', within(0, 0)))).toBe('h[a p|] z')
    expect(shown(moveBlock(deep, one, 'p', within(1, 0)))).toBe('a h[|p] z')
    expect(shown(moveBlock(deep, one, 'p', top(0)))).toBe('p a h[|] z')
    expect(shown(mail)).toBe('a h[p q|] z')
  })

  test('takes no more than it may, nothing that may not stand there, and never itself', () => {
    expect(moveBlock(deep, mail, 'a', within(0, 0))).toBe(mail)
    expect(moveBlock(deep, mail, 'z', within(1, 0))).toBe(mail)
    expect(moveBlock(deep, mail, 'h', within(1, 0))).toBe(mail)
  })

  test('lets a new block in beside the chosen one, or after itself', () => {
    const one = removeBlock(deep, mail, 'q')
    expect(shown(insertAfter(deep, one, 'p', leaf('n')))).toBe('a h[p n|] z')
    expect(shown(insertAfter(deep, mail, 'p', leaf('n')))).toBe('a h[p q|] n z')
    expect(shown(insertAfter(deep, one, 'p', { key: 'n', kind: 'last' }))).toBe('a h[p|] n z')
  })

  test('is entered and left by steps sideways', () => {
    const steps = (blocks: readonly Item[], key: string, ...directions: Direction[]) =>
      directions.reduce((now, direction) => {
        const gap = gapTowards(deep, now, key, direction)
        return gap === null ? now : moveBlock(deep, now, key, gap)
      }, blocks)
    const one = removeBlock(deep, mail, 'q')
    expect(shown(steps(one, 'a', 'in'))).toBe('h[p a|] z')
    expect(shown(steps(one, 'a', 'in', 'in'))).toBe('h[p|a] z')
    expect(shown(steps(one, 'a', 'in', 'in', 'in'))).toBe('h[p|] a z')
    expect(shown(steps(one, 'p', 'out'))).toBe('a p h[|] z')
    expect(shown(steps(one, 'z', 'in'))).toBe(shown(one))
  })

  test('is copied with what it holds, under keys that are free', () => {
    const doubled = duplicateBlock(deep, mail, 'h', keysFor(deep, mail))
    const keys = allBlocks(deep, doubled?.blocks ?? []).map(({ key }) => key)
    expect(keys).toHaveLength(8)
    expect(new Set(keys).size).toBe(8)
    expect(doubled?.copy.lists?.map((list) => list.length)).toEqual([2, 0])
  })

  test('is what is left to choose once its last block is gone', () => {
    const one = removeBlock(deep, mail, 'q')
    expect(neighbourOf(deep, one, 'p')).toBe('h')
  })
})

test('A copy shares nothing with its original, also from a reactive form', () => {
  const form = reactive({ blocks: [{ key: 'a', kind: 'list', items: [{ title: 'x' }] }] })
  const shape = { maxBlocks: 4, nesting: null }
  const doubled = duplicateBlock(shape, form.blocks, 'a', () => 'b')
  expect(doubled?.copy).toEqual({ key: 'b', kind: 'list', items: [{ title: 'x' }] })
  expect(doubled?.copy.items[0]).not.toBe(form.blocks[0]?.items[0])
})

test('A new key is of the shape the contract wants, and free', () => {
  let calls = 0
  // The first key drawn is taken; the next is not.
  const key = newKey(new Set(['aaaaaaaaaa']), () => (calls++ < 10 ? 0 : 0.5))
  expect(key).not.toBe('aaaaaaaaaa')
  expect(key).toMatch(/^[a-z0-9]{10}$/)
})

describe('a block dragged over a row', () => {
  const over = (blocks: readonly Item[], key: string, isLowerHalf: boolean, dragged: string) => {
    const row = rowsOf(deep, blocks).find((each) => each.key === key)
    const gap = row ? gapOver(deep, blocks, { row, isLowerHalf, dragged }) : null
    return gap === null ? null : shown(moveBlock(deep, blocks, dragged, gap))
  }
  const one = removeBlock(deep, mail, 'q')

  test('goes before it in its upper half, after it in its lower half', () => {
    expect(over(one, 'z', false, 'a')).toBe('h[p|] a z')
    expect(over(one, 'z', true, 'a')).toBe('h[p|] z a')
    expect(over(one, 'p', true, 'a')).toBe('h[p a|] z')
  })

  test('begins the list whose head, or whose block, it is over', () => {
    expect(over(one, 'h 1', false, 'a')).toBe('h[p|a] z')
    expect(over(one, 'h', true, 'a')).toBe('h[a p|] z')
  })

  test('goes after the block that holds a list in which it may not stand', () => {
    expect(over([...one, leaf('n')], 'p', false, 'z')).toBe('a h[p|] z n')
    expect(over(mail, 'q', true, 'a')).toBe('h[p q|] a z')
  })

  test('shows where it would stand at the edge of one row', () => {
    expect(edgeOf(deep, mail, top(1))).toEqual({ key: 'h', isAfter: false })
    expect(edgeOf(deep, mail, within(0, 2))).toEqual({ key: 'q', isAfter: true })
    expect(edgeOf(deep, mail, within(1, 0))).toEqual({ key: 'h 1', isAfter: true })
    expect(edgeOf(deep, mail, top(3))).toEqual({ key: 'z', isAfter: true })
    expect(gapBefore(deep, mail, 'q')).toEqual(within(0, 1))
  })
})

describe('lists in lists', () => {
  const tree: TreeShape<Item> = {
    maxBlocks: 9,
    nesting: { ...nesting, accepts: () => true, maxPerList: 9, maxDepth: 2 },
  }
  const holding = (key: string, ...lists: Item[][]): Item => ({ key, kind: 'holder', lists })
  const blocks = [
    leaf('a'),
    holding('h', [leaf('p'), holding('i', [leaf('x')], [])], [leaf('q')]),
    leaf('z'),
  ]
  const gap = (parent: string, list: number, index: number) => ({ parent, list, index })

  test('are all of the tree, each row with the lists around it', () => {
    expect(allBlocks(tree, blocks).map(({ key }) => key)).toEqual([...'ahpixqz'])
    expect(rowsOf(tree, blocks).map(({ key, depth }) => `${key}${depth}`)).toEqual([
      ...['a0', 'h0', 'h 01', 'p1', 'i1', 'i 02', 'x2', 'i 12', 'h 11', 'q1', 'z0'],
    ])
    expect(gapBefore(tree, blocks, 'x')).toEqual(gap('i', 0, 0))
  })

  test('are changed at any depth', () => {
    expect(shown(removeBlock(tree, blocks, 'x'))).toBe('a h[p i[|]|q] z')
    expect(shown(replaceBlock(tree, blocks, { ...leaf('x'), kind: 'other' }))).toBe(shown(blocks))
    expect(shown(insertAfter(tree, blocks, 'x', leaf('n')))).toBe('a h[p i[x n|]|q] z')
    expect(shown(moveBlock(tree, blocks, 'a', gap('i', 1, 0)))).toBe('h[p i[x|a]|q] z')
    expect(shown(moveBlock(tree, blocks, 'x', top(0)))).toBe('x a h[p i[|]|q] z')
  })

  test('never stand in themselves, nor deeper than they may', () => {
    expect(moveBlock(tree, blocks, 'h', gap('i', 0, 0))).toBe(blocks)
    expect(moveBlock(tree, blocks, 'h', gap('h', 1, 0))).toBe(blocks)
    const deeper = insertAfter(tree, blocks, 'z', holding('j', [], []))
    expect(shown(moveBlock(tree, deeper, 'j', gap('h', 1, 0)))).toBe('a h[p i[x|]|j[|] q] z')
    expect(moveBlock(tree, deeper, 'j', gap('i', 0, 0))).toBe(deeper)
  })

  test('give each copy keys of its own', () => {
    const keys = ['1', '2', '3', '4', '5'][Symbol.iterator]()
    const doubled = duplicateBlock(tree, blocks, 'h', () => keys.next().value ?? '?')
    expect(shown(doubled?.blocks ?? [])).toBe('a h[p i[x|]|q] 1[2 3[4|]|5] z')
  })

  test('lead in and out by the keyboard, from each to the one around it', () => {
    const walk = (from: readonly Item[], key: string, direction: Direction) => {
      const to = gapTowards(tree, from, key, direction)
      return to === null ? from : moveBlock(tree, from, key, to)
    }
    let now: readonly Item[] = walk(blocks, 'x', 'in')
    expect(shown(now)).toBe('a h[p i[|x]|q] z')
    now = walk(now, 'x', 'in')
    expect(shown(now)).toBe('a h[p i[|] x|q] z')
    now = walk(walk(now, 'x', 'out'), 'x', 'out')
    expect(shown(now)).toBe('a x h[p i[|]|q] z')
  })

  test('end below all they hold', () => {
    expect(edgeOf(tree, blocks, gap('h', 0, 2))).toEqual({ key: 'i 1', isAfter: true })
  })
})
