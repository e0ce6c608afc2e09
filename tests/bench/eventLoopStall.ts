// The longest time the thread that serves the window did not come round, while something else was
// going on.
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** @returns the result, and the longest stall in milliseconds */
export async function withStallMeasured<T>(
  work: () => Promise<T>,
): Promise<{ result: T; stall: number }> {
  // The timer itself wakes every millisecond; what exceeds that is time the loop was held.
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.enable()
  const result = await work()
  delay.disable()
  return { result, stall: Math.max(0, delay.max / 1e6 - 1) }
}
