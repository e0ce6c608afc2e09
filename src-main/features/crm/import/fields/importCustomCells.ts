// What a cell gives for a custom field, by the field's kind. What the field does not take is named and
// kept beside it.
import {
  maxChoiceLength,
  type CustomValue,
  type CustomValueInput,
} from '#shared/contract/crm/customFields.ts'
import type { ImportProblem } from '#shared/contract/crm/imports.ts'
import { dateAt, isCalendarDay } from '#shared/rules/calendar/calendarDays.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { readCustomValue, type FieldDefinition } from '../../customFields/customValues.ts'
import type { ColumnRules } from '../columnRules.ts'
import { readDecimal, readLine, readText } from '../importCells.ts'
import { createDateReader } from '../importDates.ts'
import { isNothing, readYesNo } from '../importRefusals.ts'

/** `isOpen`: it is being made with this file, whose choices are its own. */
export type ImportedField = FieldDefinition & { isOpen: boolean }

type Problem = { problem: ImportProblem['reason'] | 'nothing' }
/** Null: the cell says nothing. */
type CustomCell = { value: CustomValue | null } | Problem
type CustomCellReader = (cell: string, rules: ColumnRules) => CustomCell
type RawCell = { value: CustomValueInput } | Problem
type RawReader = (cell: string, rules: ColumnRules) => RawCell

const nothing: Problem = { problem: 'nothing' }
const unfit: Problem = { problem: 'value_unfit' }

/** @param now in milliseconds; a custom date may lie ahead of it */
export function customCellReader(
  field: ImportedField,
  { now, timeZone }: { now: number; timeZone: string },
): CustomCellReader {
  const read = rawReader(field, createDateReader(now, timeZone, true), timeZone)
  return (cell, rules) => {
    if (isNothing(cell)) return nothing
    const found = read(cell, rules)
    if ('problem' in found) return found
    const hasChoices = field.kind === 'choice' || field.kind === 'choices'
    if (hasChoices && field.isOpen)
      // A text or several, as the readers of choices give them.
      return { value: found.value }
    const held = readCustomValue(found.value, field)
    if (held.ok) return { value: held.value }
    if (hasChoices) return { problem: 'choice_unknown' }
    return field.kind === 'text' || field.kind === 'longText'
      ? { problem: 'value_too_long' }
      : unfit
  }
}

function rawReader(
  field: ImportedField,
  readDate: ReturnType<typeof createDateReader>,
  timeZone: string,
): RawReader {
  switch (field.kind) {
    case 'text':
    case 'link':
      return (cell) => ({ value: readLine(cell) })
    case 'longText':
      return (cell) => ({ value: readText(cell) })
    case 'number':
    case 'money':
      return (cell, { decimalMark }) => signedNumber(cell, decimalMark)
    case 'date':
      return (cell, { dateOrder }) => {
        if (isCalendarDay(cell.trim())) return { value: cell.trim() }
        const at = readDate(cell, dateOrder)
        return at === null ? { problem: 'date_unreadable' } : { value: dateAt(at, timeZone) }
      }
    case 'yesNo':
      return (cell) => {
        const answer = readYesNo(cell)
        return answer === null ? unfit : { value: answer }
      }
    case 'choice':
      return (cell) => {
        const choice = readLine(cell)
        if (choice === null) return nothing
        return choice.length > maxChoiceLength ? { problem: 'value_too_long' } : { value: choice }
      }
    case 'choices':
      return (cell) => ({ value: choicesIn(cell, field.options) })
  }
}

/** A minus before or behind, or brackets around: amounts of leads have none, numbers may. */
function signedNumber(cell: string, mark: ColumnRules['decimalMark']): RawCell {
  const text = cell.trim()
  const bare = withoutSign(text)
  const read = readDecimal((bare ?? text).replace(/%$/, ''), mark)
  if ('number' in read) return { value: bare === null ? read.number : -read.number }
  if (read.problem === 'nothing') return nothing
  return { problem: read.problem === 'ambiguous' ? 'amount_ambiguous' : 'value_not_a_number' }
}

/** Null for what is not negative: `12,-` are twelve. */
function withoutSign(text: string): string | null {
  if (/^[-−–]./s.test(text)) return text.slice(1).trim()
  if (text.startsWith('(') && text.endsWith(')')) return text.slice(1, -1).trim()
  const before = /[-−]$/.test(text) ? text.slice(0, -1).trim() : ''
  return before === '' || /[.,]$/.test(before) ? null : before
}

/** Parted as tags are; a comma parts only what is no choice by itself. */
function choicesIn(cell: string, options: readonly string[]): string[] {
  const known = new Set(options.map(foldText))
  return cell
    .split(/:::|[;|\n]/)
    .flatMap((part) => (known.has(foldText(part)) ? [part] : part.split(',')))
    .flatMap((part) => readLine(part) ?? [])
    .map((part) => part.slice(0, maxChoiceLength))
}
