// A lead filter as SQL: the list, the count, the audience of a campaign and the sending engine all
// mean the same people.
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import { tagKey } from '#shared/rules/tags.ts'
import type { SqlValue } from '#main/database/database.ts'
import { searchTerms } from '#main/database/fullTextSearch.ts'
import { findSegmentFilter, treeSql, type FilterReading } from '../filters/filterMeaning.ts'
import type { SqlCondition } from '../filters/filterSql.ts'

export type { SqlCondition }

/** Where a filter is evaluated, and when: relative days are counted from `now`, in milliseconds. */
export type FilterPlace = { database: FilterReading; now: number }

const momentConditions = {
  createdFrom: 'leads.created_at >= ?',
  createdTo: 'leads.created_at < ?',
  wonFrom: 'leads.id IN (SELECT lead_id FROM lead_wins WHERE won_at >= ?)',
  wonTo: 'leads.id IN (SELECT lead_id FROM lead_wins WHERE won_at < ?)',
  quietSince: 'coalesce(leads.last_contact_at, leads.created_at) < ?',
} as const satisfies Partial<Record<keyof LeadFilter, string>>

/** Leads named one by one; the parameter is their numbers as JSON. */
export const namedSql = 'leads.id IN (SELECT value FROM json_each(?))'

/** What a filter asks besides the stage, the tag and what is typed. */
export function restOfFilter(filter: LeadFilter): LeadFilter {
  const { status: _status, tag: _tag, search: _search, ...rest } = filter
  return rest
}

/**
 * Whether a filter asks more than the stage, the tag and what is typed; whatever else is given
 * with it (an order, a page) is no filter.
 */
export function asksRest(filter: LeadFilter): boolean {
  const { ids, source, segment, filter: tree } = filter
  const moments = Object.keys(momentConditions) as (keyof typeof momentConditions)[]
  return [ids, source, segment, tree, ...moments.map((name) => filter[name])].some(
    (value) => value !== undefined,
  )
}

/** What is asked by conditions: given, and of a segment, which has nobody in it once it is gone. */
export const treesOf = (
  database: FilterReading,
  { filter, segment }: Pick<LeadFilter, 'filter' | 'segment'>,
): FilterTree[] => [
  ...(filter === undefined ? [] : [filter]),
  ...(segment === undefined ? [] : [findSegmentFilter(database, segment) ?? { any: [] }]),
]

/**
 * Conditions on the table `leads` (by that name). Always true for an empty filter.
 */
export function leadFilterSql(filter: LeadFilter, { database, now }: FilterPlace): SqlCondition {
  const conditions: string[] = []
  const parameters: SqlValue[] = []
  if (filter.ids !== undefined) {
    conditions.push(namedSql)
    parameters.push(JSON.stringify(filter.ids))
  }
  if (filter.status !== undefined) {
    conditions.push('leads.status = ?')
    parameters.push(filter.status)
  }
  if (filter.tag !== undefined && filter.tag !== '') {
    conditions.push('leads.id IN (SELECT lead_id FROM lead_tags WHERE tag = ?)')
    parameters.push(tagKey(filter.tag))
  }
  if (filter.search !== undefined && filter.search.trim() !== '') {
    const terms = searchTerms(filter.search)
    conditions.push(
      terms === null
        ? '0'
        : 'leads.id IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ?)',
    )
    if (terms !== null) parameters.push(terms.exact)
  }
  for (const [name, condition] of Object.entries(momentConditions)) {
    const moment = filter[name as keyof typeof momentConditions]
    if (moment === undefined) continue
    conditions.push(condition)
    parameters.push(Date.parse(moment))
  }
  if (filter.source !== undefined) {
    conditions.push(filter.source === '' ? 'leads.source IS NULL' : 'leads.source = ?')
    if (filter.source !== '') parameters.push(filter.source)
  }
  for (const tree of treesOf(database, filter)) {
    const asked = treeSql(database, tree, now)
    conditions.push(asked.where)
    parameters.push(...asked.parameters)
  }
  return { where: conditions.length === 0 ? '1' : conditions.join(' AND '), parameters }
}
