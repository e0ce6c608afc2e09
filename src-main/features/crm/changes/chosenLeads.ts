// Whom a change of many leads is about, as SQL on the table `leads`.
import type { BulkChoice } from '#shared/contract/crm/bulk.ts'
import type { LeadFilter } from '#shared/contract/crm/leadFilter.ts'
import type { Services } from '#main/core/services.ts'
import { checkLeadFilter } from '../filters/filterCheck.ts'
import { leadFilterSql, type SqlCondition } from '../leads/leadFilter.ts'

/** Those named one by one are a filter, too, and a tree of conditions alone is one. */
export function toLeadFilter({ ids, filter = {} }: BulkChoice): LeadFilter {
  if (ids !== undefined) return { ids }
  return 'all' in filter || 'any' in filter || 'none' in filter
    ? { filter }
    : (filter as LeadFilter) // The contract takes one or the other.
}

/** @throws 422 for a filter with a mistake */
export function chosenLeads({ database, host }: Services, choice: BulkChoice): SqlCondition {
  const filter = toLeadFilter(choice)
  checkLeadFilter(database, filter)
  return leadFilterSql(filter, { database, now: host.clock.now() })
}
