// Which account takes which of a number of messages, and when: each takes the next as soon as its limits
// let it, as the sending thread does.
import { ForecastLane, type ForecastRate } from './sendingForecast.ts'

/** More than anybody waits for. */
const mostForecast = 1_000_000

export type PlannedLane = {
  rate: ForecastRate
  /** When messages left through the account lately, in ascending order. */
  moments: readonly number[]
  /** Before when nothing leaves through it, in milliseconds; infinite while it is blocked. */
  from: number
}

export type PlannedGroup = {
  messages: number
  /** Which lanes may take them. */
  lanes: readonly number[]
  /** Before when none of them leaves, in milliseconds. */
  from: number
}

/**
 * Groups leave one after another.
 * @param leaves is told each message of each group: when, and through which lane
 * @returns when the last of all leaves at the earliest; null if it never would, or they are too many
 */
export function planSending(
  lanes: readonly PlannedLane[],
  groups: readonly PlannedGroup[],
  now: number,
  leaves: (group: number, lane: number, at: number) => void = () => undefined,
): number | null {
  if (groups.reduce((sum, { messages }) => sum + messages, 0) > mostForecast) return null
  const made = lanes.map(({ rate, moments }) => new ForecastLane(rate, moments, now))
  let last = now
  for (const [index, group] of groups.entries()) {
    const usable = group.lanes.filter(
      (lane) => made[lane]?.canSend === true && Number.isFinite(lanes[lane]?.from),
    )
    if (usable.length === 0 && group.messages > 0) return null
    const nextOf = (lane: number) =>
      (made[lane] as ForecastLane).next(Math.max(group.from, lanes[lane]?.from ?? 0))
    const next = new Map(usable.map((lane) => [lane, nextOf(lane)]))
    for (let count = 0; count < group.messages; count += 1) {
      const [lane, at] = earliest(next)
      ;(made[lane] as ForecastLane).take(at)
      leaves(index, lane, at)
      last = Math.max(last, at)
      next.set(lane, nextOf(lane))
    }
  }
  return last
}

function earliest(next: ReadonlyMap<number, number>): [lane: number, at: number] {
  let found: [number, number] = [-1, Infinity]
  for (const [lane, at] of next) if (at < found[1]) found = [lane, at]
  return found
}
