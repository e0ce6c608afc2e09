// When to try again: after trouble with a server, and after a "not now" for one message.
import type { AccountTrouble } from './smtpReply.ts'

const minute = 60_000
const hour = 60 * minute

const networkSteps = [30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute]
const rateSteps = [minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute]
const messageSteps = [
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
]

/**
 * The longest wait a message can be given: a later moment in the database can only come from a
 * clock that was wrong.
 */
export const maxMessageWait = 12 * hour
/**
 * After a sending quota is used up, the server is asked again at this interval: nobody says when
 * its window opens.
 */
export const quotaWait = hour

/**
 * Milliseconds until the account is tried again after its `failures`-th failure in a row, spread by
 * ±20 %.
 */
export function accountWait(
  reason: AccountTrouble,
  failures: number,
  random: () => number = Math.random,
): number {
  if (reason === 'quota') return quotaWait
  const steps = reason === 'rate' ? rateSteps : networkSteps
  const step = steps[Math.min(Math.max(failures, 1), steps.length) - 1] as number
  return Math.round(step * (0.8 + 0.4 * random()))
}

const giveUpAfter = { message: 48 * hour, mailbox: 24 * hour, protocol: 48 * hour } as const
const maxAttempts = { message: Infinity, mailbox: Infinity, protocol: 3 } as const

/**
 * @param attempts attempts made so far, this one included
 * @param sinceFirst milliseconds since the first of them
 * @returns milliseconds to wait, or null if it is time to give up
 */
export function messageWait(
  ladder: keyof typeof giveUpAfter,
  attempts: number,
  sinceFirst: number,
  reply: string,
): number | null {
  if (attempts >= maxAttempts[ladder] || sinceFirst >= giveUpAfter[ladder]) return null
  const step = messageSteps[Math.min(Math.max(attempts, 1), messageSteps.length) - 1] as number
  return Math.min(Math.max(askedWait(reply), step), maxMessageWait)
}

/** The wait a server names itself (`try again in 300 seconds`), or 0. */
function askedWait(reply: string): number {
  const asked = /\b(\d{1,5})\s*(s|sec|secs|seconds?|m|min|mins|minutes?)\b/i.exec(reply)
  if (asked === null) return 0
  return Number(asked[1]) * ((asked[2] as string).toLowerCase().startsWith('s') ? 1_000 : minute)
}
