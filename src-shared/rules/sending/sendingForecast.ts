// When a number of messages will have left, by the same limits the sending thread keeps: at the
// earliest, for servers and networks can only be slower.
import { burst, evenGap, windowsOf, type SendingRate } from './sendingRates.ts'

/** More than anybody waits for. */
const mostForecast = 1_000_000

type Sending = {
  /** How many leave before those that are asked about, from now on. */
  waiting: number
  /** How many are asked about. */
  messages: number
  /** Before when none of these leaves, in milliseconds. */
  from: number
}

/**
 * The moment the last message leaves, at the earliest; null if it never would, or they are more than
 * can be told.
 * @param moments when messages left through the account lately, in ascending order
 */
export function forecastSending(
  { waiting, messages, from }: Sending,
  rate: SendingRate,
  moments: number[],
  now: number,
): number | null {
  const windows = windowsOf(rate)
  if (messages < 1 || waiting + messages > mostForecast) return null
  if (windows.some(({ most }) => most < 1)) return null
  const left = new Float64Array(moments.length + waiting + messages)
  left.set(moments)
  const early = burst(rate)
  const gap = evenGap(rate)
  let evenly = moments.at(-1) ?? now
  let at = now
  for (let next = moments.length; next < left.length; next += 1) {
    if (next === moments.length + waiting) at = Math.max(at, from)
    at = Math.max(at, Math.ceil(evenly - early))
    for (const { span, most } of windows)
      if (next >= most) at = Math.max(at, (left[next - most] as number) + span)
    left[next] = at
    evenly = Math.max(evenly, at) + gap
  }
  return at
}
