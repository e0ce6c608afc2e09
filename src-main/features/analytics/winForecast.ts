// What the open leads may bring, as an estimate: how often leads of a stage were won, and a
// simulation of how uncertain that leaves the sum.

/** Half-width of an 80 % interval, in standard deviations. */
const eightyPercent = 1.2815515655446004
export const draws = 1_000
/**
 * Up to this many leads with a value are drawn one by one; the sum of more is drawn at once, as a
 * normal distribution.
 */
export const drawnOneByOne = 300
/** Any fixed number: the same leads give the same estimate each time it is read. */
const seed = 20_261_122

export type StageHistory = { won: number; lost: number }
/**
 * Open leads of a stage: sum of values and of their squares (in whole units), and the values where
 * they are few.
 */
export type StageValues = StageHistory & { value: number; squares: number; values: number[] | null }

/** Share won of those closed, with its 80 % Wilson score interval. `won + lost` is at least 1. */
export function winRate({ won, lost }: StageHistory): { value: number; low: number; high: number } {
  const closed = won + lost
  const share = won / closed
  const squared = eightyPercent ** 2
  const middle = (share + squared / (2 * closed)) / (1 + squared / closed)
  const half =
    (eightyPercent / (1 + squared / closed)) *
    Math.sqrt((share * (1 - share)) / closed + squared / (4 * closed ** 2))
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Mean of the Beta posterior after the history, from Jeffreys' prior (½, ½). */
export const meanRate = ({ won, lost }: StageHistory): number => (won + 0.5) / (won + lost + 1)

/**
 * The sum won: its mean, exactly, and the middle 80 % of simulated sums. Each draw takes a win rate
 * a stage from its Beta posterior,
 * then which leads are won at that rate.
 */
export function forecastSum(stages: StageValues[]): {
  expected: number
  low: number
  high: number
} {
  const random = generator(seed)
  const sums = Array.from({ length: draws }, () =>
    stages.reduce((sum, stage) => sum + drawStage(stage, random), 0),
  ).sort((one, other) => one - other)
  const quantile = (share: number) => sums[Math.min(draws - 1, Math.floor(draws * share))] ?? 0
  return {
    expected: stages.reduce((sum, stage) => sum + stage.value * meanRate(stage), 0),
    low: quantile(0.1),
    high: quantile(0.9),
  }
}

type Random = () => number

function drawStage({ won, lost, value, squares, values }: StageValues, random: Random): number {
  const rate = beta(won + 0.5, lost + 0.5, random)
  if (values !== null) return values.reduce((sum, one) => (random() < rate ? sum + one : sum), 0)
  const spread = Math.sqrt(rate * (1 - rate) * squares)
  return Math.min(value, Math.max(0, rate * value + spread * normal(random)))
}

/**
 * A small generator of numbers from 0 to 1 (mulberry32): repeatable, and good enough for quantiles.
 */
function generator(start: number): Random {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function beta(a: number, b: number, random: Random): number {
  const one = gamma(a, random)
  return one / (one + gamma(b, random))
}

/** Marsaglia and Tsang's method; shapes below 1 by way of the next one up. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
