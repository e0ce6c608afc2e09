// Columns as the numbers a model adds up: standardised sizes, one feature a value, missing values as
// a feature of their own, rare values together.
import type { Design } from './logisticRegression.ts'
import { countValues, leastLeads, numberIn, type UsableColumn } from './factTable.ts'
import type { FactValue } from './leadFacts.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { z } from 'zod'

/** What a column became: its features stand in this order, from `first`. */
export const EncodedColumn = z.object({
  id: z.string(),
  kind: z.enum(['number', 'category', 'set']),
  first: z.int(),
  /** Null: it is no number, or all are the same. */
  size: z.object({ mean: z.number(), deviation: z.number() }).nullable(),
  values: z.array(z.object({ key: z.string(), spelling: z.string() })),
  hasOther: z.boolean(),
  hasMissing: z.boolean(),
})
export type EncodedColumn = z.infer<typeof EncodedColumn>

export type FeatureRole = 'size' | 'value' | 'other' | 'missing'
/** The features of a column, from its first. */
export function featuresOf(column: EncodedColumn): { role: FeatureRole; value: string | null }[] {
  return [
    ...(column.size === null ? [] : [{ role: 'size' as const, value: null }]),
    ...column.values.map(({ spelling }) => ({ role: 'value' as const, value: spelling })),
    ...(column.hasOther ? [{ role: 'other' as const, value: null }] : []),
    ...(column.hasMissing ? [{ role: 'missing' as const, value: null }] : []),
  ]
}

/** The most features of all columns together, and values of one column. */
const maxFeatures = 600
const mostValues = { category: 100, set: 60 }

function fitColumn(
  column: UsableColumn,
  rows: readonly number[],
  shareOfValues: number,
): Omit<EncodedColumn, 'first'> {
  const missing = rows.filter((row) => column.values[row] === null).length
  const base = {
    id: column.id,
    kind: column.kind,
    hasMissing: missing > 0 && missing < rows.length,
  }
  if (column.kind === 'number') {
    const filled = rows.length - missing
    let sum = 0
    for (const row of rows) sum += column.values[row] ?? 0
    const mean = filled === 0 ? 0 : sum / filled
    let squares = 0
    for (const row of rows) squares += ((column.values[row] ?? mean) - mean) ** 2
    const deviation = filled === 0 ? 0 : Math.sqrt(squares / filled)
    const isSized = Number.isFinite(deviation) && deviation > 1e-12 * Math.max(1, Math.abs(mean))
    return { ...base, size: isSized ? { mean, deviation } : null, values: [], hasOther: false }
  }
  const counts = [...countValues(column, rows)].sort(
    ([one, n], [other, m]) => m - n || (one < other ? -1 : 1),
  )
  const kept = counts
    .filter(([, count]) => count >= leastLeads)
    .slice(0, Math.max(2, Math.floor(mostValues[column.kind] * shareOfValues)))
  return {
    ...base,
    size: null,
    values: kept.map(([key]) => ({ key, spelling: column.spellings.get(key) ?? key })),
    hasOther: column.kind === 'category' && kept.length < counts.length,
  }
}

export type Encoding = { columns: EncodedColumn[]; featureCount: number }

/** How columns become features, learnt from some of the rows. */
export function fitEncoding(columns: readonly UsableColumn[], rows: readonly number[]): Encoding {
  for (let shareOfValues = 1; ; shareOfValues /= 2) {
    let first = 0
    const encoded = columns.map((column) => {
      const one = { ...fitColumn(column, rows, shareOfValues), first }
      first += featuresOf(one).length
      return one
    })
    // Columns are at most 250, so that two values each are not too many by far.
    if (first <= maxFeatures || shareOfValues < 0.02)
      return { columns: encoded, featureCount: first }
  }
}

type Emit = (feature: number, value: number) => void

/** Where the features of a column stand, looked up at each row. */
const placesOf = (column: EncodedColumn) => ({
  values: new Map(column.values.map(({ key }, at) => [key, column.first + at])),
  last: column.first + featuresOf(column).length - 1,
})

/** Tells the features of one value that are not 0, in ascending order. */
function encodeValue(
  column: EncodedColumn,
  { values, last }: ReturnType<typeof placesOf>,
  value: number | string | readonly string[] | null,
  emit: Emit,
): void {
  if (value === null) {
    if (column.hasMissing) emit(last, 1)
  } else if (typeof value === 'number') {
    if (column.size !== null) emit(column.first, (value - column.size.mean) / column.size.deviation)
  } else if (typeof value === 'string') {
    const place = values.get(value)
    if (place !== undefined) emit(place, 1)
    else if (column.hasOther) emit(column.first + column.values.length, 1)
  } else {
    const found = value.flatMap((one) => values.get(one) ?? [])
    for (const place of found.sort((one, other) => one - other)) emit(place, 1)
  }
}

/** Rows of a table of columns as a model takes them. */
export function encodeRows(
  { columns: encoded, featureCount }: Encoding,
  columns: readonly UsableColumn[],
  rows: readonly number[],
): Design {
  const starts = new Int32Array(rows.length + 1)
  let features = new Int32Array(rows.length * (columns.length + 4))
  let values = new Float64Array(features.length)
  const places = encoded.map(placesOf)
  let filled = 0
  const emit: Emit = (feature, value) => {
    if (filled === features.length) {
      const [wider, longer] = [new Int32Array(filled * 2 + 16), new Float64Array(filled * 2 + 16)]
      wider.set(features)
      longer.set(values)
      ;[features, values] = [wider, longer]
    }
    features[filled] = feature
    values[filled] = value
    filled++
  }
  rows.forEach((row, at) => {
    columns.forEach((column, index) =>
      encodeValue(encoded[index]!, places[index]!, column.values[row] ?? null, emit),
    )
    starts[at + 1] = filled
  })
  return { featureCount, starts, features, values }
}

/** One lead's fact in a column of a model. */
export function encodeFact(column: EncodedColumn, fact: FactValue | null): [number, number][] {
  const features: [number, number][] = []
  encodeValue(column, placesOf(column), readFact(column, fact), (...one) => features.push(one))
  return features
}

function readFact(column: EncodedColumn, fact: FactValue | null) {
  if (fact === null) return null
  if (column.kind === 'number') return typeof fact === 'string' ? numberIn(fact) : fact
  if (typeof fact === 'number') return String(fact)
  return typeof fact === 'string' ? foldText(fact) || null : [...new Set(fact.map(foldText))]
}
