// A filter while it is edited: conditions whose value is still missing included.
import {
  opsOfKind,
  opsWithoutValue,
  type FilterKind,
  isDaysFromToday,
} from '#shared/rules/leadFilter/filterFields.ts'
import {
  groupOf,
  isGroup,
  type FilterCondition,
  type FilterGroup,
  type FilterNode,
  type FilterOp,
  type FilterTree,
} from '#shared/rules/leadFilter/filterTree.ts'

export const treeOf = (group: FilterGroup, nodes: FilterNode[]): FilterTree => {
  if (group === 'all') return { all: nodes }
  return group === 'any' ? { any: nodes } : { none: nodes }
}

/** The same tree with other nodes in its outermost group. */
export const withNodes = (tree: FilterTree, nodes: FilterNode[]): FilterTree =>
  treeOf(groupOf(tree).group, nodes)

/** A condition on another field: it begins with the first thing that can be asked of it. */
export const conditionOn = (field: string, kind: FilterKind): FilterCondition => ({
  field,
  op: opsOfKind[kind][0] ?? 'is',
})

/** Another operator; the value stays where it still fits. */
export function withOp(condition: FilterCondition, op: FilterOp): FilterCondition {
  const { field, value } = condition
  const shapeOf = (one: FilterOp) =>
    opsWithoutValue.includes(one)
      ? 'none'
      : isDaysFromToday(one)
        ? 'days'
        : one === 'between'
          ? 'pair'
          : 'one'
  if (value === undefined || shapeOf(op) !== shapeOf(condition.op)) return { field, op }
  return { field, op, value }
}

/** Whether there is nothing in it. */
export const isEmptyFilter = (tree: FilterTree): boolean => groupOf(tree).nodes.length === 0

/** Every condition in it, however deep. */
export const countConditions = (node: FilterNode): number =>
  isGroup(node) ? groupOf(node).nodes.reduce((sum, inside) => sum + countConditions(inside), 0) : 1
