// A lead filter as SQL: the list, the count, the audience of a campaign and the sending engine all mean the same people.
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { SqlValue } from '#main/database/database.ts'
import { searchTerms } from '#main/database/fullTextSearch.ts'

export type SqlCondition = { where: string; parameters: SqlValue[] }

/**
 * Conditions on the table `leads` (by that name). Always true for an empty filter.
 */
export function leadFilterSql(filter: LeadFilter): SqlCondition {
  const conditions: string[] = []
  const parameters: SqlValue[] = []
  if (filter.status !== undefined) {
    conditions.push('leads.status = ?')
    parameters.push(filter.status)
  }
  if (filter.tag !== undefined && filter.tag !== '') {
    conditions.push('leads.id IN (SELECT lead_id FROM lead_tags WHERE tag = ?)')
    parameters.push(filter.tag)
  }
  if (filter.search !== undefined && filter.search.trim() !== '') {
    const terms = searchTerms(filter.search)
    conditions.push(terms === null ? '0' : 'leads.id IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ?)')
    if (terms !== null) parameters.push(terms.exact)
  }
  return { where: conditions.length === 0 ? '1' : conditions.join(' AND '), parameters }
}
