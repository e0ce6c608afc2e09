// Facts of many leads, column by column, and which of the columns a score can be learnt from.
import { foldText } from '#shared/rules/foldText.ts'
import type { LeftOutReason } from '#shared/contract/crm/scoring.ts'
import { areaUnderCurve } from './crossValidation.ts'
import { otherPrefix, type FactKind, type Facts, type FactValue } from './leadFacts.ts'

type Values<T> = (T | null)[]
/**
 * A column as it is learnt from: texts stand folded, so that spellings are one. `spellings` says how
 * each was first written.
 */
export type UsableColumn = { id: string; spellings: ReadonlyMap<string, string> } & (
  | { kind: 'number'; values: Values<number> }
  | { kind: 'category'; values: Values<string> }
  | { kind: 'set'; values: Values<readonly string[]> }
)
export type JudgedColumns = {
  used: UsableColumn[]
  /** Of the used ones: those that tell the outcome nearly alone. */
  suspicious: Set<string>
  leftOut: { column: string; reason: LeftOutReason }[]
}
/** What the user decided about columns, by their names. */
export type ColumnChoices = { leaveOut: readonly string[]; include: readonly string[] }

/** Columns looked at: all of ours and the custom ones, then those of files in the order met. */
const maxColumns = 250
/** A value that fewer leads have says nothing, and is in no model: it could be one person's. */
export const leastLeads = 5

export type FactTable = {
  labels: number[]
  columns: Map<string, { kind: FactKind; values: Values<FactValue> }>
  tooMany: Set<string>
}

export const emptyFactTable = (): FactTable => ({
  labels: [],
  columns: new Map(),
  tooMany: new Set(),
})

/** Adds a lead. @param label 1: won, 0: lost */
export function addFacts(table: FactTable, facts: Facts, label: number): void {
  const row = table.labels.push(label) - 1
  for (const [id, { kind, value }] of facts) {
    let column = table.columns.get(id)
    if (column === undefined) {
      if (table.columns.size >= maxColumns && id.startsWith(otherPrefix)) {
        table.tooMany.add(id)
        continue
      }
      column = { kind, values: [] }
      table.columns.set(id, column)
    }
    while (column.values.length < row) column.values.push(null)
    column.values.push(value)
  }
}

/** A text as a number, the way files write one. */
export function numberIn(text: string): number | null {
  const plain = text.trim().replace(/(?<=\d)[  ](?=\d{3})/gu, '')
  return /^[-−+]?\d{1,15}([.,]\d+)?$/.test(plain)
    ? Number(plain.replace('−', '-').replace(',', '.'))
    : null
}

/** Share of a file's texts that are numbers from which on the column is one, and of how many. */
const shareOfNumbers = 0.95
const leastNumbers = 10

function guessedKind(values: Values<FactValue>): 'number' | 'category' {
  let filled = 0
  const numbers: number[] = []
  for (const value of values) {
    if (typeof value !== 'string') continue
    filled++
    const number = numberIn(value)
    if (number !== null) numbers.push(number)
  }
  const isNumeric = numbers.length >= shareOfNumbers * filled
  return isNumeric && new Set(numbers).size > leastNumbers ? 'number' : 'category'
}

/** Spellings folded, each looked at once. */
function folder() {
  const folded = new Map<string, string>()
  const spellings = new Map<string, string>()
  return {
    spellings,
    fold(text: string): string {
      let key = folded.get(text)
      if (key === undefined) {
        key = foldText(text)
        folded.set(text, key)
        if (!spellings.has(key)) spellings.set(key, text.trim())
      }
      return key
    },
  }
}

function readColumn(id: string, kind: FactKind, given: Values<FactValue>, rows: number) {
  const { fold, spellings } = folder()
  const read = <T>(one: (value: FactValue) => T | null): Values<T> =>
    Array.from({ length: rows }, (_, row) => {
      const value = given[row] ?? null
      return value === null ? null : one(value)
    })
  const foldedOrNone = (value: FactValue) =>
    typeof value === 'string' ? fold(value) || null : null
  const asNumber = (value: FactValue) =>
    typeof value === 'number' ? value : typeof value === 'string' ? numberIn(value) : null
  const column = { id, spellings }
  switch (kind === 'guess' ? guessedKind(given) : kind) {
    case 'number':
      return { ...column, kind: 'number', values: read(asNumber) } satisfies UsableColumn
    case 'set':
      return {
        ...column,
        kind: 'set',
        values: read((value) =>
          typeof value === 'object' ? [...new Set(value.map(fold))].filter(Boolean) : null,
        ),
      } satisfies UsableColumn
    case 'category':
      return { ...column, kind: 'category', values: read(foldedOrNone) } satisfies UsableColumn
  }
}

/** How many leads have each value. */
export function countValues(column: UsableColumn, rows?: Iterable<number>): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const row of rows ?? column.values.keys()) {
    const value = column.values[row] ?? null
    if (typeof value === 'string') count(value)
    else if (typeof value === 'object') value?.forEach(count)
  }
  return counts
}

/** Whether all leads have the same, or none has anything. */
function isOneValue(column: UsableColumn): boolean {
  if (column.kind === 'set' && countValues(column).size === 0) return true
  const keyOf = (value: UsableColumn['values'][number] | undefined) =>
    typeof value === 'object' ? JSON.stringify(value) : value
  const first = keyOf(column.values[0])
  return column.values.every((value) => keyOf(value) === first)
}

/** Texts of which most leads have one of their own: names, addresses, remarks. */
function isFreeText(column: UsableColumn): boolean {
  if (column.kind === 'number') return false
  const counts = [...countValues(column).values()]
  if (counts.every((count) => count < leastLeads)) return true
  if (column.kind === 'set') return false
  const filled = counts.reduce((sum, count) => sum + count, 0)
  const shared = counts.filter((count) => count >= leastLeads).reduce((sum, n) => sum + n, 0)
  return counts.length > 50 && shared < filled / 2
}

/**
 * Numbers that only tell leads apart: whole ones, all different and close together, which chance
 * does not make of that many.
 */
function isIdentifier(column: UsableColumn): boolean {
  if (column.kind !== 'number') return false
  const filled = column.values.filter((value) => value !== null)
  if (filled.length < 200 || !filled.every(Number.isInteger)) return false
  const [least, most] = filled.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
  return most - least < 100 * filled.length && new Set(filled).size === filled.length
}

function filledShares(column: UsableColumn, labels: readonly number[]) {
  const filled = [0, 0]
  const all = [0, 0]
  column.values.forEach((value, row) => {
    const label = labels[row]!
    all[label]!++
    if (value !== null) filled[label]!++
  })
  return { won: filled[1]! / all[1]!, lost: filled[0]! / all[0]!, filled: Math.max(...filled) }
}

/** What people fill in when they win a lead, or when they lose one. */
function isFilledAfterwards(column: UsableColumn, labels: readonly number[]): boolean {
  const { won, lost, filled } = filledShares(column, labels)
  const [less, more] = won < lost ? [won, lost] : [lost, won]
  const mayDiffer = column.id === 'estimatedValue' ? 0.5 : 0.85
  return (filled >= 20 && less < more / 20) || more - less >= mayDiffer
}

/** Contacts before the decision count where they are known of half the leads of each kind. */
const isHistoryKnown = (column: UsableColumn, labels: readonly number[]): boolean => {
  const { won, lost } = filledShares(column, labels)
  return Math.min(won, lost) >= 0.5
}

/** How well a column alone tells won from lost, from 0.5 to 1. */
function areaAlone(column: UsableColumn, labels: readonly number[]): number {
  if (column.kind === 'number') {
    const area = areaUnderCurve(
      column.values.map((value) => value ?? -Infinity),
      labels,
    )
    return Math.max(area ?? 0.5, 1 - (area ?? 0.5))
  }
  const won = new Map<string, [won: number, all: number]>()
  const keysOf = (value: UsableColumn['values'][number]) =>
    typeof value === 'string' ? [value] : typeof value === 'object' ? (value ?? ['']) : ['']
  column.values.forEach((value, row) => {
    const key = keysOf(value).join('\n')
    const [hits, all] = won.get(key) ?? [0, 0]
    won.set(key, [hits + labels[row]!, all + 1])
  })
  const shares = column.values.map((value) => {
    const [hits, all] = won.get(keysOf(value).join('\n')) ?? [0, 0]
    return all < leastLeads ? 0.5 : hits / all
  })
  return areaUnderCurve(shares, labels) ?? 0.5
}
/** From here on the user is asked whether a column is filled in before the decision. */
const suspiciousArea = 0.95

/** Which columns a score can be learnt from, and why the others are left out. */
export function judgeColumns(
  { labels, columns, tooMany }: FactTable,
  { leaveOut, include }: ColumnChoices,
): JudgedColumns {
  const judged: JudgedColumns = { used: [], suspicious: new Set(), leftOut: [] }
  const reasonAgainst = (column: UsableColumn): LeftOutReason | null => {
    if (leaveOut.includes(column.id)) return 'by_user'
    if (column.id.startsWith('contacts.') && !isHistoryKnown(column, labels)) return 'no_history'
    if (isOneValue(column)) return 'one_value'
    if (include.includes(column.id)) return null
    if (isFreeText(column)) return 'many_values'
    if (isIdentifier(column)) return 'identifier'
    const canBeLate = column.id === 'estimatedValue' || /^(custom|other)\./.test(column.id)
    return canBeLate && isFilledAfterwards(column, labels) ? 'after_decision' : null
  }
  for (const [id, { kind, values }] of columns) {
    const column = readColumn(id, kind, values, labels.length)
    const reason = reasonAgainst(column)
    if (reason !== null) judged.leftOut.push({ column: id, reason })
    else {
      judged.used.push(column)
      if (areaAlone(column, labels) >= suspiciousArea) judged.suspicious.add(id)
    }
  }
  for (const column of tooMany) judged.leftOut.push({ column, reason: 'too_many' })
  return judged
}
