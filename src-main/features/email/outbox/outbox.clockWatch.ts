// Notices that the machine slept or its clock was changed: wall clock and running time no longer
// agree, or time passed unseen.

export type ClockWatch = {
  /** @returns true once after each jump */
  jumped(now: number): boolean
}

export function createClockWatch(
  limit: number,
  monotonic: () => number = () => performance.now(),
): ClockWatch {
  let last: { wall: number; running: number } | null = null
  return {
    jumped(now) {
      const running = monotonic()
      const before = last
      last = { wall: now, running }
      if (before === null) return false
      const wallPassed = now - before.wall
      const runningPassed = running - before.running
      return Math.abs(wallPassed - runningPassed) > limit || runningPassed > limit
    },
  }
}
