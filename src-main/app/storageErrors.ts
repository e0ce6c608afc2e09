// What the disk or the file puts in the way of a call, as a refusal.
import { apiError } from '#main/platform/apiError.ts'
import { codeOf, storageProblem } from '#main/platform/storageProblem.ts'

/**
 * A full disk or a damaged file can befall any call: told as such, and everything else as it came.
 */
export function asStorageError(error: unknown): unknown {
  const problem = storageProblem(error)
  return problem === null
    ? error
    : apiError(
        'CONFLICT',
        `storage_${problem}`,
        'The disk or the data file is in the way; nothing was changed.',
        { detail: codeOf(error) },
      )
}
