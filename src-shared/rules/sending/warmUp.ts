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

/** What was sent in a stage: messages that servers took, and when the first of them left. */
export type StageSent = { accepted: number; firstAt: number | null }

/** When a stage is done, given what was sent in it; null while its amount was not. */
export const stageEnd = ({ accepted, firstAt }: StageSent, amount: number): number | null =>
  firstAt === null || accepted < amount ? null : firstAt + day

/** A warm-up that goes on while messages leave: what a forecast has to know. */
export type WarmingAccount = WarmingRate & { sent: StageSent }

/** Follows a warm-up through messages that are thought to leave. */
export class WarmUpCourse {
  #rate: WarmingRate
  #sent: StageSent

  constructor({ sent, ...rate }: WarmingAccount) {
    this.#rate = rate
    this.#sent = sent
  }

  get rate(): SendingRate {
    return warmedRate(this.#rate)
  }

  /**
   * Goes to the next stage where the present one is done by a moment.
   * @returns when it was done, or null if it was not
   */
  advance(by: number): number | null {
    const { warmUpStage, maxPerDay } = this.#rate
    const amount = stageAmount(warmUpStage, maxPerDay)
    if (warmUpStage === null || amount === null) return null
    const end = stageEnd(this.#sent, amount)
    if (end === null || end > by) return null
    this.#rate = { ...this.#rate, warmUpStage: warmUpStage + 1 }
    this.#sent = { accepted: 0, firstAt: null }
    return end
  }

  take(at: number): void {
    const { accepted, firstAt } = this.#sent
    this.#sent = { accepted: accepted + 1, firstAt: firstAt ?? at }
  }
}
