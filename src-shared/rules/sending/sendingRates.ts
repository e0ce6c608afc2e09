// How many messages an account may send in a minute, an hour and a day: limits over any span of that
// length, wherever it begins. Who sends and who says when it will be finished count by this alone.

export type SendingRate = {
  maxPerMinute: number
  /** Null for no limit. */
  maxPerHour: number | null
  maxPerDay: number | null
}

const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** The limits of a rate: no more than `most` in any `span` milliseconds. */
export const windowsOf = ({ maxPerMinute, maxPerHour, maxPerDay }: SendingRate) => [
  { span: minute, most: maxPerMinute },
  { span: hour, most: maxPerHour ?? Infinity },
  { span: day, most: maxPerDay ?? Infinity },
]

/** How far back messages matter, in milliseconds. */
export const longestSpan = ({ maxPerHour, maxPerDay }: SendingRate): number =>
  maxPerDay !== null ? day : maxPerHour !== null ? hour : minute

/** Messages that leave before the one that is asked about, and in how many milliseconds it will leave. */
type Ahead = { before: number; lead: number }
const nothingAhead: Ahead = { before: 0, lead: 0 }

/** Moments messages left at, counted over every span of a rate. */
export class SendingWindows {
  #moments: number[]
  #first = 0
  #rate: SendingRate | null = null
  #windows: ReturnType<typeof windowsOf> = []

  /** @param moments in ascending order */
  constructor(moments: number[] = []) {
    this.#moments = moments
  }

  /** Milliseconds until one more may leave; 0 for now. */
  wait(now: number, rate: SendingRate, { before, lead } = nothingAhead): number {
    this.#forget(now - longestSpan(rate))
    let wait = 0
    for (const { span, most } of this.#windowsOf(rate)) {
      // Nothing may leave through an account with a limit of none, and nobody knows when one that is
      // full of what has not left yet has room.
      if (most < 1 || before >= most) return Infinity
      const blocking = this.#moments.length + before - most
      if (blocking >= this.#first)
        wait = Math.max(wait, (this.#moments[blocking] as number) + span - lead - now)
    }
    return Math.max(0, Math.ceil(wait))
  }

  /** How many may leave now, counting no further than `most`. */
  room(now: number, rate: SendingRate, most: number, ahead = nothingAhead): number {
    if (this.wait(now, rate, ahead) > 0) return 0
    return this.#windowsOf(rate).reduce((room, window) => {
      const still = this.#countSince(now + ahead.lead - window.span)
      return Math.min(room, window.most - still - ahead.before)
    }, most)
  }

  take(now: number): void {
    // A clock that was set back must not leave a moment behind a later one.
    this.#moments.push(Math.max(now, this.#moments.at(-1) ?? now))
  }

  /** Made once for each rate: they are asked for with every message. */
  #windowsOf(rate: SendingRate): ReturnType<typeof windowsOf> {
    if (rate !== this.#rate) this.#windows = windowsOf(rate)
    this.#rate = rate
    return this.#windows
  }

  /** Messages after a moment. */
  #countSince(moment: number): number {
    let low = this.#first
    let high = this.#moments.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#moments[middle] as number) > moment) high = middle
      else low = middle + 1
    }
    return this.#moments.length - low
  }

  #forget(moment: number): void {
    while (this.#first < this.#moments.length && (this.#moments[this.#first] as number) <= moment)
      this.#first += 1
    if (this.#first > 10_000) {
      this.#moments = this.#moments.slice(this.#first)
      this.#first = 0
    }
  }
}

/** Milliseconds between two messages that are spread evenly over a minute. */
export const evenGap = ({ maxPerMinute }: SendingRate): number => minute / maxPerMinute

/**
 * Milliseconds by which messages may leave too early: a second's worth may leave at once, so that
 * short waits of the disk or the server do not slow the whole down.
 */
export const burst = (rate: SendingRate): number => Math.max(0, 1_000 - evenGap(rate))
