// Which kind of custom field a column's values look like: offered, never decided.
import { maxChoiceLength, type CustomFieldDraft } from '#shared/contract/crm/customFields.ts'
import { foldText, slugText } from '#shared/rules/foldText.ts'
import { isReservedKey } from '#shared/rules/leadFilter/customFieldShape.ts'
import type { z } from 'zod'
import { judgeDecimalMark, readDecimal } from '../importCells.ts'
import { createDateReader, judgeDateOrder } from '../importDates.ts'
import { isNothing, readYesNo } from '../importRefusals.ts'

export type FieldSuggestion = Required<z.infer<typeof CustomFieldDraft>>

/** More different values than these are no choice, and fewer of each is chance. */
const mostChoices = 24
const leastEach = 3
const currency = /[€$£]|\b(?:eur|usd|gbp|chf)\b/i
const moneyTitle =
  /montant|prix|budget|revenu|chiffre|\bca\b|tarif|solde|amount|price|revenue|balance|cost|spend|salary|salaire/
const link = /^\s*(?:https?:\/\/|www\.)\S+\s*$/i

/**
 * @param cells of the column, blank ones among them
 * @param taken keys that there are
 */
export function suggestField(
  title: string,
  cells: readonly string[],
  taken: ReadonlySet<string>,
  clock: { now: number; timeZone: string },
): FieldSuggestion {
  const filled = cells.filter((cell) => cell.trim() !== '' && !isNothing(cell))
  const kind = guessKind(title, filled, clock)
  const values = kind === 'choices' ? filled.flatMap(partsOf) : kind === 'choice' ? filled : []
  const name = title.replace(/\s+/g, ' ').trim().slice(0, 60)
  return { name, key: freeKey(name, taken), kind, options: distinct(values) }
}

/** Fewer rows say nothing. */
const leastRows = 3
const code = /^[\p{L}\p{N}][\p{L}\p{N}_./#-]{0,63}$/u

/**
 * Whether a column tells the rows of a file apart: each has a code or a number of its own there. A
 * moment is none, though no two rows may have the same.
 */
export function isIdentifier(cells: readonly string[]): boolean {
  const values = cells.map((cell) => cell.trim())
  return (
    values.length >= leastRows &&
    values.every((value) => code.test(value) && /\p{N}/u.test(value) && !dayLike.test(value)) &&
    new Set(values.map(foldText)).size === values.length
  )
}
/** Days and amounts. */
const dayLike = /^(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d+[.,]\d{1,2}$)/

function guessKind(
  title: string,
  filled: readonly string[],
  { now, timeZone }: { now: number; timeZone: string },
): FieldSuggestion['kind'] {
  if (filled.length === 0) return 'text'
  const all = (test: (cell: string) => boolean) => filled.every(test)
  if (all((cell) => readYesNo(cell) !== null) && distinct(filled).length <= 4) {
    // Ones and zeros are numbers as much as answers: two different ones are needed.
    if (!all((cell) => /^\s*\d+\s*$/.test(cell)) || distinct(filled).length === 2) return 'yesNo'
  }
  const mark = judgeDecimalMark(filled)
  const isNumber = (cell: string) =>
    'number' in readDecimal(cell.trim().replace(/^[-−]|%$/g, ''), mark)
  // An identifier begins with a nought, or is longer than any number that is counted with.
  const isCode = (cell: string) => /^\s*(?:0\d+|\d{12,})\s*$/.test(cell)
  const order = judgeDateOrder(filled)
  const readDate = createDateReader(now, timeZone, true)
  if (all((cell) => /\D/.test(cell.trim()) && readDate(cell, order) !== null)) return 'date'
  if (!filled.some(isCode) && all(isNumber)) {
    const isMoney = moneyTitle.test(foldText(title)) || filled.some((cell) => currency.test(cell))
    return isMoney ? 'money' : 'number'
  }
  if (all((cell) => link.test(cell))) return 'link'
  if (filled.some((cell) => cell.length > 200 || cell.includes('\n'))) return 'longText'
  if (isRepeated(filled)) return 'choice'
  const parts = filled.flatMap(partsOf)
  return parts.length > filled.length && isRepeated(parts) ? 'choices' : 'text'
}

function isRepeated(values: readonly string[]): boolean {
  const choices = distinct(values)
  return (
    choices.length <= mostChoices &&
    values.length >= choices.length * leastEach &&
    choices.every((choice) => choice.length <= maxChoiceLength)
  )
}

const partsOf = (cell: string): string[] =>
  cell
    .split(/:::|[;|,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** In the order in which they are met, each as it is written first. */
function distinct(values: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const value of values) {
    const text = value.trim()
    const key = foldText(text)
    if (!found.has(key)) found.set(key, text)
  }
  return [...found.values()]
}

function freeKey(name: string, taken: ReadonlySet<string>): string {
  const slug = slugText(name, 34).replace(/^[^a-z]+/, '') || 'field'
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? slug : `${slug}-${number}`
    if (!taken.has(key) && !isReservedKey(key)) return key
  }
}
