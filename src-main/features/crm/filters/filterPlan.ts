// A filter as sets of lead numbers and what is done with them, for tables too long to be asked row by
// row: each condition that an index answers is read along it, whatever the others mean.
import type { SqlValue } from '#main/database/database.ts'
import { basisAnswers } from '#shared/rules/consents/legalBases.ts'
import { customKeyOf, oppositeOps, reachAnswers } from '#shared/rules/leadFilter/filterFields.ts'
import { filterKindOf } from '#shared/rules/leadFilter/filterProblem.ts'
import {
  groupOf,
  isGroup,
  type FilterCondition,
  type FilterNode,
  type FilterScalar,
  type FilterTree,
} from '#shared/rules/leadFilter/filterTree.ts'
import { leadsOfBasesSql } from '../consents/standing.ts'
import { domainOfSql, reachableAddressSql } from '../consents/suppressions.repository.ts'
import { listed } from './filterSpans.ts'
import { conditionSql, type FilterMeaning, type LeadIds } from './filterSql.ts'

/** What a filter means, as sets. `scan`: every lead has to be looked at. */
export type FilterPlan =
  | ({ kind: 'ids' } & LeadIds)
  | { kind: 'scan'; where: string; parameters: SqlValue[] }
  | { kind: 'all' | 'any'; plans: FilterPlan[] }
  | { kind: 'not'; plan: FilterPlan }

export const nobodyPlan: FilterPlan = { kind: 'any', plans: [] }
export const notPlan = (plan: FilterPlan): FilterPlan =>
  plan.kind === 'not' ? plan.plan : { kind: 'not', plan }
export const idsPlan = (
  select: string,
  parameters: SqlValue[] = [],
  isQuick = true,
): FilterPlan => ({ kind: 'ids', select, parameters, isQuick })

/** @param tree one in which `filterProblem` finds nothing wrong */
export function filterPlan(tree: FilterTree, meaning: FilterMeaning): FilterPlan {
  const { group, nodes } = groupOf(tree)
  const plans = nodes.map((node) => nodePlan(node, meaning))
  if (group === 'none') return notPlan({ kind: 'any', plans })
  return { kind: group, plans }
}

const nodePlan = (node: FilterNode, meaning: FilterMeaning): FilterPlan =>
  isGroup(node) ? filterPlan(node, meaning) : conditionPlan(node, meaning)

function conditionPlan(asked: FilterCondition, meaning: FilterMeaning): FilterPlan {
  const kind = filterKindOf(asked.field, meaning.customKind)
  if (kind === null) return nobodyPlan
  const opposite = oppositeOps[asked.op]
  if (opposite !== undefined) return notPlan(conditionPlan({ ...asked, op: opposite }, meaning))
  if (customKeyOf(asked.field) === null && kind === 'reach')
    return { kind: 'any', plans: listed(asked.value).map(reachPlan) }
  if (kind === 'basis') return basisPlan(listed(asked.value))
  const { where, parameters, ids } = conditionSql(asked, meaning)
  return ids === undefined ? { kind: 'scan', where, parameters } : { kind: 'ids', ...ids }
}

const [yes, noAddress, suppressed] = reachAnswers
const withoutAddress = idsPlan('SELECT id FROM leads WHERE email IS NULL')

/** Whose first address is refused and another one is not: few, for few have another. */
const reachedElsewhere = idsPlan(
  `SELECT id FROM leads WHERE id IN (SELECT lead_id FROM lead_addresses) AND (${reachableAddressSql}) IS NOT NULL`,
  [],
  false,
)

/** Whom a refusal of the address or of its whole domain stands against, so that nothing reaches them. */
function refusedPlan(reason: SqlValue | null): FilterPlan {
  const given = reason === null ? [] : [reason]
  const only = reason === null ? '' : 'AND reason = ?'
  const domains = `SELECT value FROM suppressions WHERE kind = 'domain' ${only}`
  const refused: FilterPlan = {
    kind: 'any',
    plans: [
      idsPlan(
        `SELECT leads.id FROM suppressions CROSS JOIN leads ON leads.email = suppressions.value WHERE kind = 'address' ${only}`,
        given,
      ),
      // Refused domains are few, mostly none: then nobody's address is looked at.
      idsPlan(
        `SELECT id FROM leads WHERE email IS NOT NULL AND EXISTS (${domains}) AND ${domainOfSql('email')} IN (${domains})`,
        [...given, ...given],
        false,
      ),
    ],
  }
  return { kind: 'all', plans: [refused, notPlan(reachedElsewhere)] }
}

function reachPlan(answer: FilterScalar): FilterPlan {
  const refused = refusedPlan(null)
  const unreachable: FilterPlan = { kind: 'any', plans: [withoutAddress, refused] }
  if (answer === true || answer === yes) return notPlan(unreachable)
  if (answer === false) return unreachable
  if (answer === noAddress) return withoutAddress
  return answer === suppressed ? refused : refusedPlan(String(answer))
}

/** Who has no line has nothing noted: they are whom no other answer names. */
function basisPlan(answers: FilterScalar[]): FilterPlan {
  const asked = basisAnswers.filter((answer) => answers.includes(answer))
  const isNoneAsked = asked.includes('none')
  const named = isNoneAsked ? basisAnswers.filter((answer) => !asked.includes(answer)) : asked
  const plan = idsPlan(leadsOfBasesSql(named.length), named, false)
  return isNoneAsked ? notPlan(plan) : plan
}
