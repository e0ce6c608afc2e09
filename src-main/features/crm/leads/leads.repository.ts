// All SQL that reads leads. Lists walk an index from the last row shown; nothing ever reads all
// rows.
import type { Lead, LeadFilter, LeadSort } from '#shared/contract/crm.contract.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { conversionRate, leadStatuses } from '#shared/leadFields/leadStatus.ts'
import type { Database } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { searchTerms } from '#main/database/fullTextSearch.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { asksRest, leadFilterSql, restOfFilter, type SqlCondition } from './leadFilter.ts'
import { afterCursor, keyOfLead, orderOf, orderSql, type LeadOrder } from './leadOrder.ts'
import { leadRank } from './leadRank.ts'
import { toLead } from './leadRecord.ts'
import { findMatches, newestMatches } from './leads.search.ts'
import { leadColumnNames, type LeadRow } from './leads.table.ts'

/** Where leads are read: the application's database, or a thread's own connection. */
export type LeadReads = Pick<Database, 'query' | 'all'>

export const leadColumns = [
  'leads.id',
  ...Object.entries(leadColumnNames).map(([property, column]) => `leads.${column} AS ${property}`),
].join(', ')

export function findLeadRow(database: LeadReads, id: number): LeadRow | null {
  return database.query<LeadRow>(`SELECT ${leadColumns} FROM leads WHERE id = ?`, [id])[0] ?? null
}

export function countInteractions(database: LeadReads, leadId: number): number {
  return (
    database.query<{ n: number }>('SELECT count(*) AS n FROM interactions WHERE lead_id = ?', [
      leadId,
    ])[0]?.n ?? 0
  )
}

/**
 * How many leads a filter means. Without search or tag the answer is kept ready; else it is
 * counted.
 */
export function countLeads(database: LeadReads, filter: LeadFilter, now: number): number {
  const hasRest = asksRest(filter)
  if (!filter.search && !filter.tag && !hasRest) {
    const totals = database.query<{ status: string; count: number }>(
      'SELECT status, count FROM lead_totals',
    )
    return totals
      .filter((row) => filter.status === undefined || row.status === filter.status)
      .reduce((sum, row) => sum + row.count, 0)
  }
  if (filter.search && !filter.tag && filter.status === undefined && !hasRest)
    return countMatches(database, filter.search)
  const { where, parameters } = leadFilterSql(filter, { database, now })
  return (
    database.query<{ n: number }>(`SELECT count(*) AS n FROM leads WHERE ${where}`, parameters)[0]
      ?.n ?? 0
  )
}

function countMatches(database: LeadReads, search: string): number {
  const terms = searchTerms(search)
  if (terms === null) return 0
  return (
    database.query<{ n: number }>(
      'SELECT count(*) AS n FROM lead_search WHERE lead_search MATCH ?',
      [terms.exact],
    )[0]?.n ?? 0
  )
}

export type LeadPage = { items: Lead[]; total: number | null; nextCursor: string | null }
export type ListInput = LeadFilter & Paging & { sort: LeadSort | 'match'; withTotal: boolean }

/** @param now milliseconds since 1970: relative days of a filter are counted from it */
export function listLeads(database: LeadReads, input: ListInput, now: number): LeadPage {
  const total = input.withTotal ? countLeads(database, input, now) : null
  if (input.sort === 'match' && input.search !== undefined && input.search.trim() !== '')
    return { items: closestMatches(database, input, input.search, now), total, nextCursor: null }
  const order = orderOf(database, input.sort)
  return leadPage(database, readRows(database, input, order, now), { ...input, order, total })
}

/** @param rows one more than the page shows, where there are more */
export function leadPage(
  database: LeadReads,
  rows: LeadRow[],
  { limit, order, total }: Pick<Paging, 'limit'> & { order: LeadOrder; total: number | null },
): LeadPage {
  const fields = listFields(database)
  return pageFrom(
    rows,
    limit,
    total,
    ({ id }) => ({ key: keyOfLead(database, order, id), id }),
    (row) => toLead(row, fields),
  )
}

function readRows(database: LeadReads, input: ListInput, order: LeadOrder, now: number): LeadRow[] {
  const place = { database, now }
  if (input.search === undefined || input.search.trim() === '')
    return walkIndex(database, leadFilterSql(input, place), input, order)
  const others = leadFilterSql(
    { ...restOfFilter(input), status: input.status, tag: input.tag },
    place,
  )
  const matches = findMatches(database, input.search)
  if (matches.kind === 'all') return sortMatches(database, matches.ids, others, input, order)
  if (input.sort !== '-createdAt' && input.sort !== 'match')
    return walkIndex(database, leadFilterSql(input, place), input, order)
  // Rows are numbered as they arrive: among many matches arrival stands for the date of creation,
  // which imports may date back.
  const isFirstPage =
    input.cursor === undefined && others.where === '1' && matches.newest.length > input.limit
  const before = decodeCursor(input.cursor)?.id ?? Number.MAX_SAFE_INTEGER
  const ids = isFirstPage
    ? matches.newest.slice(0, input.limit + 1)
    : newestMatches(database, matches.terms, others, before, input.limit + 1)
  return rowsInOrder(database, ids)
}

/** Of very many matches those by last name are looked up, up to this number each way. */
const maxByName = 100

/** The leads a search means most, see `leadRank`; newest first among equals. */
function closestMatches(
  database: LeadReads,
  input: ListInput,
  search: string,
  now: number,
): Lead[] {
  const matches = findMatches(database, search)
  const ids = new Set(matches.kind === 'all' ? matches.ids : matches.newest)
  if (matches.kind === 'many') {
    const words = foldText(search).split(' ')
    for (const begins of new Set([words.join(' '), words.toReversed().join(' ')]))
      for (const { id } of database.query<{ id: number }>(
        'SELECT id FROM leads WHERE sort_name >= ? AND sort_name < ? ORDER BY sort_name LIMIT ?',
        [begins, `${begins}\uffff`, maxByName],
      ))
        ids.add(id)
  }
  const { where, parameters } = leadFilterSql(input, { database, now })
  const fields = listFields(database)
  return database
    .query<LeadRow>(
      `SELECT ${leadColumns} FROM json_each(?) AS wanted CROSS JOIN leads ON leads.id = wanted.value WHERE ${where} ORDER BY leads.created_at DESC, leads.id DESC`,
      [JSON.stringify([...ids]), ...parameters],
    )
    .map((row) => ({ row, rank: leadRank(row, search) }))
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, input.limit)
    .map(({ row }) => toLead(row, fields))
}

function rowsById(database: LeadReads, ids: number[]): LeadRow[] {
  return database.query<LeadRow>(
    `SELECT ${leadColumns} FROM json_each(?) AS wanted CROSS JOIN leads ON leads.id = wanted.value`,
    [JSON.stringify(ids)],
  )
}

/**
 * Reads on along the index of the order: a page costs the same at the first and at the last lead.
 */
export function walkIndex(
  database: LeadReads,
  filter: SqlCondition,
  paging: Paging,
  order: LeadOrder,
): LeadRow[] {
  const from = afterCursor(paging.cursor, order)
  return database.query<LeadRow>(
    `SELECT ${leadColumns} FROM leads WHERE ${filter.where} ${from.where} ${orderSql(order)} LIMIT ?`,
    [...filter.parameters, ...from.parameters, paging.limit + 1],
  )
}

/**
 * The next of an order as far as the first `looked` leads have them: fewer rows than asked for say
 * nothing of those beyond.
 */
export function walkSome(
  database: LeadReads,
  filter: SqlCondition,
  {
    status,
    order,
    looked,
    ...paging
  }: Paging & {
    status: LeadFilter['status']
    order: LeadOrder
    looked: number
  },
): LeadRow[] {
  const from = afterCursor(paging.cursor, order)
  const stage: SqlCondition =
    status === undefined
      ? { where: '1', parameters: [] }
      : { where: 'leads.status = ?', parameters: [status] }
  const next = `SELECT id AS near FROM leads WHERE ${stage.where} ${from.where} ${orderSql(order)} LIMIT ?`
  return database.query<LeadRow>(
    `SELECT ${leadColumns} FROM (${next}) CROSS JOIN leads ON leads.id = near WHERE ${filter.where} ${orderSql(order)} LIMIT ?`,
    [...stage.parameters, ...from.parameters, looked, ...filter.parameters, paging.limit + 1],
  )
}

/**
 * Sorts the few leads a search matched; only the keys are sorted, the page's rows are read after.
 */
export function sortMatches(
  database: LeadReads,
  ids: number[],
  filter: SqlCondition,
  paging: Paging,
  order: LeadOrder,
): LeadRow[] {
  const from = afterCursor(paging.cursor, order)
  const page = database.query<{ id: number }>(
    `SELECT leads.id FROM json_each(?) AS wanted CROSS JOIN leads ON leads.id = wanted.value WHERE ${filter.where} ${from.where}
     ${orderSql(order)} LIMIT ?`,
    [JSON.stringify(ids), ...filter.parameters, ...from.parameters, paging.limit + 1],
  )
  return rowsInOrder(
    database,
    page.map(({ id }) => id),
  )
}

/** The leads of some numbers, in the order in which these stand. */
export function rowsInOrder(database: LeadReads, ids: number[]): LeadRow[] {
  const rows = new Map(rowsById(database, ids).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** Counts and values per stage: seven rows kept by triggers, whatever the number of leads. */
export function pipelineStats(database: LeadReads) {
  const rows = database.query<{ status: string; count: number; value_cents: number }>(
    'SELECT status, count, value_cents FROM lead_totals',
  )
  const of = new Map(
    rows.map((row) => [row.status, { count: row.count, value: row.value_cents / 100 }]),
  )
  const none = { count: 0, value: 0 }
  const byStatus = Object.fromEntries(
    leadStatuses.map((status) => [status, of.get(status) ?? none]),
  ) as Record<(typeof leadStatuses)[number], { count: number; value: number }>
  const totalLeads = rows.reduce((sum, row) => sum + row.count, 0)
  const totalCents = rows.reduce((sum, row) => sum + row.value_cents, 0)
  return {
    totalLeads,
    totalValue: totalCents / 100,
    conversionRate: conversionRate(byStatus.won.count, totalLeads),
    byStatus,
  }
}
