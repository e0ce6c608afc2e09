// What is done to a tree of blocks in an editor: which block is chosen, and every change to it.
import { placesLeftIn } from '#shared/rules/placesToFill.ts'
import { computed, shallowRef, watch, type ShallowRef } from 'vue'
import type { BlockTree } from './blockKind.ts'
import {
  canHold,
  duplicateBlock,
  findBlock,
  gapBefore,
  gapTowards,
  insertAfter,
  insertAt,
  insertCopies,
  keysFor,
  moveBlock,
  neighbourOf,
  removeBlock,
  replaceBlock,
  type AnyBlock,
  type Direction,
  type Gap,
  type ListOfTree,
} from './blockTree.ts'

type Options<B extends AnyBlock, Start> = {
  tree: BlockTree<B, Start>
  blocks: () => B[]
  /** @param field names the field a keystroke went into; null for a step of its own */
  change: (blocks: B[], field: string | null) => void
  /** What a new block needs besides its keys. */
  start: () => Start
  /** The block to begin with, if the tree has it. */
  firstKey?: string | null
}

export function useBlockEditor<B extends AnyBlock, Start>({
  tree,
  blocks,
  change,
  start,
  firstKey = null,
}: Options<B, Start>) {
  const { selectedKey, find, selectPlace } = useSelection(tree, blocks, firstKey)
  return {
    tree,
    blocks: computed(blocks),
    selectedKey,
    selected: computed(() => find(selectedKey.value)),
    isFull: computed(() => blocks().length >= tree.shape.maxBlocks),
    select: (key: string) => (selectedKey.value = key),
    selectPlace,
    ...blockChanges({ tree, blocks, change, start }, selectedKey),
    ...blockRoom({ tree, blocks, start }),
    ...blockInsertion({ tree, blocks, change }, selectedKey),
  }
}
/** What the parts of an editor are given. */
export type BlockEditor<B extends AnyBlock, Start> = ReturnType<typeof useBlockEditor<B, Start>>

/** Which block is chosen: there always is one unless there are no blocks. */
function useSelection<B extends AnyBlock, Start>(
  { shape }: BlockTree<B, Start>,
  blocks: () => B[],
  firstKey: string | null,
) {
  const find = (key: string | null) => findBlock(shape, blocks(), key)
  const selectedKey = shallowRef<string | null>((find(firstKey) ?? blocks()[0])?.key ?? null)
  // What was undone, or written by somebody else, may have taken the chosen block away.
  watch(blocks, (now) => {
    if (find(selectedKey.value) === null) selectedKey.value = now[0]?.key ?? null
  })

  /** Chooses the block that leaves a place to fill: the one given, or one it holds. */
  function selectPlace(key: string, name: string) {
    const holder = find(key)
    if (holder === null) return
    const inner = (shape.nesting?.listsOf(holder) ?? []).flat()
    const found = inner.find((block) => placesLeftIn(block).includes(name))
    selectedKey.value = (found ?? holder).key
  }
  return { selectedKey, find, selectPlace }
}

/** Putting blocks from elsewhere in: the last of them is chosen afterwards. */
function blockInsertion<B extends AnyBlock, Start>(
  { tree: { shape }, blocks, change }: Omit<Options<B, Start>, 'firstKey' | 'start'>,
  selectedKey: ShallowRef<string | null>,
) {
  /** Whether the tree takes so many more blocks. */
  const hasRoomFor = (count: number) => blocks().length + count <= shape.maxBlocks
  /** Puts copies of blocks after the chosen one. Returns false if there is no room for them. */
  function insert(added: readonly B[]): boolean {
    if (!hasRoomFor(added.length)) return false
    const freeKey = keysFor(shape, blocks())
    const put = insertCopies(shape, blocks(), selectedKey.value, { added, freeKey })
    change([...put.blocks], null)
    selectedKey.value = put.lastKey
    return true
  }
  return { insert, hasRoomFor }
}

/** Everything that is done to the blocks. What was added, moved or doubled is chosen afterwards. */
function blockChanges<B extends AnyBlock, Start>(
  { tree, blocks, change, start }: Omit<Options<B, Start>, 'firstKey'>,
  selectedKey: ShallowRef<string | null>,
) {
  const { shape } = tree
  /** @param gap where; left out, after the chosen block */
  function add(kind: B['kind'], gap: Gap | null = null) {
    const newKey = keysFor(shape, blocks())
    const added = tree.kinds[kind].create({ ...start(), newKey })
    change(
      gap === null
        ? insertAfter(shape, blocks(), selectedKey.value, added)
        : insertAt(shape, blocks(), gap, added),
      null,
    )
    selectedKey.value = added.key
  }
  /** Returns false if the block may not stand there, or stands there already. */
  function move(key: string, to: Gap): boolean {
    const moved = moveBlock(shape, blocks(), key, to)
    if (moved === blocks()) return false
    change([...moved], null)
    selectedKey.value = key
    return true
  }
  function step(key: string, direction: Direction): boolean {
    const to = gapTowards(shape, blocks(), key, direction)
    return to !== null && move(key, to)
  }
  function duplicate(key: string) {
    const doubled = duplicateBlock(shape, blocks(), key, keysFor(shape, blocks()))
    if (doubled === null) return
    change(doubled.blocks, null)
    selectedKey.value = doubled.copy.key
  }
  function remove(key: string) {
    const next = neighbourOf(shape, blocks(), key)
    change(removeBlock(shape, blocks(), key), null)
    selectedKey.value = next
  }
  function edit(key: string, values: object, field: string | null) {
    const block = findBlock(shape, blocks(), key)
    if (block === null) return
    // The values come from the fields of this very block: the result is of the same kind.
    const changed: B = { ...block, ...values }
    change(replaceBlock(shape, blocks(), changed), field === null ? null : `${key} ${field}`)
  }
  return { add, move, step, duplicate, remove, edit }
}

/** What may be done to the blocks, asked before it is offered. */
function blockRoom<B extends AnyBlock, Start>({
  tree,
  blocks,
  start,
}: Omit<Options<B, Start>, 'firstKey' | 'change'>) {
  const { shape } = tree
  /** Whether a block of the tree, or a new one of a kind, may be put into a list. */
  function fits(what: { key: string } | { kind: B['kind'] }, list: ListOfTree): boolean {
    const block =
      'key' in what
        ? findBlock(shape, blocks(), what.key)
        : tree.kinds[what.kind].create({ ...start(), newKey: keysFor(shape, blocks()) })
    return block !== null && canHold(shape, blocks(), list, block)
  }
  /** Whether the list a block stands in takes a copy of it. */
  function canDuplicate(key: string): boolean {
    const [at, block] = [gapBefore(shape, blocks(), key), findBlock(shape, blocks(), key)]
    return at !== null && block !== null && canHold(shape, blocks(), at, block)
  }
  return { fits, canDuplicate }
}
