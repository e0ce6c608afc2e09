// A tree of conditions as SQL on the table `leads`. Every condition answers 0 or 1, never unknown:
// "none of these" must mean the others, all of them.
import type { SqlValue } from '#main/database/database.ts'
import { addDays, dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { foldText } from '#shared/rules/foldText.ts'
import {
  customKeyOf,
  isRelative,
  oppositeOps,
  reachAnswers,
  type DerivedFilterField,
  type FilterKind,
} from '#shared/rules/leadFilter/filterFields.ts'
import { filterKindOf, type KindOfCustom } from '#shared/rules/leadFilter/filterProblem.ts'
import {
  groupOf,
  isGroup,
  type FilterCondition,
  type FilterNode,
  type FilterScalar,
  type FilterTree,
} from '#shared/rules/leadFilter/filterTree.ts'
import { phoneDigitsAsked } from '#shared/rules/phoneNumber.ts'
import { isLeadField, leadFields } from '#shared/leadFields/leadFields.ts'
import { tagKey } from '#shared/rules/tags.ts'
import { basisOfLeadSql } from '../consents/standing.ts'
import { domainOfSql, reachableAddressSql } from '../consents/suppressions.repository.ts'
import { lostAtSql } from '../losses/lostAt.ts'
import { daySpan, listed, momentSpans } from './filterSpans.ts'
import {
  lastClickSql,
  lastMessageSql,
  leadsWhoClickedSql,
  leadsWrittenToSql,
} from './lastMessage.ts'
import { leftSql, topicSql } from '../topics/leftTopic.ts'
import { maxKeyLength } from '../customFields/customKeys.ts'

export type SqlCondition = { where: string; parameters: SqlValue[] }

/**
 * The same leads as a statement that answers their numbers along an index. `isQuick`: its first
 * answers cost nothing.
 */
export type LeadIds = { select: string; parameters: SqlValue[]; isQuick: boolean }

/**
 * A condition, and what an index can do for it: `searched` is the same text without the wrapping that
 * makes 0 of unknown, which hides a column from its index.
 */
export type AskedCondition = SqlCondition & { searched?: string; ids?: LeadIds }

/** What a filter means now, here, with the fields there are. */
export type FilterMeaning = {
  /** Milliseconds since 1970. */
  now: number
  /** Of the business: days begin by it. */
  timeZone: string
  customKind: KindOfCustom
}

const nobody: AskedCondition = { where: '0', parameters: [] }
const condition = (where: string, ...parameters: SqlValue[]): AskedCondition => ({
  where,
  parameters,
})
/** One that is unknown of an empty column: 0 then. */
const known = (searched: string, ...parameters: SqlValue[]): AskedCondition => ({
  where: `ifnull(${searched}, 0)`,
  parameters,
  searched,
})
const not = ({ where, parameters }: SqlCondition): SqlCondition =>
  condition(`NOT (${where})`, ...parameters)
const joined = (
  conditions: AskedCondition[],
  word: 'AND' | 'OR',
  ofNone: '0' | '1',
): AskedCondition =>
  conditions.length === 0
    ? condition(ofNone)
    : {
        where: `(${conditions.map(({ where }) => where).join(` ${word} `)})`,
        parameters: conditions.flatMap(({ parameters }) => parameters),
        searched: `(${conditions.map(({ where, searched = where }) => searched).join(` ${word} `)})`,
      }

/** @param tree one in which `filterProblem` finds nothing wrong */
export function filterTreeSql(tree: FilterTree, meaning: FilterMeaning): SqlCondition {
  const { group, nodes } = groupOf(tree)
  const inside = nodes.map((node) => nodeSql(node, meaning))
  if (group === 'all') return joined(inside, 'AND', '1')
  const any = joined(inside, 'OR', '0')
  return group === 'any' ? any : not(any)
}

const nodeSql = (node: FilterNode, meaning: FilterMeaning): SqlCondition =>
  isGroup(node) ? filterTreeSql(node, meaning) : conditionSql(node, meaning)

export function conditionSql(asked: FilterCondition, meaning: FilterMeaning): AskedCondition {
  const kind = filterKindOf(asked.field, meaning.customKind)
  if (kind === null) return nobody
  const key = customKeyOf(asked.field)
  const opposite = oppositeOps[asked.op]
  if (opposite !== undefined) return not(conditionSql({ ...asked, op: opposite }, meaning))
  if (key !== null) return customSql(key, kind, asked, meaning)
  return knownSql(kind, asked, meaning)
}

const isIn = (expression: string, values: SqlValue[]): AskedCondition =>
  condition(`${expression} IN (${values.map(() => '?').join(', ')})`, ...values)

/** The expression a derived field is read by. */
const derived: Record<
  Exclude<DerivedFilterField, 'reachable' | 'nextActionAt' | 'legalBasis' | 'topicsLeft'>,
  string
> = {
  score: 'leads.score',
  createdAt: 'leads.created_at',
  updatedAt: 'leads.updated_at',
  lastContactAt: 'leads.last_contact_at',
  lastMessageAt: lastMessageSql,
  lastClickAt: lastClickSql,
  lostAt: lostAtSql,
  wonAt: '(SELECT won_at FROM lead_wins WHERE lead_wins.lead_id = leads.id)',
}

/** Columns with an index that answers the numbers of leads alone. */
const indexed = ['status', 'score', 'estimated_value_cents', 'created_at', 'last_contact_at'].map(
  (column) => `leads.${column}`,
)

/** With the numbers of the leads, where the column has an index. */
function alongIndex(asked: AskedCondition, column: string): AskedCondition {
  if (column === derived.wonAt) {
    const where = (asked.searched ?? asked.where).replaceAll(column, 'won_at')
    return withIds(asked, `SELECT lead_id FROM lead_wins WHERE ${where}`)
  }
  if (column === derived.lastMessageAt) {
    const where = (asked.searched ?? asked.where).replaceAll(column, 'key')
    return withIds(asked, leadsWrittenToSql(where), false)
  }
  if (column === derived.lastClickAt) {
    const where = (asked.searched ?? asked.where).replaceAll(column, 'key')
    return withIds(asked, leadsWhoClickedSql(where), false)
  }
  return indexed.includes(column)
    ? withIds(asked, `SELECT id FROM leads WHERE ${asked.searched ?? asked.where}`)
    : asked
}

const withIds = (asked: AskedCondition, select: string, isQuick = true): AskedCondition => ({
  ...asked,
  ids: { select, parameters: asked.parameters, isQuick },
})

function knownSql(
  kind: FilterKind,
  asked: FilterCondition,
  meaning: FilterMeaning,
): AskedCondition {
  const { field, op } = asked
  if (kind === 'reach') return reachSql(listed(asked.value))
  if (kind === 'basis') return isIn(basisOfLeadSql, listed(asked.value).map(String))
  if (kind === 'topics') return topicsSql(asked)
  if (field === 'nextActionAt') return nextActionSql(asked, meaning)
  if (kind === 'tags') return tagsSql(asked)
  const column = isLeadField(field)
    ? `leads.${leadFields[field].column}`
    : derived[field as keyof typeof derived]
  if (isLeadField(field) && leadFields[field].kind === 'money')
    return alongIndex(centsSql(column, asked), column)
  if (column === 'leads.source') return sourceSql(asked)
  if (op === 'isFilled') return alongIndex(condition(`${column} IS NOT NULL`), column)
  if (kind === 'stage') return alongIndex(isIn(column, listed(asked.value).map(String)), column)
  if (kind === 'number') return alongIndex(numberSql(column, asked), column)
  if (kind === 'moment') return alongIndex(momentSql(column, asked, meaning), column)
  if (kind === 'phone') return phoneSql(column, asked)
  const text = textSql(`folded(${column})`, column, asked)
  return column === 'leads.email'
    ? withIds(text, `SELECT id FROM leads WHERE ${text.where}`, false)
    : text
}

/** Who left one of some topics, or any. */
function topicsSql({ op, value }: FilterCondition): AskedCondition {
  const keys = op === 'isFilled' ? [] : listed(value).map((key) => topicSql(String(key)))
  const isMeant = op === 'isFilled' ? '1' : `topic_refusals.topic IN (${keys.join(', ')})`
  return withIds(
    condition(leftSql(isMeant, 'leads.id', 'leads.email')),
    `SELECT lead_id FROM topic_refusals WHERE lead_id IS NOT NULL AND ${isMeant}
     UNION SELECT leads.id FROM topic_refusals JOIN leads ON leads.email = topic_refusals.address WHERE ${isMeant}
     UNION SELECT lead_addresses.lead_id FROM topic_refusals JOIN lead_addresses USING (address) WHERE ${isMeant}`,
    false,
  )
}

function tagsSql({ op, value }: FilterCondition): AskedCondition {
  if (op === 'isFilled')
    return withIds(condition(`leads.tags <> '[]'`), 'SELECT lead_id FROM lead_tags')
  const { where, parameters } = isIn(
    'tag',
    listed(value).map((tag) => tagKey(String(tag))),
  )
  return withIds(
    condition(
      `EXISTS (SELECT 1 FROM lead_tags WHERE lead_tags.lead_id = leads.id AND ${where})`,
      ...parameters,
    ),
    `SELECT lead_id FROM lead_tags WHERE ${where}`,
  )
}

/** Sources are few: each is looked at once, by jumps along their index. */
const everySourceSql = `WITH RECURSIVE each(source) AS (SELECT min(source) FROM leads
  UNION ALL SELECT (SELECT min(source) FROM leads WHERE source > each.source) FROM each WHERE each.source IS NOT NULL)`

function sourceSql(asked: FilterCondition): AskedCondition {
  const column = 'leads.source'
  if (asked.op === 'isFilled')
    return withIds(
      condition(`${column} IS NOT NULL`),
      `SELECT id FROM leads WHERE source IS NOT NULL`,
    )
  const { where } = textSql('folded(each.source)', 'each.source', asked)
  return withIds(
    textSql(`folded(${column})`, column, asked),
    `${everySourceSql} SELECT id FROM leads WHERE source IN (SELECT source FROM each WHERE ${where})`,
  )
}

/** Numbers are compared by their digits, as dialled from home and from abroad. */
function phoneSql(column: string, { op, value }: FilterCondition): AskedCondition {
  const asked = listed(value).flatMap((phone) => phoneDigitsAsked(String(phone), op))
  const any = joined(
    asked.map((digits) => condition(`instr(phone_text(${column}), ?) > 0`, digits)),
    'OR',
    '0',
  )
  return condition(`(${column} IS NOT NULL AND ${any.where})`, ...any.parameters)
}

function textSql(
  expression: string,
  column: string,
  { op, value }: FilterCondition,
): AskedCondition {
  const texts = listed(value).map((one) => foldText(String(one)))
  const [text = ''] = texts
  const asked =
    op === 'contains'
      ? condition(`instr(${expression}, ?) > 0`, text)
      : op === 'startsWith'
        ? condition(`substr(${expression}, 1, ?) = ?`, text.length, text)
        : isIn(expression, texts)
  // Asked first: most rows of a field that few fill in are not folded at all.
  return condition(`(${column} IS NOT NULL AND ${asked.where})`, ...asked.parameters)
}

/** Nothing entered and an amount of nothing are the same in this column. */
function centsSql(column: string, asked: FilterCondition): AskedCondition {
  if (asked.op === 'isFilled') return condition(`${column} <> 0`)
  const cents = listed(asked.value).map((amount) => Math.round(Number(amount) * 100))
  return numberSql(column, { ...asked, value: cents })
}

function numberSql(column: string, { op, value }: FilterCondition): AskedCondition {
  const numbers = listed(value).map(Number)
  const [first = 0, second = 0] = numbers
  if (op === 'above') return known(`${column} > ?`, first)
  if (op === 'below') return known(`${column} < ?`, first)
  if (op === 'between') return known(`${column} >= ? AND ${column} <= ?`, first, second)
  const any = isIn(column, numbers)
  return known(any.where, ...any.parameters)
}

function momentSql(column: string, asked: FilterCondition, meaning: FilterMeaning): AskedCondition {
  const spans = momentSpans(asked, meaning).map((span) => between(column, span))
  const [only, ...more] = spans
  return only !== undefined && more.length === 0 ? only : joined(spans, 'OR', '0')
}

/** A whole day is compared by its name: its beginning may have been counted in another zone. */
function nextActionSql(asked: FilterCondition, meaning: FilterMeaning): SqlCondition {
  const dayOf = (at: number | undefined) =>
    at === undefined ? undefined : dateAt(at, meaning.timeZone)
  const spans =
    asked.op === 'isFilled'
      ? [condition('1')]
      : momentSpans(asked, meaning).map(({ from, until }) => {
          const moment = between('due_at', bounds(from, until))
          const day = between('due_day', bounds(dayOf(from), dayOf(until)))
          return condition(
            `iif(due_day IS NULL, ${moment.where}, ${day.where})`,
            ...moment.parameters,
            ...day.parameters,
          )
        })
  const { where, parameters } = joined(spans, 'OR', '0')
  return condition(
    `EXISTS (SELECT 1 FROM tasks WHERE tasks.id = (
       SELECT id FROM tasks AS open WHERE open.lead_id = leads.id AND open.done_at IS NULL ORDER BY open.due_order, open.id LIMIT 1)
     AND due_at IS NOT NULL AND ${where})`,
    ...parameters,
  )
}

const bounds = <T extends SqlValue>(from: T | undefined, until: T | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
})

function between(column: string, { from, until }: { from?: SqlValue; until?: SqlValue }) {
  const bounds = [
    ...(from === undefined ? [] : [condition(`${column} >= ?`, from)]),
    ...(until === undefined ? [] : [condition(`${column} < ?`, until)]),
  ]
  const { where, parameters } = joined(bounds, 'AND', '1')
  return known(where, ...parameters)
}

const [yes, noAddress, suppressed] = reachAnswers

/** Whether somebody can be written to, by the one condition that sending asks too. */
function reachSql(answers: FilterScalar[]): SqlCondition {
  const mayBeWritten = `((${reachableAddressSql}) IS NOT NULL)`
  return joined(
    answers.map((answer) => {
      if (answer === true || answer === yes) return condition(mayBeWritten)
      if (answer === false) return condition(`NOT ${mayBeWritten}`)
      if (answer === noAddress) return condition('leads.email IS NULL')
      if (answer === suppressed)
        return condition(`(leads.email IS NOT NULL AND NOT ${mayBeWritten})`)
      return condition(
        `NOT ${mayBeWritten} AND EXISTS (SELECT 1 FROM suppressions WHERE reason = ? AND ((kind = 'address' AND value = leads.email) OR (kind = 'domain' AND value = ${domainOfSql('leads.email')})))`,
        String(answer),
      )
    }),
    'OR',
    '0',
  )
}

/** @param asked a condition on `lead_custom.value`; `searched` stands alone, without the lead */
function hasValue(
  { where, parameters, searched }: AskedCondition,
  key: string,
  isQuick = true,
): AskedCondition {
  return withIds(
    condition(
      `EXISTS (SELECT 1 FROM lead_custom WHERE lead_custom.lead_id = leads.id AND lead_custom.field = ? AND ${where})`,
      key,
      ...parameters,
    ),
    `SELECT lead_id FROM lead_custom WHERE lead_custom.field = ? AND ${searched ?? where}`,
    isQuick,
  )
}

function customSql(
  key: string,
  kind: FilterKind,
  asked: FilterCondition,
  { now, timeZone }: FilterMeaning,
): AskedCondition {
  const value = 'lead_custom.value'
  if (asked.op === 'isFilled') return hasValue(condition('1'), key)
  if (kind === 'number') return hasValue(numberSql(value, asked), key)
  if (kind === 'yesNo') return hasValue(isIn(value, listed(asked.value).map(Number)), key)
  if (kind === 'day') return hasValue(customDaySql(value, asked, dateAt(now, timeZone)), key)
  // Long texts are kept in the row; what is beside it begins like them.
  const texts = listed(asked.value).map((text) => foldText(String(text)))
  const isLong = kind === 'text' && texts.some((text) => text.length >= maxKeyLength)
  if (kind !== 'text' || (asked.op === 'is' && !isLong)) return hasValue(isIn(value, texts), key)
  const long = `folded(json_extract(leads.custom, '$."' || lead_custom.field || '"'))`
  const whole = (long: string) =>
    `CASE WHEN length(${value}) < ${maxKeyLength} THEN ${value} ELSE ${long} END`
  const alone = whole(`(SELECT ${long} FROM leads WHERE leads.id = lead_custom.lead_id)`)
  const searched = textSql(alone, value, asked).where
  return hasValue({ ...textSql(whole(long), value, asked), searched }, key, false)
}

function customDaySql(value: string, asked: FilterCondition, today: string): AskedCondition {
  const { op } = asked
  if (isRelative(op)) return between(value, daySpan(asked, today))
  const days = listed(asked.value).map(String)
  const [first = '', second = first] = days
  if (op === 'is') return isIn(value, days)
  if (op === 'before') return between(value, { until: first })
  if (op === 'after') return between(value, { from: addDays(first, 1) })
  return between(value, { from: first, until: addDays(second, 1) })
}
