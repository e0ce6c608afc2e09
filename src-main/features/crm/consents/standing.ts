// What holds of all that is on record of a person, by the last line that counts.
import type { ConsentStanding, MeasuringStanding } from '#shared/contract/crm/consents.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import type { LegalBasis } from '#shared/rules/consents/legalBases.ts'
import { flag, moment, optional, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { addressesOfLeadSql } from '../contactPoints/contactPoints.repository.ts'
import { domainOfSql } from './suppressions.repository.ts'

/** True for a line that was not noted by mistake. */
export const isInForceSql =
  'consent_events.event_id NOT IN (SELECT takes_back FROM consent_events AS later WHERE later.takes_back IS NOT NULL)'

/** True for a line in which somebody refused to be written to, and that counts. */
export const isRefusalSql = `purpose = 'write' AND action IN ('withdrawn', 'refused') AND ${isInForceSql}`

/** True for a line that says whether its person may be written to, and counts. */
const decidesSql = `purpose = 'write' AND (action IN ('granted', 'withdrawn', 'refused') OR (action = 'not_given' AND method = 'import'))
     AND ${isInForceSql}`

/**
 * The last line of a lead, the one parameter, that says whether it may be written to. A box of a form that
 * was left unticked says nothing; of whom a file brought without a basis, "nothing" is said on purpose.
 */
export const lastDecisionSql = (columns: string, lead = '?'): string =>
  `SELECT ${columns} FROM consent_events WHERE lead_id = ${lead} AND ${decidesSql} ORDER BY at DESC, id DESC LIMIT 1`

/** What a line that decides says, as one of the answers of `legalBases.ts`. */
const answerOf = (line: string): string =>
  `CASE ${line}.action WHEN 'granted' THEN ifnull(${line}.basis, 'consent') WHEN 'not_given' THEN 'none' ELSE 'withdrawn' END`

/** The same as `standingOf` for a row of `leads`: one of the answers of `legalBases.ts`. */
export const basisOfLeadSql = `ifnull((${lastDecisionSql(answerOf('consent_events'), 'leads.id')}), 'none')`

/** Numbers of the leads whose last line says one of so many answers, the parameters. */
export const leadsOfBasesSql = (answers: number): string =>
  `SELECT lead_id FROM consent_events AS said WHERE lead_id IS NOT NULL AND purpose = 'write'
     AND id = (${lastDecisionSql('id', 'said.lead_id')}) AND ${answerOf('said')} IN (${Array(answers).fill('?').join(', ')})`

/** What keeps a person from being written to whose address nobody knew. */
export type Held = { reason: 'unsubscribed' | 'unconfirmed'; at: number }

/** Of a last decision; null where an address holds it already, or a basis was noted since. */
export function heldBy(
  last: { action: string; email: string | null; at: number } | null | undefined,
): Held | null {
  if (last == null || last.email !== null || last.action === 'granted') return null
  return { reason: last.action === 'not_given' ? 'unconfirmed' : 'unsubscribed', at: last.at }
}

const decision = rowOf({ action: text(), basis: optional(text<LegalBasis>()), at: moment() })
const refusalRow = rowOf({ reason: text<SuppressionReason>(), at: moment() })

/** A refusal says more than a person not having agreed yet; a dead address says nothing of the person. */
const refusalSql = `SELECT reason, created_at AS at FROM suppressions, (SELECT address FROM (${addressesOfLeadSql})) AS theirs
  WHERE reason <> 'hard_bounce' AND ((kind = 'address' AND value = theirs.address)
    OR (kind = 'domain' AND value = ${domainOfSql('theirs.address')}))
  ORDER BY reason = 'unconfirmed', created_at DESC LIMIT 1`

export function standingOf(database: Database, leadId: number): ConsentStanding {
  const [last] = database.all(decision, lastDecisionSql('action, basis, at'), [leadId])
  const [refusal] = database.all(refusalRow, refusalSql, [leadId, leadId])
  const isGranted = last?.action === 'granted'
  return {
    state:
      last === undefined || last.action === 'not_given'
        ? 'none'
        : isGranted
          ? 'granted'
          : 'withdrawn',
    // Whoever ticked a box of a form agreed: such lines name no basis.
    basis: isGranted ? (last.basis ?? 'consent') : null,
    at: last === undefined ? null : toTimestamp(last.at),
    refusal: refusal === undefined ? null : { reason: refusal.reason, at: toTimestamp(refusal.at) },
  }
}

const said = rowOf({
  action: text<'granted' | 'withdrawn' | 'refused'>(),
  at: moment(),
  isMeasured: flag(),
})

/** A box that a form ticked for an address nobody confirmed yet: forms of before called that granted. */
export const isUnconfirmedSql = `EXISTS (SELECT 1 FROM consent_events AS asked WHERE asked.event_id = consent_events.event_id AND asked.purpose = 'write' AND asked.action = 'asked'
  AND NOT EXISTS (SELECT 1 FROM consent_confirmations WHERE asked_event_id = asked.event_id AND confirmed_at IS NOT NULL))`

/** What holds of measuring the links that a person opens. */
export function measuringOf(database: Database, leadId: number): MeasuringStanding {
  const [last] = database.all(
    said,
    `SELECT action, at, EXISTS (SELECT 1 FROM measured_people WHERE measured_people.lead_id = consent_events.lead_id) AS isMeasured
     FROM consent_events WHERE lead_id = ? AND purpose = 'measure' AND action IN ('granted', 'withdrawn', 'refused')
       AND ${isInForceSql} AND NOT ${isUnconfirmedSql} ORDER BY at DESC, id DESC LIMIT 1`,
    [leadId],
  )
  if (last === undefined) return { state: 'none', at: null }
  const state = last.action !== 'granted' ? 'withdrawn' : last.isMeasured ? 'granted' : 'refused'
  return { state, at: toTimestamp(last.at) }
}
