// L2-regularised logistic regression: minimises ½‖w‖² + C·Σ log(1 + exp(−y·(w·x + b))), b not
// penalised, which is the objective of scikit-learn's LogisticRegression with its defaults. It is
// strictly convex: there is one solution, and the gradient says how near it is.

/** Rows of which most features are 0: those of row `r` stand from `starts[r]` to `starts[r + 1]`. */
export type Design = {
  featureCount: number
  starts: Int32Array
  features: Int32Array
  values: Float64Array
}

export type Weights = { intercept: number; weights: Float64Array }

/** Newton's steps: a handful is enough, unless numbers are beyond what a double holds. */
const maxSteps = 100
/**
 * By how much a step may lower the objective for it to have been the last one: Newton's method is so
 * near then that this step ends at the limit of what doubles hold.
 */
const lastGain = 1e-9
/** What rounding may add to the objective, as a share of it. */
const rounding = 1e-12

const rowCount = (design: Design) => design.starts.length - 1

/** What each row's features add up to, before it becomes a probability. */
export function decisions(design: Design, { intercept, weights }: Weights): Float64Array {
  const { starts, features, values } = design
  const sums = new Float64Array(rowCount(design)).fill(intercept)
  for (let row = 0; row < sums.length; row++) {
    const end = starts[row + 1]!
    let sum = intercept
    for (let at = starts[row]!; at < end; at++) sum += weights[features[at]!]! * values[at]!
    sums[row] = sum
  }
  return sums
}

export const probabilityOf = (decision: number): number => 1 / (1 + Math.exp(-decision))

/** log(1 + exp(x)) without overflow. */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))

/** What is minimised. @param labels 1: won, 0: lost */
export function objective(
  design: Design,
  labels: Uint8Array,
  model: Weights,
  inverseStrength = 1,
): number {
  let loss = 0
  decisions(design, model).forEach((decision, row) => {
    loss += softplus(labels[row] === 1 ? -decision : decision)
  })
  let penalty = 0
  for (const weight of model.weights) penalty += weight * weight
  return inverseStrength * loss + penalty / 2
}

/** Its gradient: the weights' parts, then that of the intercept. */
export function gradient(
  design: Design,
  labels: Uint8Array,
  model: Weights,
  inverseStrength = 1,
): Float64Array {
  const { starts, features, values, featureCount } = design
  const slope = new Float64Array(featureCount + 1)
  decisions(design, model).forEach((decision, row) => {
    const error = inverseStrength * (probabilityOf(decision) - labels[row]!)
    const end = starts[row + 1]!
    for (let at = starts[row]!; at < end; at++) slope[features[at]!]! += error * values[at]!
    slope[featureCount]! += error
  })
  for (let feature = 0; feature < featureCount; feature++)
    slope[feature]! += model.weights[feature]!
  return slope
}

/** The lower half of the matrix of second derivatives, row by row. */
function curvature(design: Design, model: Weights, inverseStrength: number): Float64Array {
  const { starts, features, values, featureCount } = design
  const size = featureCount + 1
  const matrix = new Float64Array(size * size)
  decisions(design, model).forEach((decision, row) => {
    const probability = probabilityOf(decision)
    const weight = inverseStrength * probability * (1 - probability)
    const [start, end] = [starts[row]!, starts[row + 1]!]
    for (let at = start; at < end; at++) {
      const weighted = weight * values[at]!
      const line = features[at]! * size
      // Features of a row stand in ascending order.
      for (let other = start; other <= at; other++)
        matrix[line + features[other]!]! += weighted * values[other]!
      matrix[featureCount * size + features[at]!]! += weighted
    }
    matrix[size * size - 1]! += weight
  })
  for (let feature = 0; feature < featureCount; feature++) matrix[feature * (size + 1)]! += 1
  // An intercept that nothing bends (all probabilities 0 or 1) still has a step to take.
  matrix[size * size - 1]! += 1e-12
  return matrix
}

/** Solves `matrix · x = side` by Cholesky's decomposition, in place. */
function solve(matrix: Float64Array, side: Float64Array): Float64Array {
  const size = side.length
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!
      for (let at = 0; at < column; at++)
        sum -= matrix[row * size + at]! * matrix[column * size + at]!
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[column * (size + 1)]!
    }
  const solution = Float64Array.from(side)
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++) solution[row]! -= matrix[row * size + at]! * solution[at]!
    solution[row]! /= matrix[row * (size + 1)]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++)
      solution[row]! -= matrix[at * size + row]! * solution[at]!
    solution[row]! /= matrix[row * (size + 1)]!
  }
  return solution
}

/**
 * The weights that minimise the objective, by Newton's method with halved steps where a whole one
 * would go too far. The same rows give the same weights.
 * @param labels 1: won, 0: lost
 */
export function fitLogistic(design: Design, labels: Uint8Array, inverseStrength = 1): Weights {
  const { featureCount } = design
  let model: Weights = { intercept: 0, weights: new Float64Array(featureCount) }
  let value = objective(design, labels, model, inverseStrength)
  for (let step = 0; step < maxSteps; step++) {
    const slope = gradient(design, labels, model, inverseStrength)
    const direction = solve(curvature(design, model, inverseStrength), slope)
    const moved = (share: number): Weights => ({
      intercept: model.intercept - share * direction[featureCount]!,
      weights: model.weights.map((weight, feature) => weight - share * direction[feature]!),
    })
    let share = 1
    let next = moved(share)
    let nextValue = objective(design, labels, next, inverseStrength)
    const highest = value + rounding * Math.abs(value)
    while (nextValue > highest && share > 1e-6) {
      share /= 2
      next = moved(share)
      nextValue = objective(design, labels, next, inverseStrength)
    }
    if (nextValue > highest) break
    model = next
    value = nextValue
    const gain = slope.reduce((sum, part, feature) => sum + part * direction[feature]!, 0) / 2
    if (gain < lastGain) break
  }
  return model
}
