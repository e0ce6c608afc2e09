// Waiting that can be cut short: connections sleep here until there is work or their time has come.

export type Signal = {
  /** Resolves after `milliseconds`, or sooner when `notify` is called. */
  wait(milliseconds: number): Promise<void>
  notify(): void
}

/**
 * Timers hold no longer time than this, whatever is asked: after a jump of the clock everybody
 * looks again soon.
 */
const maxWait = 30_000

export function createSignal(): Signal {
  const sleepers = new Set<() => void>()
  return {
    wait(milliseconds) {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          sleepers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, Math.max(1, Math.min(milliseconds, maxWait)))
        sleepers.add(wake)
      })
    },
    notify() {
      for (const wake of [...sleepers]) wake()
    },
  }
}
