// The buckets an import sorts its rows into, counted as it goes.
import type { ImportBuckets, ImportProblem } from '#shared/contract/crm/imports.ts'

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
    skipped: 0,
    suppressed: 0,
    unconfirmed: 0,
    basisNoted: 0,
    refusalKept: 0,
    leftOut: 0,
    doubtful: 0,
    problems: [],
    unknownWords: [],
    otherColumns: [],
  }
}

/** Distinct words beyond this are not listed. */
const maxWords = 200

/** A row that could not be taken. */
export function addProblem(buckets: ImportBuckets, problem: ImportProblem): void {
  buckets.invalid += 1
  listProblem(buckets, problem)
}

/** A value that is in no field; a word nobody knows is counted by itself as well. */
export function addLeftOut(buckets: ImportBuckets, problem: ImportProblem): void {
  buckets.leftOut += 1
  if (problem.reason === 'stage_unknown' || problem.reason === 'consent_unknown')
    countWord(buckets, problem.column ?? '', problem.value)
  listProblem(buckets, problem)
}

/** An address that was taken as it stands, and looks like a slip. @param meant which was probably meant */
export function addDoubtful(
  buckets: ImportBuckets,
  { line, address, meant }: { line: number; address: string; meant: string },
): void {
  buckets.doubtful += 1
  const value = `${address} → ${meant}`
  listProblem(buckets, { line, value, reason: 'email_doubtful', column: null })
}

function listProblem(buckets: ImportBuckets, problem: ImportProblem): void {
  if (buckets.problems.length < maxProblems) buckets.problems.push(problem)
}

function countWord({ unknownWords }: ImportBuckets, column: string, word: string): void {
  const known = unknownWords.find((listed) => listed.word === word && listed.column === column)
  if (known !== undefined) known.count += 1
  else if (unknownWords.length < maxWords) unknownWords.push({ column, word, count: 1 })
}
