// Whom a change of many leads is about, as SQL on the table `leads`.
import type { BulkChoice } from '#shared/contract/crm/bulk.ts'
import type { LeadFilter } from '#shared/contract/crm/leadFilter.ts'
import type { Services } from '#main/core/services.ts'
import { checkLeadFilter } from '../filters/filterCheck.ts'
import { leadFilterSql, namedSql, type SqlCondition } from '../leads/leadFilter.ts'

/** A tree of conditions alone is a filter too. */
export const toLeadFilter = (given: NonNullable<BulkChoice['filter']>): LeadFilter =>
  'all' in given || 'any' in given || 'none' in given ? { filter: given } : (given as LeadFilter) // The contract takes one or the other.

/** @throws 422 for a filter with a mistake */
export function chosenLeads(
  { database, host }: Services,
  { ids, filter: given = {} }: BulkChoice,
): SqlCondition {
  if (ids !== undefined) return { where: namedSql, parameters: [JSON.stringify(ids)] }
  const filter = toLeadFilter(given)
  checkLeadFilter(database, filter)
  return leadFilterSql(filter, { database, now: host.clock.now() })
}
