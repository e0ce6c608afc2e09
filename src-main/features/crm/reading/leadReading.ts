// Lists and counts of filters over very many leads: the few that an index names, or the first that
// the order meets, or sets. Each answer is of one moment, and means whom `leadFilterSql` means.
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { preparedReads } from '#main/database/preparedReads.ts'
import type { SqliteConnection, SqlValue } from '#main/database/sqliteConnection.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { idsPlan, type FilterPlan } from '../filters/filterPlan.ts'
import { addTo, emptySet, idsIn, inFirstOnly, isIn, sizeOf, type IdSet } from '../filters/idSet.ts'
import { createPlanReader } from '../filters/planReader.ts'
import { leadFilterSql } from '../leads/leadFilter.ts'
import { leadPlan } from '../leads/leadPlan.ts'
import {
  leadPage,
  sortMatches,
  walkIndex,
  walkSome,
  type LeadPage,
  type LeadReads,
  type ListInput,
} from '../leads/leads.repository.ts'
import { orderOf, type LeadOrder } from '../leads/leadOrder.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { createOrderedReading } from './orderedReading.ts'

const numbered = rowOf({ id: integer() })

export type LeadReading = {
  list(input: ListInput, now: number): LeadPage
  count(filter: LeadFilter, now: number): number
  /** Numbers of those who are meant, in their order, but for some. */
  ids(filter: LeadFilter, but: ButThese, now: number): number[]
}

/** Numbers of leads that are left out, as a statement of one column, and how many are told at most. */
export type ButThese = { select: string; parameters: SqlValue[]; most: number }

/** A filter as it was asked, its plan, and the few that one of its conditions names, if one does. */
type Asked = {
  filter: LeadFilter
  now: number
  plan: FilterPlan
  name: string
  /** The whole set was read before. */
  isKnown: boolean
  named: number[] | null
}

/** Up to so many leads are looked up one by one: an index named them, or they are sorted. */
const usualFew = 3_000
/** Of so many leads a page is looked for before the whole filter is evaluated. */
const lookedThrough = 1_500

/**
 * @param connection nobody else's: each answer is a transaction on it
 * @param goOn asked again and again; it throws where the answer is not wanted any more
 * @param few up to so many leads are looked up one by one
 */
export function createLeadReading(
  connection: SqliteConnection,
  goOn: () => void,
  few: number = usualFew,
): LeadReading {
  const database = preparedReads(connection)
  const plans = createPlanReader(connection, goOn)
  const pageOf = createPageReading(connection, database, few)

  function asked(filter: LeadFilter, now: number): Asked {
    const plan = leadPlan(filter, { database, now })
    const name = JSON.stringify(plan)
    const isKnown = plans.find(name) !== null
    const named = isKnown ? null : fewNamed(connection, plan, few)
    return { filter, now, plan, name, isKnown, named }
  }

  const wholeSet = ({ name, plan, named, ...asked }: Asked): IdSet =>
    plans.kept(name, () =>
      named === null ? plans.read(plan) : fewMeant(database, { ...asked, named }),
    )

  const answered = <T>(read: () => T): T =>
    atOneMoment(connection, () => {
      plans.begin()
      return read()
    })
  return {
    list: (input, now) =>
      answered(() => {
        const question = asked(input, now)
        const order = orderOf(database, input.sort)
        const total = input.withTotal ? sizeOf(wholeSet(question)) : null
        const rows =
          firstMet(database, input, order, question) ?? pageOf(input, order, wholeSet(question))
        return leadPage(database, rows, { limit: input.limit, order, total })
      }),
    count: (filter, now) => answered(() => sizeOf(wholeSet(asked(filter, now)))),
    ids: (filter, { select, parameters, most }, now) =>
      answered(() => {
        const left = plans.read(idsPlan(select, parameters))
        return idsIn(inFirstOnly(wholeSet(asked(filter, now)), left)).slice(0, most)
      }),
  }
}

/** A full page that the order meets at once; null where it does not, or all is known already. */
function firstMet(
  database: LeadReads,
  input: ListInput,
  order: LeadOrder,
  { isKnown, named, now }: Asked,
): LeadRow[] | null {
  if (isKnown || named !== null || !order.isIndexed) return null
  const rows = walkSome(database, leadFilterSql(input, { database, now }), {
    ...input,
    status: input.status,
    ...{ order, looked: lookedThrough },
  })
  return rows.length > input.limit ? rows : null
}

/** Pages of those in a set. */
function createPageReading(connection: SqliteConnection, database: LeadReads, few: number) {
  const ordered = createOrderedReading(connection, database)
  const meant: { set: IdSet } = { set: emptySet(0) }
  connection.function('is_meant', { deterministic: false }, (id) =>
    isIn(meant.set, Number(id)) ? 1 : 0,
  )
  return (input: ListInput, order: LeadOrder, set: IdSet): LeadRow[] => {
    if (sizeOf(set) <= few)
      return sortMatches(database, idsIn(set), { where: '1', parameters: [] }, input, order)
    if (!order.isIndexed) return ordered(input, order, set)
    meant.set = set
    return walkIndex(database, meantIn(input), input, order)
  }
}

const meantIn = ({ status }: ListInput) =>
  status === undefined
    ? { where: 'is_meant(leads.id)', parameters: [] }
    : { where: 'leads.status = ? AND is_meant(leads.id)', parameters: [status] }

/** Conditions that every lead meant has to meet, and whose first leads an index names at once. */
function quickOf(plan: FilterPlan): Extract<FilterPlan, { kind: 'ids' }>[] {
  if (plan.kind === 'ids') return plan.isQuick ? [plan] : []
  return plan.kind === 'all' ? plan.plans.flatMap(quickOf) : []
}

function atOneMoment<T>(connection: SqliteConnection, read: () => T): T {
  connection.exec('BEGIN')
  try {
    return read()
  } finally {
    connection.exec('COMMIT')
  }
}

/** The leads that the most exact of the conditions names, where these are few. */
function fewNamed(connection: SqliteConnection, plan: FilterPlan, few: number): number[] | null {
  for (const { select, parameters } of quickOf(plan)) {
    const ids = connection
      .prepare<unknown[], number>(`SELECT * FROM (${select}) LIMIT ?`)
      .pluck()
      .all(...parameters, few + 1)
    if (ids.length <= few) return ids
  }
  return null
}

/** Those of a few whom the whole filter means. */
function fewMeant(
  database: LeadReads,
  { filter, now, named }: { filter: LeadFilter; now: number; named: number[] },
): IdSet {
  const { where, parameters } = leadFilterSql(filter, { database, now })
  const found = database.all(
    numbered,
    `SELECT leads.id FROM json_each(?) AS named CROSS JOIN leads ON leads.id = named.value WHERE ${where}`,
    [JSON.stringify(named), ...parameters],
  )
  const set = emptySet(found.reduce((most, { id }) => Math.max(most, id), 0))
  for (const { id } of found) addTo(set, id)
  return set
}
