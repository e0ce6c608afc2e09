// How well a model tells won from lost leads that it has not seen: stratified folds, the same ones
// every time, and the area under the ROC curve by its exact rank formula.

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * The fold of each row, from 0: each fold has its share of both classes, to one row.
 * @param labels 1: won, 0: lost
 */
export function stratifiedFolds(labels: Uint8Array, folds: number, seed = 1): Uint8Array {
  const random = randomNumbers(seed)
  const fold = new Uint8Array(labels.length)
  let dealt = 0
  for (const label of [0, 1]) {
    const rows = [...labels.keys()].filter((row) => labels[row] === label)
    for (let at = rows.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[rows[at], rows[other]] = [rows[other]!, rows[at]!]
    }
    for (const row of rows) fold[row] = dealt++ % folds
  }
  return fold
}

/**
 * The area under the ROC curve: how often a won lead stands above a lost one, of all pairs; equal
 * ones count half. @returns null without a lead of each kind
 */
export function areaUnderCurve(
  scores: readonly number[] | Float64Array,
  labels: ArrayLike<number>,
): number | null {
  const of = (label: number) =>
    Float64Array.from(scores.filter((_, row) => labels[row] === label)).sort()
  const [lost, won] = [of(0), of(1)]
  if (won.length === 0 || lost.length === 0) return null
  // Rank sums of whole and half numbers: exact far beyond any number of leads.
  let [below, upTo, sum] = [0, 0, 0]
  for (const score of won) {
    while (below < lost.length && lost[below]! < score) below++
    while (upTo < lost.length && lost[upTo]! <= score) upTo++
    sum += (below + upTo) / 2
  }
  return sum / (won.length * lost.length)
}

/**
 * The standard error of an area under the curve (Hanley and McNeil, Radiology 1982).
 * @param won how many leads of each kind it was measured on
 */
export function areaError(area: number, won: number, lost: number): number {
  const twoWon = area / (2 - area)
  const twoLost = (2 * area * area) / (1 + area)
  const variance =
    area * (1 - area) + (won - 1) * (twoWon - area * area) + (lost - 1) * (twoLost - area * area)
  return Math.sqrt(Math.max(0, variance) / (won * lost))
}
