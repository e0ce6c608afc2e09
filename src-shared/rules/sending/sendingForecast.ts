// When messages leave through an account, by the same limits the sending thread keeps: at the earliest, for
// servers and networks can only be slower. Of an account that warms up: if servers take every message.
import { burst, evenGap, windowsOf, type SendingRate } from './sendingRates.ts'
import { nothingSent, WarmUpCourse, type WarmingAccount } from './warmUp.ts'

/** Limits, and how far the account's warm-up is, where it has one. */
export type ForecastRate = SendingRate & Partial<Pick<WarmingAccount, 'warmUpStage' | 'sent'>>

/** Messages that will leave through one account, one after another. */
export class ForecastLane {
  readonly #left: number[]
  readonly #course: WarmUpCourse
  readonly #early: number
  readonly #gap: number
  #windows: ReturnType<typeof windowsOf>
  #evenly: number
  #at: number

  /** @param moments when messages left through the account lately, in ascending order */
  constructor(rate: ForecastRate, moments: readonly number[], now: number) {
    const { warmUpStage = null, sent = nothingSent } = rate
    this.#course = new WarmUpCourse({ ...rate, warmUpStage, sent })
    this.#left = [...moments]
    this.#early = burst(rate)
    this.#gap = evenGap(rate)
    this.#windows = windowsOf(this.#course.rate)
    this.#evenly = moments.at(-1) ?? now
    this.#at = now
  }

  /** False for an account with a limit of none. */
  get canSend(): boolean {
    return this.#windows.every(({ most }) => most >= 1)
  }

  /** The earliest moment, not before another, at which one more may leave. */
  next(from: number): number {
    for (;;) {
      let at = Math.max(this.#at, from, Math.ceil(this.#evenly - this.#early))
      for (const { span, most } of this.#windows) {
        const blocking = this.#left[this.#left.length - most]
        if (blocking !== undefined) at = Math.max(at, blocking + span)
      }
      const stageDone = this.#course.advance(at)
      if (stageDone === null) return at
      this.#at = Math.max(this.#at, stageDone)
      this.#windows = windowsOf(this.#course.rate)
    }
  }

  /** One leaves at a moment that `next` gave. */
  take(at: number): void {
    this.#left.push(at)
    this.#course.take(at)
    this.#at = at
    this.#evenly = Math.max(this.#evenly, at) + this.#gap
  }
}
