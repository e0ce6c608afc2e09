// A tree of blocks as a value, of pages and of messages alike: every change gives a new tree and
// leaves the one before as it was, which is what undo needs.

export type AnyBlock = { key: string; kind: string }

/** How a block holds lists of other blocks, as the columns of a message do. */
export type Nesting<B extends AnyBlock> = {
  /** The lists a block holds, none for most kinds. */
  listsOf(block: B): readonly (readonly B[])[]
  withLists(block: B, lists: readonly (readonly B[])[]): B
  /** Whether a block may stand in such a list. */
  accepts(block: B): boolean
  maxPerList: number
  /** How many lists may stand inside one another; left out, what is held holds nothing. */
  maxDepth?: number
}
export type TreeShape<B extends AnyBlock> = {
  maxBlocks: number
  /** Null in a tree that is one list. */
  nesting: Nesting<B> | null
}
/** One list of the tree: its own (`parent` is null), or the n-th list of a block. */
export type ListOfTree = { parent: string | null; list: number }
/** A place between blocks: before the block that has this index in the list, or at its end. */
export type Gap = ListOfTree & { index: number }
export type Direction = 'up' | 'down' | 'out' | 'in'

const topList: ListOfTree = { parent: null, list: 0 }
const listsOf = <B extends AnyBlock>({ nesting }: TreeShape<B>, block: B) =>
  nesting?.listsOf(block) ?? []
export const isSameList = (one: ListOfTree, other: ListOfTree) =>
  one.parent === other.parent && one.list === other.list
export const indexOfKey = (blocks: readonly AnyBlock[], key: string | null) =>
  blocks.findIndex((block) => block.key === key)

/** Every block of the tree, each before those it holds. */
export const allBlocks = <B extends AnyBlock>(shape: TreeShape<B>, blocks: readonly B[]): B[] =>
  blocks.flatMap((block) => [block, ...allBlocks(shape, listsOf(shape, block).flat())])

/** Where a block stands, as the gap before it. Returns null if there is none with this key. */
export function gapBefore<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string | null,
  of: ListOfTree = topList,
): Gap | null {
  const index = indexOfKey(blocks, key)
  if (index >= 0) return { ...of, index }
  for (const block of blocks) {
    for (const [list, inner] of listsOf(shape, block).entries()) {
      const found = gapBefore(shape, inner, key, { parent: block.key, list })
      if (found !== null) return found
    }
  }
  return null
}

export const findBlock = <B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string | null,
): B | null => allBlocks(shape, blocks).find((block) => block.key === key) ?? null

/** The blocks of one list. An unknown list has none. */
export function blocksIn<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  { parent, list }: ListOfTree,
): readonly B[] {
  if (parent === null) return blocks
  const holder = findBlock(shape, blocks, parent)
  return holder ? (listsOf(shape, holder)[list] ?? []) : []
}

function withList<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  at: ListOfTree,
  change: (inner: readonly B[]) => readonly B[],
): B[] {
  const { nesting } = shape
  if (at.parent === null || nesting === null) return [...change(blocks)]
  return blocks.map((block) => {
    const lists = nesting.listsOf(block)
    if (lists.length === 0) return block
    return nesting.withLists(
      block,
      lists.map((inner, list) => {
        if (block.key !== at.parent) return withList(shape, inner, at, change)
        return list === at.list ? change(inner) : inner
      }),
    )
  })
}

/** Lists around a list: 0 for that of the tree itself. */
function depthOf<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  { parent }: ListOfTree,
): number {
  const holder = gapBefore(shape, blocks, parent)
  return holder === null ? 0 : 1 + depthOf(shape, blocks, holder)
}

/** Lists inside one another in a block: 0 for one that holds none. */
const heightOf = <B extends AnyBlock>(shape: TreeShape<B>, block: B): number =>
  Math.max(
    0,
    ...listsOf(shape, block).map(
      (list) => 1 + Math.max(0, ...list.map((inner) => heightOf(shape, inner))),
    ),
  )

/** Whether a block may be put into a list, where it does not stand yet. */
export function canHold<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  list: ListOfTree,
  block: B,
): boolean {
  const { length } = blocksIn(shape, blocks, list)
  if (list.parent === null) return length < shape.maxBlocks
  const { nesting } = shape
  return (
    nesting !== null &&
    nesting.accepts(block) &&
    length < nesting.maxPerList &&
    findBlock(shape, [block], list.parent) === null &&
    depthOf(shape, blocks, list) + heightOf(shape, block) <= (nesting.maxDepth ?? 1)
  )
}

/**
 * Puts a block after the one with the key given, in its list; after the block that holds this list
 * if it may not stand there; at the end if there is none.
 */
export function insertAfter<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string | null,
  added: B,
): B[] {
  const before = gapBefore(shape, blocks, key)
  if (before === null) return [...blocks, added]
  if (!canHold(shape, blocks, before, added) && before.parent !== null)
    return insertAfter(shape, blocks, before.parent, added)
  return insertAt(shape, blocks, { ...before, index: before.index + 1 }, added)
}

export const insertAt = <B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  gap: Gap,
  added: B,
): B[] => withList(shape, blocks, gap, (inner) => inner.toSpliced(gap.index, 0, added))

/**
 * Moves a block to a gap of the tree as it is. Returns the same tree if nothing moves, or if the
 * block may not stand there.
 */
export function moveBlock<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string,
  to: Gap,
): readonly B[] {
  const from = gapBefore(shape, blocks, key)
  const moved = findBlock(shape, blocks, key)
  if (from === null || moved === null) return blocks
  const isWithin = isSameList(from, to)
  if (!isWithin && !canHold(shape, blocks, to, moved)) return blocks
  const index = isWithin && from.index < to.index ? to.index - 1 : to.index
  if (isWithin && index === from.index) return blocks
  const without = withList(shape, blocks, from, (inner) => inner.toSpliced(from.index, 1))
  return withList(shape, without, to, (inner) =>
    inner.toSpliced(Math.max(0, Math.min(inner.length, index)), 0, moved),
  )
}

/**
 * The gap one step away: up or down within its list, out of a list or into one. Returns null if
 * there is no such step.
 */
export function gapTowards<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string,
  direction: Direction,
): Gap | null {
  const from = gapBefore(shape, blocks, key)
  if (from === null) return null
  const { length } = blocksIn(shape, blocks, from)
  if (direction === 'up') return from.index === 0 ? null : { ...from, index: from.index - 1 }
  if (direction === 'down')
    return from.index === length - 1 ? null : { ...from, index: from.index + 2 }
  return gapSideways(shape, blocks, from, direction)
}

/**
 * `in` leads into the block above that holds lists, else into the one below; inside, from list to
 * list until it stands after their block; `out` is the way back.
 */
function gapSideways<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  from: Gap,
  direction: 'out' | 'in',
): Gap | null {
  const siblings = blocksIn(shape, blocks, from)
  const moved = siblings[from.index]
  if (direction === 'in' && moved) {
    for (const holder of [siblings[from.index - 1], siblings[from.index + 1]]) {
      const list = { parent: holder?.key ?? null, list: 0 }
      const first = holder && listsOf(shape, holder)[0]
      if (first && canHold(shape, blocks, list, moved)) return { ...list, index: first.length }
    }
  }
  const parent = findBlock(shape, blocks, from.parent)
  const parentGap = gapBefore(shape, blocks, from.parent)
  if (parent === null || parentGap === null) return null
  const list = from.list + (direction === 'in' ? 1 : -1)
  const next = listsOf(shape, parent)[list]
  if (next) return { parent: parent.key, list, index: Math.min(from.index, next.length) }
  return direction === 'in' ? { ...parentGap, index: parentGap.index + 1 } : parentGap
}

/** A deep copy, of what a reactive form holds too, which `structuredClone` refuses. */
function copied<T>(value: T): T {
  // Both casts: what is rebuilt part by part is what it was.
  if (Array.isArray(value)) return value.map(copied) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [name, copied(inner)]),
  ) as T
}

/** A copy with keys of its own, and so are those inside it. */
function withNewKeys<B extends AnyBlock>(shape: TreeShape<B>, block: B, freeKey: () => string): B {
  const copy: B = { ...copied(block), key: freeKey() }
  const lists = listsOf(shape, copy).map((list) =>
    list.map((inner) => withNewKeys(shape, inner, freeKey)),
  )
  return lists.length === 0 ? copy : (shape.nesting?.withLists(copy, lists) ?? copy)
}

/**
 * Puts copies of blocks after the one with the key given, one after the other; see `insertAfter`.
 * @param freeKey as in `duplicateBlock`
 */
export function insertCopies<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string | null,
  { added, freeKey }: { added: readonly B[]; freeKey: () => string },
): { blocks: readonly B[]; lastKey: string | null } {
  let [now, last] = [blocks, key]
  for (const block of added) {
    const copy = withNewKeys(shape, block, freeKey)
    now = insertAfter(shape, now, last, copy)
    last = copy.key
  }
  return { blocks: now, lastKey: last }
}

/** @param freeKey gives a key no block of the tree has, another at each call */
export function duplicateBlock<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string,
  freeKey: () => string,
): { blocks: B[]; copy: B } | null {
  const at = gapBefore(shape, blocks, key)
  const original = findBlock(shape, blocks, key)
  if (at === null || original === null) return null
  const copy = withNewKeys(shape, original, freeKey)
  return {
    copy,
    blocks: withList(shape, blocks, at, (list) => list.toSpliced(at.index + 1, 0, copy)),
  }
}

export function removeBlock<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string,
): B[] {
  const at = gapBefore(shape, blocks, key)
  return at === null
    ? [...blocks]
    : withList(shape, blocks, at, (inner) => inner.toSpliced(at.index, 1))
}

export function replaceBlock<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  changed: B,
): B[] {
  const at = gapBefore(shape, blocks, changed.key)
  return at === null
    ? [...blocks]
    : withList(shape, blocks, at, (inner) => inner.with(at.index, changed))
}

/** The block to choose once one is gone: the next of its list, else the one before, else its holder. */
export function neighbourOf<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
  key: string,
): string | null {
  const at = gapBefore(shape, blocks, key)
  if (at === null) return null
  const list = blocksIn(shape, blocks, at)
  return list[at.index + 1]?.key ?? list[at.index - 1]?.key ?? at.parent
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A key that is none of those taken. */
export function newKey(taken: ReadonlySet<string>, random: () => number = Math.random): string {
  const key = Array.from(
    { length: 10 },
    () => letters[Math.floor(random() * letters.length)] ?? 'a',
  ).join('')
  return taken.has(key) ? newKey(taken, random) : key
}

/** Gives keys no block of the tree has, each once. */
export function keysFor<B extends AnyBlock>(
  shape: TreeShape<B>,
  blocks: readonly B[],
): () => string {
  const taken = new Set(allBlocks(shape, blocks).map(({ key }) => key))
  return () => {
    const key = newKey(taken)
    taken.add(key)
    return key
  }
}
