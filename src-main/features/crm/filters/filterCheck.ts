// Filters that people give, refused where they cannot be asked. Apart from what they mean: the
// sending thread starts quicker without the errors of the interface.
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { filterProblem, type FilterProblem } from '#shared/rules/leadFilter/filterProblem.ts'
import {
  groupOf,
  isGroup,
  type FilterNode,
  type FilterTree,
} from '#shared/rules/leadFilter/filterTree.ts'
import { customKinds, findSegmentFilter, type FilterReading } from './filterMeaning.ts'

/** @throws 422 that says where the filter is wrong, and what to write instead */
export function refuseFilterProblem(database: FilterReading, tree: FilterTree): void {
  const problem = filterProblem(tree, customKinds(database))
  if (problem === null) return
  throw apiError('UNPROCESSABLE', 'filter_invalid', problem.sentence, {
    field: `filter.${problem.path}`,
    detail: problem.sentence,
  })
}

/**
 * For what a person asks by name: the tree and the segment of a filter can be evaluated.
 * @throws 404 for a segment that does not exist, 422 for a filter with a mistake
 */
export function checkLeadFilter(
  database: FilterReading,
  { filter, segment }: { filter?: FilterTree | undefined; segment?: number | undefined },
): void {
  if (filter !== undefined) refuseFilterProblem(database, filter)
  if (segment === undefined) return
  const tree = findSegmentFilter(database, segment)
  if (tree === null) throw unknownId('segment', segment)
  refuseFilterProblem(database, tree)
}

/** True for a filter that means nobody any more: a field or the segment it asks for is gone. */
export function hasFilterProblem(
  database: FilterReading,
  { filter, segment }: { filter?: FilterTree | undefined; segment?: number | undefined },
): boolean {
  const trees = [filter, segment === undefined ? undefined : findSegmentFilter(database, segment)]
  return trees.some(
    (tree) =>
      tree === null || (tree !== undefined && filterProblem(tree, customKinds(database)) !== null),
  )
}

/**
 * What is wrong with a filter besides custom fields that are gone, each condition by itself; null if
 * nothing is. `path` is that of the condition's part.
 */
export function problemInKnownFields(
  database: FilterReading,
  tree: FilterTree,
): FilterProblem | null {
  const customKind = customKinds(database)
  const problemOf = (node: FilterNode): FilterProblem | null => {
    if (isGroup(node))
      return groupOf(node).nodes.reduce<FilterProblem | null>(
        (found, inside) => found ?? problemOf(inside),
        null,
      )
    const key = customKeyOf(node.field)
    const isLost = key !== null && customKind(key) === null
    return isLost ? null : filterProblem({ all: [node] }, customKind)
  }
  return problemOf(tree)
}
