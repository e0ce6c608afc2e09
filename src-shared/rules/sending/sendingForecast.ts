// When a number of messages will have left, by the same limits the sending thread keeps: at the
// earliest, for servers and networks can only be slower.
import { burst, evenGap, SendingWindows, type SendingRate } from './sendingRates.ts'

export type SendingForecast = {
  /** When the first and the last of them leave, at the earliest; in milliseconds. */
  firstAt: number
  lastAt: number
}

/** More than anybody waits for. */
export const mostForecast = 1_000_000

/**
 * Null if they would never leave, or are more than can be told.
 * @param moments when messages left through the account lately, in ascending order
 * @param count how many are to leave, those that wait before them included
 */
export function forecastSending(
  count: number,
  rate: SendingRate,
  moments: number[],
  now: number,
): SendingForecast | null {
  if (count < 1 || count > mostForecast) return null
  const windows = new SendingWindows([...moments])
  const early = burst(rate)
  const gap = evenGap(rate)
  let evenly = windows.last() ?? now
  let firstAt = 0
  let at = now
  for (let sent = 0; sent < count; sent += 1) {
    const wait = Math.max(windows.wait(at, rate), Math.ceil(evenly - at - early))
    if (!Number.isFinite(wait)) return null
    at += Math.max(0, wait)
    windows.take(at)
    evenly = Math.max(evenly, at) + gap
    if (sent === 0) firstAt = at
  }
  return { firstAt, lastAt: at }
}
