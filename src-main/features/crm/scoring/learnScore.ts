// Learns from won and lost leads how likely an open one is to be won, and how far that can be
// trusted: the area under the ROC curve on leads the model has not seen, in five folds.
import { encodeRows, featuresOf, fitEncoding, type EncodedColumn } from './columnEncoding.ts'
import { areaError, areaUnderCurve, stratifiedFolds } from './crossValidation.ts'
import {
  judgeColumns,
  type ColumnChoices,
  type FactTable,
  type JudgedColumns,
  type UsableColumn,
} from './factTable.ts'
import { decisions, fitLogistic } from './logisticRegression.ts'

export const foldCount = 5
/** Leads of each kind below which nothing is learnt. */
export const leastOfEach = 30

/** What was learnt. Weights, means and counts stand by feature, see `featuresOf`. */
export type Learnt = {
  columns: EncodedColumn[]
  intercept: number
  weights: number[]
  /** Mean of each feature among the leads it was learnt from. */
  means: number[]
  /** Leads that have the feature. */
  counts: number[]
  /** How far each column moves the decision either way, on average: by column. */
  importance: number[]
}
export type Measured = {
  /** Mean over the folds. */
  auc: number
  folds: number[]
  /** Where it lies with a certainty of 95 %. */
  from: number
  to: number
}
export type Learning = {
  judged: Pick<JudgedColumns, 'leftOut' | 'suspicious'>
  /** Null: no column is left to learn from. */
  found: { learnt: Learnt; measured: Measured } | null
}

/** @returns null if there is no lead of each kind in a fold */
function crossValidate(
  columns: readonly UsableColumn[],
  labels: Uint8Array,
  isCancelled: () => boolean,
): Measured | null {
  const fold = stratifiedFolds(labels, foldCount)
  const folds: number[] = []
  for (let held = 0; held < foldCount && !isCancelled(); held++) {
    const rows = [...labels.keys()]
    const seen = rows.filter((row) => fold[row] !== held)
    const unseen = rows.filter((row) => fold[row] === held)
    // What stands for a column is learnt without the leads held back, too.
    const encoding = fitEncoding(columns, seen)
    const labelsOf = (some: readonly number[]) => Uint8Array.from(some, (row) => labels[row]!)
    const model = fitLogistic(encodeRows(encoding, columns, seen), labelsOf(seen))
    const auc = areaUnderCurve(
      decisions(encodeRows(encoding, columns, unseen), model),
      labelsOf(unseen),
    )
    if (auc === null) return null
    folds.push(auc)
  }
  const auc = folds.reduce((sum, one) => sum + one, 0) / folds.length
  const won = labels.reduce((sum, label) => sum + label, 0)
  const error = 1.96 * areaError(auc, won, labels.length - won)
  return { auc, folds, from: Math.max(0, auc - error), to: Math.min(1, auc + error) }
}

function learnAll(columns: readonly UsableColumn[], labels: Uint8Array): Learnt {
  const rows = [...labels.keys()]
  const encoding = fitEncoding(columns, rows)
  const design = encodeRows(encoding, columns, rows)
  const { intercept, weights } = fitLogistic(design, labels)
  const means = new Float64Array(encoding.featureCount)
  const counts = new Int32Array(encoding.featureCount)
  design.features.subarray(0, design.starts.at(-1)).forEach((feature, at) => {
    means[feature]! += design.values[at]! / rows.length
    counts[feature]!++
  })
  const columnOf = encoding.columns.flatMap((column, index) => featuresOf(column).map(() => index))
  const usual = encoding.columns.map((column) =>
    featuresOf(column).reduce(
      (sum, _, at) => sum + weights[column.first + at]! * means[column.first + at]!,
      0,
    ),
  )
  const importance = encoding.columns.map(() => 0)
  for (const row of rows) {
    const parts = usual.map((part) => -part)
    for (let at = design.starts[row]!; at < design.starts[row + 1]!; at++) {
      const feature = design.features[at]!
      parts[columnOf[feature]!]! += weights[feature]! * design.values[at]!
    }
    parts.forEach((part, index) => (importance[index]! += Math.abs(part) / rows.length))
  }
  return {
    columns: encoding.columns,
    intercept,
    weights: [...weights],
    means: [...means],
    counts: [...counts],
    importance,
  }
}

/**
 * Deterministic: the same leads in the same order give the same weights and the same area.
 * @param isCancelled asked between two fits: what comes then is of no use
 */
export function learnScore(
  table: FactTable,
  choices: ColumnChoices,
  isCancelled: () => boolean = () => false,
): Learning {
  const { used, suspicious, leftOut } = judgeColumns(table, choices)
  const labels = Uint8Array.from(table.labels)
  const { featureCount } = fitEncoding(used, [...labels.keys()])
  const measured = featureCount === 0 ? null : crossValidate(used, labels, isCancelled)
  return {
    judged: { leftOut, suspicious },
    found: measured === null ? null : { learnt: learnAll(used, labels), measured },
  }
}
