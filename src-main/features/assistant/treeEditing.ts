// Edits a model asks for by calling tools, applied to a copy of a tree of blocks. Every call is
// checked; one that is not allowed refuses them all.
import { z } from 'zod'
import type { TreeChange } from '#shared/contract/assistant.contract.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import type { ModelTool, ToolCall } from '#main/ai/aiModel.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'

/** A kind of tree: its blocks have a `key`, and may hold others under `children`. */
export type TreeKind<Node> = {
  /** What one block may be, its key included. */
  block: z.ZodType<Node>
  /** Where blocks hold blocks; null for a flat list. */
  children: string | null
  maxBlocks: number
  newKey: () => string
}

/** As many as a list of edits may have. */
const maxCalls = 60

type Json = { [name: string]: unknown }
const Key = z.string().max(40)

const edits = {
  setText: z.strictObject({ key: Key, field: z.string().max(80), text: z.string().max(20_000) }),
  insertBlock: z.strictObject({
    after: Key.nullable(),
    block: z.looseObject({ kind: z.string().max(40) }),
  }),
  removeBlock: z.strictObject({ key: Key }),
  moveBlock: z.strictObject({ key: Key, after: Key.nullable() }),
}
type EditName = keyof typeof edits

const descriptions: Record<EditName, string> = {
  setText:
    'Replaces one text of a block. field is its name, with dots and numbers for texts inside, e.g. title, button.label, items.0.text.',
  insertBlock:
    'Adds a block after the one with the key given; null puts it first. The block needs no key.',
  removeBlock: 'Takes a block away.',
  moveBlock: 'Moves a block to after another; null moves it to the beginning.',
}

export const editTools = (): ModelTool[] =>
  (Object.keys(edits) as EditName[]).map((name) => ({
    name,
    description: descriptions[name],
    shape: jsonShapeOf(edits[name]),
  }))

/** The same edits as one list, for models without tools. */
export const EditList = z.strictObject({
  edits: z
    .array(
      z.discriminatedUnion(
        'tool',
        (Object.keys(edits) as EditName[]).map((name) =>
          edits[name].extend({ tool: z.literal(name) }),
        ) as [never, ...never[]],
      ),
    )
    .max(maxCalls),
})

export class EditRefused extends Error {
  override name = 'EditRefused'
}

/**
 * @returns a new tree; the one given stays as it was.
 * @throws EditRefused naming the call and why
 */
export function applyEdits<Node>(
  kind: TreeKind<Node>,
  tree: readonly Node[],
  calls: readonly ToolCall[],
): { tree: Node[]; changes: TreeChange[] } {
  if (calls.length > maxCalls)
    throw new EditRefused(
      `At most ${maxCalls} calls are carried out at once, and these are ${calls.length}.`,
    )
  // Blocks are plain JSON whatever their kind; each is checked against its kind once changed.
  const copy = structuredClone(tree) as unknown as Json[]
  const changes = calls.map((call, index) => {
    try {
      return applyOne(kind, copy, call)
    } catch (error) {
      throw error instanceof EditRefused
        ? new EditRefused(`Call ${index + 1} (${call.name.slice(0, 40)}): ${error.message}`)
        : error
    }
  })
  const checked = z.array(kind.block).max(kind.maxBlocks).safeParse(copy)
  if (!checked.success) throw new EditRefused(z.prettifyError(checked.error).slice(0, 1_000))
  return { tree: checked.data, changes }
}

function applyOne<Node>(kind: TreeKind<Node>, tree: Json[], { name, input }: ToolCall): TreeChange {
  switch (name) {
    case 'setText': {
      const { key, field, text } = read(edits.setText, input)
      const { list, at } = find(kind, tree, key)
      const before = setText(list[at] ?? {}, field, text)
      accept(kind, list, at)
      return { kind: name, key, field, before, after: text }
    }
    case 'insertBlock': {
      const { after, block } = read(edits.insertBlock, input)
      const place = after === null ? { list: tree, at: -1 } : find(kind, tree, after)
      const key = kind.newKey()
      place.list.splice(place.at + 1, 0, { ...block, key })
      accept(kind, place.list, place.at + 1)
      return { kind: name, key, field: null, before: null, after: wordsOf(block) }
    }
    case 'removeBlock': {
      const { key } = read(edits.removeBlock, input)
      const { list, at } = find(kind, tree, key)
      const [removed] = list.splice(at, 1)
      return { kind: name, key, field: null, before: wordsOf(removed), after: null }
    }
    case 'moveBlock': {
      const { key, after } = read(edits.moveBlock, input)
      const { list, at } = find(kind, tree, key)
      if (after === key) throw new EditRefused('A block cannot follow itself.')
      const [moved = {}] = list.splice(at, 1)
      // Looked for once the block is out, so that it cannot be put into itself.
      const place = after === null ? { list: tree, at: -1 } : find(kind, tree, after)
      place.list.splice(place.at + 1, 0, moved)
      return { kind: name, key, field: null, before: null, after: after }
    }
    default:
      throw new EditRefused('There is no such tool.')
  }
}

function read<Edit>(schema: z.ZodType<Edit>, input: string): Edit {
  let value: unknown
  try {
    value = JSON.parse(input)
  } catch {
    throw new EditRefused('Its arguments are not JSON.')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new EditRefused(z.prettifyError(parsed.error).slice(0, 600))
  return parsed.data
}

function find<Node>(kind: TreeKind<Node>, list: Json[], key: string): { list: Json[]; at: number } {
  const found = search(kind, list, key)
  if (found === null) throw new EditRefused(`There is no block ${JSON.stringify(key)}.`)
  return found
}

function search<Node>(
  kind: TreeKind<Node>,
  list: Json[],
  key: string,
): { list: Json[]; at: number } | null {
  const at = list.findIndex((block) => block['key'] === key)
  if (at >= 0) return { list, at }
  if (kind.children === null) return null
  for (const block of list) {
    const inner = block[kind.children]
    const found = Array.isArray(inner) ? search(kind, inner as Json[], key) : null
    if (found !== null) return found
  }
  return null
}

/**
 * Only texts that are there can be set, so that no field is made up; keys and kinds are not texts.
 */
function setText(block: Json, field: string, text: string): string {
  const path = field.split('.')
  const last = path.pop() ?? ''
  let holder: unknown = block
  for (const part of path)
    holder =
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, part)
        ? (holder as Json)[part]
        : null
  const isOpen =
    typeof holder === 'object' &&
    holder !== null &&
    Object.hasOwn(holder, last) &&
    !['key', 'kind'].includes(last)
  const before = isOpen ? (holder as Json)[last] : null
  if (typeof before !== 'string')
    throw new EditRefused(`The block has no text ${JSON.stringify(field)}.`)
  ;(holder as Json)[last] = text
  return before
}

function accept<Node>(kind: TreeKind<Node>, list: Json[], at: number): void {
  const parsed = kind.block.safeParse(list[at])
  if (!parsed.success) throw new EditRefused(z.prettifyError(parsed.error).slice(0, 600))
}

/** All a block says, addresses included: what is shown before it is taken. */
const wordsOf = (block: unknown): string =>
  textsIn(block)
    .filter((text) => text !== '')
    .join('\n')
