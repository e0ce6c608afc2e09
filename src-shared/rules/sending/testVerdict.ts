// What the answers to two versions of a message say: how probable it is that one does better.
import type { Variant } from './testSplit.ts'

/** Messages that a server accepted, and how many of them had the answer that is counted. */
export type Answers = { accepted: number; answered: number }

/** From this probability on, the better version is taken as known. */
export const clearFrom = 0.9

/**
 * How probable it is that B's rate of answers is above A's. Each rate is unknown between 0 and 1, all
 * of them as likely before anything was sent (a uniform prior), so that afterwards it has a Beta
 * distribution with answered + 1 and unanswered + 1. The sum is exact, no simulation: for whole numbers
 * P(B > A) = Σ over i ≤ answers of B of B(a + i, b + d) / ((d + i) · B(1 + i, d) · B(a, b)), where A is
 * Beta(a, b) and B is Beta(c, d) (Evan Miller, "Formulas for Bayesian A/B Testing", 2014). Each term is
 * had from the one before it, the first from a product of whole numbers; their logarithms keep small
 * ones from vanishing.
 * @returns 0 to 1; null while a version has no accepted message: nothing was measured
 */
export function probabilityOfB(versionA: Answers, versionB: Answers): number | null {
  if (versionA.accepted === 0 || versionB.accepted === 0) return null
  const [a, b] = [versionA.answered + 1, versionA.accepted - versionA.answered + 1]
  const [c, d] = [versionB.answered + 1, versionB.accepted - versionB.answered + 1]
  let term = 0
  for (let j = 0; j < a; j += 1) term += Math.log((b + j) / (b + d + j))
  let sum = 0
  for (let i = 0; i < c; i += 1) {
    sum += Math.exp(term)
    term += Math.log(((a + i) * (d + i)) / ((a + b + d + i) * (1 + i)))
  }
  return Math.min(1, sum)
}

/** `none`: a version has no accepted message. `unclear`: neither is known to do better. */
export type Evidence = 'none' | 'unclear' | 'clear'

export type TestVerdict = {
  evidence: Evidence
  /** The version that does better so far; null where neither does, or nothing was measured. */
  leading: Variant | null
  /** How probable it is that it does better; of B where neither leads. Null where nothing was measured. */
  probability: number | null
}

/** What can be said of a test at this moment. */
export function judgeTest(versionA: Answers, versionB: Answers): TestVerdict {
  const ofB = probabilityOfB(versionA, versionB)
  if (ofB === null) return { evidence: 'none', leading: null, probability: null }
  const isEven = versionA.answered * versionB.accepted === versionB.answered * versionA.accepted
  if (isEven) return { evidence: 'unclear', leading: null, probability: ofB }
  const leading = ofB > 0.5 ? 'B' : 'A'
  const probability = leading === 'B' ? ofB : 1 - ofB
  return { evidence: probability >= clearFrom ? 'clear' : 'unclear', leading, probability }
}
