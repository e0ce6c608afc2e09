// A lead filter as sets of numbers: the same leads as `leadFilterSql` means, which is tested.
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import { searchTerms } from '#main/database/fullTextSearch.ts'
import { tagKey } from '#shared/rules/tags.ts'
import { treePlan } from '../filters/filterMeaning.ts'
import { idsPlan, nobodyPlan, notPlan, type FilterPlan } from '../filters/filterPlan.ts'
import { namedSql, treesOf, type FilterPlace } from './leadFilter.ts'

/** Last contact, or arrival where there was none, before a moment: each along its own index. */
const quietPlan = (moment: number): FilterPlan => ({
  kind: 'any',
  plans: [
    idsPlan('SELECT id FROM leads WHERE last_contact_at < ?', [moment]),
    {
      kind: 'all',
      plans: [
        idsPlan('SELECT id FROM leads WHERE created_at < ?', [moment]),
        notPlan(idsPlan('SELECT id FROM leads WHERE last_contact_at IS NOT NULL')),
      ],
    },
  ],
})

const momentPlans = {
  createdFrom: (at) => idsPlan('SELECT id FROM leads WHERE created_at >= ?', [at]),
  createdTo: (at) => idsPlan('SELECT id FROM leads WHERE created_at < ?', [at]),
  wonFrom: (at) => idsPlan('SELECT lead_id FROM lead_wins WHERE won_at >= ?', [at]),
  wonTo: (at) => idsPlan('SELECT lead_id FROM lead_wins WHERE won_at < ?', [at]),
  quietSince: quietPlan,
} as const satisfies Partial<Record<keyof LeadFilter, (moment: number) => FilterPlan>>

function searchPlan(typed: string): FilterPlan {
  const terms = searchTerms(typed)
  return terms === null
    ? nobodyPlan
    : idsPlan('SELECT rowid FROM lead_search WHERE lead_search MATCH ?', [terms.exact])
}

const sourcePlan = (source: string): FilterPlan =>
  source === ''
    ? idsPlan('SELECT id FROM leads WHERE source IS NULL')
    : idsPlan('SELECT id FROM leads WHERE source = ?', [source])

/** Everybody for an empty filter. */
export function leadPlan(filter: LeadFilter, { database, now }: FilterPlace): FilterPlan {
  const { ids, status, tag, search, source } = filter
  const plans: FilterPlan[] = treesOf(database, filter).map((tree) => treePlan(database, tree, now))
  if (ids !== undefined)
    plans.push(idsPlan(`SELECT id FROM leads WHERE ${namedSql}`, [JSON.stringify(ids)]))
  if (status !== undefined) plans.push(idsPlan('SELECT id FROM leads WHERE status = ?', [status]))
  if (tag !== undefined && tag !== '')
    plans.push(idsPlan('SELECT lead_id FROM lead_tags WHERE tag = ?', [tagKey(tag)]))
  if (search !== undefined && search.trim() !== '') plans.push(searchPlan(search))
  if (source !== undefined) plans.push(sourcePlan(source))
  for (const [name, planOf] of Object.entries(momentPlans)) {
    const moment = filter[name as keyof typeof momentPlans]
    if (moment !== undefined) plans.push(planOf(Date.parse(moment)))
  }
  return { kind: 'all', plans }
}
