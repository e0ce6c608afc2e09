// Counts what a vitest run did, so that a crash or an empty run is never taken for a success.

const none = { passed: 0, failed: 0, skipped: 0 }

/** @param {{ passed: number, failed: number, skipped: number }[]} counts */
export function addCounts(counts) {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    none,
  )
}

/** The line everything ends with. */
export const countLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

/** A check that has no tests of its own: lint, types, build. */
export const oneCheck = (ok) => (ok ? { ...none, passed: 1 } : { ...none, failed: 1 })

/**
 * @param {string | null} report vitest's JSON report; null if none was written
 * @param {number} exitCode of the run
 * @returns {{ passed: number, failed: number, skipped: number, problem: string | null, failures?:
 * string[], failedFiles?: { path: string, counts: object }[] }} failures: each failed test's name
 *   and the first line of why, so that the end of a long log says what to look at
 */
export function countVitest(report, exitCode) {
  const results = parse(report)
  if (results === null) return { ...none, failed: 1, problem: 'the run ended without a report' }
  const counts = addCounts(results.map(countFile))
  if (exitCode !== 0 && counts.failed === 0)
    return {
      ...counts,
      failed: 1,
      problem: `vitest ended with code ${exitCode} although no test failed`,
    }
  if (counts.passed + counts.failed + counts.skipped === 0)
    return { ...counts, failed: 1, problem: 'not one test was found' }
  return {
    ...counts,
    problem: null,
    failures: results.flatMap(failuresIn),
    failedFiles: results
      .map((file) => ({ path: file.name, counts: countFile(file) }))
      .filter((file) => file.counts.failed > 0),
  }
}

/**
 * What counts when the files that failed ran a second time, alone: the second run in the place of
 * their first. `onlyAlone` names what failed beside other work and passed alone, so that it is seen.
 */
export function countSecondRun(first, second) {
  const before = addCounts(first.failedFiles.map((file) => file.counts))
  const stillFailed = new Set((second.failedFiles ?? []).map((file) => file.path))
  return {
    passed: first.passed - before.passed + second.passed,
    failed: first.failed - before.failed + second.failed,
    skipped: first.skipped - before.skipped + second.skipped,
    problem: second.problem,
    failures: second.failures ?? [],
    onlyAlone: first.failures.filter(
      (failure) =>
        second.problem === null && ![...stillFailed].some((path) => failure.startsWith(path)),
    ),
  }
}

function failuresIn(file) {
  const tests = (file.assertionResults ?? []).filter((test) => test.status === 'failed')
  if (tests.length === 0)
    return file.status === 'failed' ? [oneFailure(file.name, file.message)] : []
  return tests.map((test) =>
    oneFailure(`${file.name} > ${test.fullName}`, test.failureMessages?.[0]),
  )
}

const oneFailure = (name, message) => `${name}: ${(message ?? '').split('\n')[0]}`

function parse(report) {
  try {
    const { testResults } = JSON.parse(report ?? '')
    return Array.isArray(testResults) ? testResults : null
  } catch {
    return null
  }
}

function countFile(file) {
  const tests = file.assertionResults ?? []
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length
  const failed = count('failed')
  // A file that broke outside its tests (while loading, or in a hook) is one failure even where no
  // test carries it.
  return {
    passed: count('passed'),
    failed: failed === 0 && file.status === 'failed' ? 1 : failed,
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  }
}
