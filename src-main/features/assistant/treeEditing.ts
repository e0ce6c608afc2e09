// Edits a model asks for by calling tools, applied to a copy of a tree of blocks. Every call is
// checked; one that is not allowed refuses them all.
import { z } from 'zod'
import type { TreeChange } from '#shared/contract/assistant.contract.ts'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import { shortened } from '#shared/rules/shortened.ts'
import { textsIn } from '#shared/rules/treeTexts.ts'
import type { ModelTool, ToolCall } from '#main/ai/aiModel.ts'
import { jsonCandidates } from '#main/ai/answerText.ts'
import { jsonShapeOf } from '#main/ai/jsonShape.ts'
import { innerOf, readAnswer } from './calls/answerReading.ts'

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

type EditCall = { tool: EditName }
export const callsOf = ({ edits: list }: { edits: EditCall[] }): ToolCall[] =>
  list.map(({ tool, ...input }) => ({ name: tool, input: JSON.stringify(input) }))

/** Edits as models write them down: as this list, or as the calls of their own protocol. */
export const editReading = {
  isExact: true,
  reshape(value: unknown): unknown {
    if (Array.isArray(value)) return { edits: value.map(asEdit) }
    if (typeof value !== 'object' || value === null) return value
    const list = Object.values(value).find((inner) => Array.isArray(inner))
    return { edits: (list ?? [value]).map(asEdit) }
  },
}

const Call = z.looseObject({
  name: z.string(),
  arguments: z.unknown().optional(),
  input: z.unknown().optional(),
  parameters: z.unknown().optional(),
})
function asEdit(item: unknown): unknown {
  const outer = z.looseObject({ function: Call }).safeParse(item)
  const call = Call.safeParse(outer.success ? outer.data.function : item)
  if (!call.success) return item
  const { name, arguments: given, input, parameters } = call.data
  const [values] = jsonCandidates(JSON.stringify(given ?? input ?? parameters ?? {}))
  return { ...(values?.value as Json | undefined), tool: name }
}

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
): { tree: Node[]; changes: TreeChange[]; trims: AnswerTrim[] } {
  if (calls.length > maxCalls)
    throw new EditRefused(
      `At most ${maxCalls} calls are carried out at once, and these are ${calls.length}.`,
    )
  // Blocks are plain JSON whatever their kind; each is checked against its kind once changed.
  const copy = structuredClone(tree) as unknown as Json[]
  const trims: AnswerTrim[] = []
  const changes = calls.map((call, index) => {
    try {
      return applyOne({ kind, trims }, copy, call)
    } catch (error) {
      throw error instanceof EditRefused
        ? new EditRefused(`Call ${index + 1} (${call.name.slice(0, 40)}): ${error.message}`)
        : error
    }
  })
  const checked = z.array(kind.block).max(kind.maxBlocks).safeParse(copy)
  if (!checked.success) throw new EditRefused(z.prettifyError(checked.error).slice(0, 1_000))
  return { tree: checked.data, changes, trims }
}

/** The tree's kind, and what is told of edits that were bent to fit. */
type Editing<Node> = { kind: TreeKind<Node>; trims: AnswerTrim[] }

function applyOne<Node>(
  editing: Editing<Node>,
  tree: Json[],
  { name, input }: ToolCall,
): TreeChange {
  const { kind } = editing
  const read = <Edit>(schema: z.ZodType<Edit>): Edit => readEdit(editing, schema, input)
  switch (name) {
    case 'setText': {
      const { key, field, text } = read(edits.setText)
      const { list, at } = find(kind, tree, key)
      const block = list[at] ?? {}
      const before = setText(block, field, text)
      accept(editing, list, at)
      return { kind: name, key, field, before, after: textAt(block, field) ?? text }
    }
    case 'insertBlock': {
      const { after, block } = read(edits.insertBlock)
      const place = after === null ? { list: tree, at: -1 } : find(kind, tree, after)
      const key = kind.newKey()
      place.list.splice(place.at + 1, 0, { ...block, key })
      accept(editing, place.list, place.at + 1)
      return {
        kind: name,
        key,
        field: null,
        before: null,
        after: wordsOf(place.list[place.at + 1]),
      }
    }
    case 'removeBlock': {
      const { key } = read(edits.removeBlock)
      const { list, at } = find(kind, tree, key)
      const [removed] = list.splice(at, 1)
      return { kind: name, key, field: null, before: wordsOf(removed), after: null }
    }
    case 'moveBlock': {
      const { key, after } = read(edits.moveBlock)
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

function readEdit<Node, Edit>(
  { trims }: Editing<Node>,
  schema: z.ZodType<Edit>,
  input: string,
): Edit {
  const read = readAnswer({ text: input }, schema, { isExact: true })
  if (!read.ok) throw new EditRefused(read.failure.message.slice(0, 600))
  trims.push(...read.trims)
  return read.value
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

/** @throws EditRefused where the block is none, even without what it has too much of */
function accept<Node>({ kind, trims }: Editing<Node>, list: Json[], at: number): void {
  const block = list[at]
  const parsed = kind.block.safeParse(block)
  if (parsed.success) return
  const told = parsed.error.issues.map((issue) => trimBlock(block, issue))
  const mended = kind.block.safeParse(block)
  if (!mended.success || told.includes(null))
    throw new EditRefused(z.prettifyError(parsed.error).slice(0, 600))
  trims.push(...told.flatMap((trim) => trim ?? []))
}

/** What could do something instead of saying something is refused, not left out. */
const acting = /^on|script|style|html|src|href|url|link/iu

/** Takes away what a block has too much of: text, or fields nobody knows. Null if it is else. */
function trimBlock(block: unknown, issue: z.core.$ZodIssue): AnswerTrim | null {
  const [last, ...before] = [...issue.path].reverse()
  const holder = before.reverse().reduce<unknown>(innerOf, block)
  const part = String(last ?? '')
  if (issue.code === 'too_big' && issue.origin === 'string' && last !== undefined) {
    const text = innerOf(holder, last)
    if (typeof text !== 'string') return null
    Object.assign(holder as Json, { [part]: shortened(text, Number(issue.maximum)) })
    return { kind: 'shortened', part, count: 1 }
  }
  if (issue.code !== 'unrecognized_keys' || issue.keys.some((key) => acting.test(key))) return null
  const owner = issue.path.reduce<unknown>(innerOf, block) as Json
  for (const key of issue.keys) delete owner[key]
  return { kind: 'extra', part: issue.keys.join(', ').slice(0, 100), count: issue.keys.length }
}

function textAt(block: Json, field: string): string | null {
  const text = field.split('.').reduce<unknown>(innerOf, block)
  return typeof text === 'string' ? text : null
}

/** All a block says, addresses included: what is shown before it is taken. */
const wordsOf = (block: unknown): string =>
  textsIn(block)
    .filter((text) => text !== '')
    .join('\n')
