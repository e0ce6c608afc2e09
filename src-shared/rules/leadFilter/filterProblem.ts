// What is wrong with a filter, measured by the fields there are: said before it is kept or used.
import { leadStatuses } from '../../leadFields/leadStatus.ts'
import { basisAnswers } from '../consents/legalBases.ts'
import { foldText } from '../foldText.ts'
import { suppressionReasons } from '../suppressionReasons.ts'
import { tagKey } from '../tags.ts'
import { isTopicKey } from '../topics/topicKeys.ts'
import { isCalendarDay } from '../calendar/calendarDays.ts'
import {
  customKeyOf,
  isKnownFilterField,
  knownFilterFields,
  opsOfKind,
  isDaysFromToday,
  opsWithoutValue,
  reachAnswers,
  type FilterKind,
} from './filterFields.ts'
import {
  groupOf,
  isGroup,
  type FilterCondition,
  type FilterNode,
  type FilterScalar,
  type FilterTree,
} from './filterTree.ts'

/** Where in the filter, as `all[0].value`, and an English sentence that says what to write. */
export type FilterProblem = { path: string; sentence: string }

/** @param customKind the kind of a custom field by its key; null if there is none */
export type KindOfCustom = (key: string) => FilterKind | null

export const filterKindOf = (field: string, customKind: KindOfCustom): FilterKind | null => {
  const key = customKeyOf(field)
  if (key !== null) return customKind(key)
  return isKnownFilterField(field) ? knownFilterFields[field] : null
}

/** The first thing that is wrong with a filter; null if every condition can be asked. */
export function filterProblem(tree: FilterTree, customKind: KindOfCustom): FilterProblem | null {
  return problemIn(tree, '', customKind)
}

function problemIn(node: FilterNode, at: string, customKind: KindOfCustom): FilterProblem | null {
  if (!isGroup(node)) return conditionProblem(node, at, customKind)
  const { group, nodes } = groupOf(node)
  for (const [index, inside] of nodes.entries()) {
    const problem = problemIn(inside, `${at}${at === '' ? '' : '.'}${group}[${index}]`, customKind)
    if (problem !== null) return problem
  }
  return null
}

function conditionProblem(
  { field, op, value }: FilterCondition,
  at: string,
  customKind: KindOfCustom,
): FilterProblem | null {
  const kind = filterKindOf(field, customKind)
  if (kind === null)
    return {
      path: `${at}.field`,
      sentence: `There is no field "${field}": write one of ${Object.keys(knownFilterFields).join(', ')}, or custom. and the key of a custom field.`,
    }
  const ops = opsOfKind[kind]
  if (!ops.includes(op))
    return { path: `${at}.op`, sentence: `"${field}" can be asked ${ops.join(', ')}.` }
  const wanted = valueProblem(kind, op, value)
  return wanted === null ? null : { path: `${at}.value`, sentence: wanted }
}

/** What has to be written as the value, in English; null if it is fine. */
function valueProblem(
  kind: FilterKind,
  op: FilterCondition['op'],
  value: FilterCondition['value'],
): string | null {
  if (opsWithoutValue.includes(op)) return value === undefined ? null : `${op} takes no value.`
  if (value === undefined) return 'A value is needed.'
  if (isDaysFromToday(op))
    return isDayCount(value) ? null : 'A whole number of days is needed, 36500 at most.'
  const isOne = scalarTest(kind)
  if (op === 'between') {
    const isPair = Array.isArray(value) && value.length === 2 && value.every(isOne)
    return isPair ? null : `Two values are needed, the lower first: ${wordOf[kind]}.`
  }
  const isList = op === 'is' || op === 'isNot' || op === 'hasTag'
  const values = Array.isArray(value) ? value : [value]
  if (Array.isArray(value) && !isList) return 'One value is needed, not a list.'
  return values.every(isOne) ? null : `The value has to be ${wordOf[kind]}.`
}

const isDayCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 36_500

const isWord = (value: FilterScalar): boolean => typeof value === 'string' && foldText(value) !== ''

const momentPattern = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/
/** A day, or a moment with its offset. */
const isDate = (value: FilterScalar): boolean =>
  typeof value === 'string' &&
  (isCalendarDay(value) || (momentPattern.test(value) && !Number.isNaN(Date.parse(value))))

const tests: Record<FilterKind, (value: FilterScalar) => boolean> = {
  text: isWord,
  phone: isWord,
  choice: isWord,
  choices: isWord,
  stage: (value) => leadStatuses.some((stage) => stage === value),
  tags: (value) => typeof value === 'string' && tagKey(value) !== '',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  moment: isDate,
  day: (value) => typeof value === 'string' && isCalendarDay(value),
  yesNo: (value) => typeof value === 'boolean',
  reach: (value) =>
    typeof value === 'boolean' ||
    [...reachAnswers, ...suppressionReasons].some((answer) => answer === value),
  topics: (value) => typeof value === 'string' && isTopicKey(value),
  basis: (value) => basisAnswers.some((answer) => answer === value),
}
const scalarTest = (kind: FilterKind) => tests[kind]

const wordOf: Record<FilterKind, string> = {
  text: 'a text',
  phone: 'a phone number or a part of one',
  choice: 'one of the choices, as text',
  choices: 'one of the choices, as text',
  stage: `one of ${leadStatuses.join(', ')}`,
  tags: 'a tag',
  number: 'a number',
  moment: 'a day (2026-11-29), or a moment with its offset',
  day: 'a day (2026-11-29)',
  yesNo: 'true or false',
  reach: `true, false or one of ${[...reachAnswers, ...suppressionReasons].join(', ')}`,
  topics: 'the key of a topic',
  basis: `one of ${basisAnswers.join(', ')}`,
}
