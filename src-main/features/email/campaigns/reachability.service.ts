// Whether one person may be written to, and why not: asked of the same condition as recipients are.
import type { Reachability } from '#shared/contract/email.contract.ts'
import type { SuppressionReason } from '#shared/contract/suppressions.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { flag, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { domainOfSql } from '#main/features/crm/crm.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { mayBeWrittenSql, reachableAddressSql } from './recipients.ts'

const judged = rowOf({
  mayBeWritten: flag(),
  email: optional(text()),
  kind: optional(text<'address' | 'domain'>()),
  reason: optional(text<SuppressionReason>()),
  note: optional(text()),
  since: optional(moment()),
})

/** @throws 404 if there is no such lead */
export function leadReachability({ database }: Services, leadId: number): Reachability {
  const row = database.first(
    judged,
    `SELECT ${mayBeWrittenSql} AS mayBeWritten, coalesce(${reachableAddressSql}, leads.email) AS email, refusals.kind, refusals.reason, refusals.note,
       refusals.created_at AS since
     FROM leads LEFT JOIN suppressions AS refusals ON refusals.id = coalesce(
       (SELECT id FROM suppressions WHERE kind = 'address' AND value = leads.email),
       (SELECT id FROM suppressions WHERE kind = 'domain' AND value = ${domainOfSql('leads.email')}))
     WHERE leads.id = ?`,
    [leadId],
  )
  if (row === null) throw unknownId('lead', leadId)
  const { mayBeWritten, email, kind, reason, note, since } = row
  if (mayBeWritten)
    return { canReceive: true, email, reason: null, scope: null, note: null, since: null }
  return {
    canReceive: false,
    email,
    reason: email === null ? 'no_address' : (reason ?? 'refused'),
    scope: kind,
    note,
    since: since === null ? null : toTimestamp(since),
  }
}
