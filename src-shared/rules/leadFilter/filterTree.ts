// Which leads are meant, as a tree of conditions: what segments, lists, recipients and exports ask.
import { z } from 'zod'
import { line } from '../valueSchemas.ts'

export const filterOps = [
  'is',
  'isNot',
  'contains',
  'startsWith',
  'above',
  'below',
  'between',
  'before',
  'after',
  'withinDays',
  'olderThanDays',
  'notWithinDays',
  'thisMonth',
  'isEmpty',
  'isFilled',
  'hasTag',
] as const
export type FilterOp = (typeof filterOps)[number]

/** Conditions and groups in one tree, and how deep it goes; the root is level 1. */
export const maxFilterNodes = 200
export const maxFilterDepth = 8
/** Values of one condition, any of which may hold. */
const maxFilterValues = 200

const FilterScalar = z.union([line(500), z.number(), z.boolean()])
export type FilterScalar = z.infer<typeof FilterScalar>
export const FilterValue = z.union([
  FilterScalar,
  z.array(FilterScalar).min(1).max(maxFilterValues),
])
export type FilterValue = z.infer<typeof FilterValue>

/**
 * One condition. `field` is a field of a lead, one of `filterFields.ts`, or `custom.` and the key of
 * a custom field. Which operators and values a field takes is checked against the fields there are:
 * see `filterProblem`.
 */
export const FilterCondition = z.strictObject({
  field: line(120),
  op: z.enum(filterOps),
  value: FilterValue.optional(),
})
export type FilterCondition = z.infer<typeof FilterCondition>

export const filterGroups = ['all', 'any', 'none'] as const
export type FilterGroup = (typeof filterGroups)[number]
export type FilterTree = { all: FilterNode[] } | { any: FilterNode[] } | { none: FilterNode[] }
export type FilterNode = FilterCondition | FilterTree

const Node: z.ZodType<FilterNode, FilterNode> = z.lazy(() => z.union([FilterCondition, Tree]))
const Tree: z.ZodType<FilterTree, FilterTree> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Node) }),
    z.strictObject({ any: z.array(Node) }),
    z.strictObject({ none: z.array(Node) }),
  ]),
)

/** Looked at before the schema goes down it: a deep one would end the stack. */
function isBounded(tree: unknown): boolean {
  let level: unknown[] = [tree]
  let nodes = 0
  for (let depth = 1; level.length > 0; depth += 1) {
    nodes += level.length
    if (depth > maxFilterDepth + 1 || nodes > maxFilterNodes) return false
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null && !Array.isArray(node)
        ? filterGroups.flatMap((group) => {
            const inside = (node as Partial<Record<FilterGroup, unknown>>)[group]
            return Array.isArray(inside) ? (inside as unknown[]) : []
          })
        : [],
    )
  }
  return true
}

function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

/**
 * `{all: […]}` every one holds, `{any: […]}` at least one, `{none: […]}` not one. In a query string
 * it is written as JSON.
 */
export const FilterTree = z.preprocess((given, context) => {
  const tree = fromText(given)
  if (isBounded(tree)) return tree
  context.addIssue(`a filter has ${maxFilterDepth} levels and ${maxFilterNodes} conditions at most`)
  return z.NEVER
  // What is written as JSON is only known to be a tree once it was read.
}, Tree) as z.ZodType as z.ZodType<FilterTree, FilterTree>

export const isGroup = (node: FilterNode): node is FilterTree => !('field' in node)

/** What kind of group a tree is, and what stands in it. */
export function groupOf(tree: FilterTree): { group: FilterGroup; nodes: FilterNode[] } {
  if ('all' in tree) return { group: 'all', nodes: tree.all }
  if ('any' in tree) return { group: 'any', nodes: tree.any }
  return { group: 'none', nodes: tree.none }
}
