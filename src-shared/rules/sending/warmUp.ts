// How an account that is new, or of a new domain, comes to its full volume: in stages of a day each,
// so that servers which do not know it yet see it grow.
import { day, type SendingRate } from './sendingRates.ts'

/** Messages in any 24 hours, stage by stage: those of small businesses, who write to hundreds. */
export const warmUpStages = [20, 50, 100, 200, 400] as const

/** An account as far as its limits go; a stage counts from 1, null is without warm-up. */
export type WarmingRate = SendingRate & { warmUpStage: number | null }

/** The stages an account goes through: those that its own limit of a day leaves. */
export const stagesBelow = (maxPerDay: number | null): number[] =>
  warmUpStages.filter((most) => maxPerDay === null || most < maxPerDay)

/** Messages of a stage; null where it is none, and the account's own limit counts. */
export const stageAmount = (stage: number | null, maxPerDay: number | null): number | null =>
  stage === null ? null : (stagesBelow(maxPerDay)[stage - 1] ?? null)

/** The limits of an account as they count now. */
export function warmedRate(account: WarmingRate): SendingRate {
  const { maxPerMinute, maxPerHour, maxPerDay, warmUpStage } = account
  return { maxPerMinute, maxPerHour, maxPerDay: stageAmount(warmUpStage, maxPerDay) ?? maxPerDay }
}

/**
 * What was sent in a stage: messages that servers took, and when messages were tried, in ascending order.
 * Who tried as many as it allows grew to it, even where a server put a few of them off.
 */
export type StageSent = { accepted: number; tried: readonly number[] }
export const nothingSent: StageSent = { accepted: 0, tried: [] }

/** When the first 24 hours began in which the whole amount was tried; null while there are none. */
function fullSince(tried: readonly number[], amount: number): number | null {
  const first = tried.find((at, index) => {
    const last = tried[index + amount - 1]
    return last !== undefined && last - at < day
  })
  return first ?? null
}

/**
 * When a stage is done, given what was sent in it: 24 hours after the first message of those 24 hours
 * in which its amount was tried. Null before that, and while servers took less: a few a day never add up.
 */
export function stageEnd({ accepted, tried }: StageSent, amount: number): number | null {
  const since = accepted < amount ? null : fullSince(tried, amount)
  return since === null ? null : since + day
}

/** When a stage may be done at the earliest; null while nothing was tried that counts for it now. */
export function stageSoonest(sent: StageSent, amount: number, now: number): number | null {
  const lately = sent.tried.find((at) => at > now - day)
  return stageEnd(sent, amount) ?? (lately === undefined ? null : lately + day)
}

/** A warm-up that goes on while messages leave: what a forecast has to know. */
export type WarmingAccount = WarmingRate & { sent: StageSent }

/** Follows a warm-up through messages that are thought to leave. */
export class WarmUpCourse {
  #rate: WarmingRate
  #accepted: number
  #tried: number[]
  #fullSince: number | null

  constructor({ sent, ...rate }: WarmingAccount) {
    this.#rate = rate
    this.#accepted = sent.accepted
    this.#tried = [...sent.tried]
    const amount = this.#amount
    this.#fullSince = amount === null ? null : fullSince(sent.tried, amount)
  }

  get #amount(): number | null {
    return stageAmount(this.#rate.warmUpStage, this.#rate.maxPerDay)
  }

  get rate(): SendingRate {
    return warmedRate(this.#rate)
  }

  /**
   * Goes to the next stage where the present one is done by a moment.
   * @returns when it was done, or null if it was not
   */
  advance(by: number): number | null {
    const { warmUpStage } = this.#rate
    const amount = this.#amount
    if (warmUpStage === null || amount === null) return null
    if (this.#accepted < amount || this.#fullSince === null) return null
    const end = this.#fullSince + day
    if (end > by) return null
    this.#rate = { ...this.#rate, warmUpStage: warmUpStage + 1 }
    this.#accepted = 0
    this.#tried = []
    this.#fullSince = null
    return end
  }

  take(at: number): void {
    const amount = this.#amount
    if (amount === null) return
    this.#accepted += 1
    this.#tried.push(at)
    const first = this.#tried.at(-amount)
    if (first !== undefined && at - first < day) this.#fullSince ??= first
  }
}
