// All SQL that reads leads. Lists walk an index from the last row shown; nothing ever reads all rows.
import type { LeadFilter, LeadSort } from '#shared/contract/crm.contract.ts'
import { conversionRate, leadStatuses } from '#shared/rules/leadStatus.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { decodeCursor, pageFrom, type Key, type Paging } from '#main/database/keyset.ts'
import { searchExpression } from '#main/database/fullTextSearch.ts'
import { leadFilterSql } from './leadFilter.ts'
import { toLead } from './leadRecord.ts'
import type { LeadRow } from './leads.table.ts'

export const leadColumns = `leads.id, leads.email, leads.first_name AS firstName, leads.last_name AS lastName,
  leads.phone, leads.company, leads.job_title AS jobTitle, leads.status, leads.score, leads.source,
  leads.estimated_value_cents AS estimatedValueCents, leads.tags, leads.notes, leads.sort_name AS sortName, leads.import_id AS importId,
  leads.created_at AS createdAt, leads.updated_at AS updatedAt, leads.last_contact_at AS lastContactAt`

const sortColumns = { createdAt: 'created_at', name: 'sort_name', score: 'score', estimatedValue: 'estimated_value_cents' } as const
type SortField = keyof typeof sortColumns

export function findLeadRow(database: Database, id: number): LeadRow | null {
  return database.query<LeadRow>(`SELECT ${leadColumns} FROM leads WHERE id = ?`, [id])[0] ?? null
}

export function countInteractions(database: Database, leadId: number): number {
  return database.query<{ n: number }>('SELECT count(*) AS n FROM interactions WHERE lead_id = ?', [leadId])[0]?.n ?? 0
}

/** How many leads a filter means. Without search or tag the answer is kept ready; else it is counted. */
export function countLeads(database: Database, filter: LeadFilter): number {
  if (!filter.search && !filter.tag) {
    const totals = database.query<{ status: string; count: number }>('SELECT status, count FROM lead_totals')
    return totals.filter((row) => filter.status === undefined || row.status === filter.status).reduce((sum, row) => sum + row.count, 0)
  }
  if (filter.search && !filter.tag && filter.status === undefined) return countMatches(database, filter.search)
  const { where, parameters } = leadFilterSql(filter)
  return database.query<{ n: number }>(`SELECT count(*) AS n FROM leads WHERE ${where}`, parameters)[0]?.n ?? 0
}

function countMatches(database: Database, search: string): number {
  const expression = searchExpression(search)
  if (expression === null) return 0
  return database.query<{ n: number }>('SELECT count(*) AS n FROM lead_search WHERE lead_search MATCH ?', [expression])[0]?.n ?? 0
}

export function listLeads(database: Database, input: LeadFilter & Paging & { sort: LeadSort; withTotal: boolean }) {
  const total = input.withTotal ? countLeads(database, input) : null
  const field = input.sort.replace(/^-/, '') as SortField
  const descending = input.sort.startsWith('-')
  const rows = input.sort === '-createdAt' && isWideSearch(database, input) ? newestMatches(database, input) : walkIndex(database, input, field, descending)
  const keyOf = (row: LeadRow): Key => ({ key: sortKey(row, field), id: row.id })
  return pageFrom(rows, input.limit, total, keyOf, toLead)
}

/** Up to this many matches are read and sorted by date exactly; beyond, the newest arrivals come first. */
const sortedMatches = 500

function isWideSearch(database: Database, filter: LeadFilter): boolean {
  const expression = searchExpression(filter.search ?? '')
  if (expression === null) return false
  const counted = 'SELECT count(*) AS n FROM (SELECT 1 FROM lead_search WHERE lead_search MATCH ? LIMIT ?)'
  return (database.query<{ n: number }>(counted, [expression, sortedMatches + 1])[0]?.n ?? 0) > sortedMatches
}

function sortKey(row: LeadRow, field: SortField): string | number {
  if (field === 'name') return row.sortName
  if (field === 'score') return row.score
  return field === 'createdAt' ? row.createdAt : row.estimatedValueCents
}

/**
 * A search with many matches in the usual order. They come from the full-text index newest row first, so the first page costs the
 * same however many match. Rows are numbered as they arrive; where imported creation dates disagree with that, arrival decides here.
 */
function newestMatches(database: Database, input: LeadFilter & Paging): LeadRow[] {
  const expression = searchExpression(input.search ?? '')
  if (expression === null) return []
  const after = decodeCursor(input.cursor)
  const { where, parameters } = leadFilterSql({ status: input.status, tag: input.tag })
  // CROSS JOIN keeps SQLite from turning the order round and sorting all matches.
  return database.query<LeadRow>(
    `SELECT ${leadColumns} FROM lead_search CROSS JOIN leads ON leads.id = lead_search.rowid
     WHERE lead_search MATCH ? AND lead_search.rowid < ? AND ${where} ORDER BY lead_search.rowid DESC LIMIT ?`,
    [expression, after?.id ?? Number.MAX_SAFE_INTEGER, ...parameters, input.limit + 1],
  )
}

function walkIndex(database: Database, input: LeadFilter & Paging, field: SortField, descending: boolean): LeadRow[] {
  const column = `leads.${sortColumns[field]}`
  const { where, parameters } = leadFilterSql(input)
  const after = decodeCursor(input.cursor)
  const order = descending ? 'DESC' : 'ASC'
  const compare = descending ? '<' : '>'
  const conditions: SqlValue[] = [...parameters]
  let from = ''
  if (after !== null) {
    from = `AND (${column}, leads.id) ${compare} (?, ?)`
    conditions.push(after.key, after.id)
  }
  return database.query<LeadRow>(
    `SELECT ${leadColumns} FROM leads WHERE ${where} ${from} ORDER BY ${column} ${order}, leads.id ${order} LIMIT ?`,
    [...conditions, input.limit + 1],
  )
}

/** Counts and values per stage: seven rows kept by triggers, whatever the number of leads. */
export function pipelineStats(database: Database) {
  const rows = database.query<{ status: string; count: number; value_cents: number }>('SELECT status, count, value_cents FROM lead_totals')
  const of = new Map(rows.map((row) => [row.status, { count: row.count, value: row.value_cents / 100 }]))
  const none = { count: 0, value: 0 }
  const byStatus = Object.fromEntries(leadStatuses.map((status) => [status, of.get(status) ?? none])) as Record<
    (typeof leadStatuses)[number],
    { count: number; value: number }
  >
  const totalLeads = rows.reduce((sum, row) => sum + row.count, 0)
  const totalCents = rows.reduce((sum, row) => sum + row.value_cents, 0)
  return { totalLeads, totalValue: totalCents / 100, conversionRate: conversionRate(byStatus.won.count, totalLeads), byStatus }
}
