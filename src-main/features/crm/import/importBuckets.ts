// The buckets an import sorts its rows into, counted as it goes.
import type { ImportBuckets, ImportProblem } from '#shared/contract/crm.contract.ts'

/** Problems beyond this are counted but not listed. */
const maxProblems = 1_000

export function emptyBuckets(): ImportBuckets {
  return {
    total: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    duplicate: 0,
    invalid: 0,
    suppressed: 0,
    problems: [],
  }
}

export function addProblem(buckets: ImportBuckets, problem: ImportProblem): void {
  buckets.invalid += 1
  if (buckets.problems.length < maxProblems) buckets.problems.push(problem)
}
