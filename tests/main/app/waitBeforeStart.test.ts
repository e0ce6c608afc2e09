// How long a job that cannot start waits before it is tried again.
import { expect, test } from 'vitest'
import { waitBeforeStart } from '#main/app/runningJobs.ts'

test('a job that goes on failing at its start is tried less and less often, and at least four times an hour', () => {
  const waits = Array.from({ length: 12 }, (_, tries) => waitBeforeStart(tries + 1) / 1_000)
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900, 900])
})
