// Other lines of a person who refused, as long as one that was noted by mistake stood before them: what they
// would have changed of refusals was not theirs to change then.
import { z } from 'zod'
import { json, moment } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { addressesOfLead, leadOfAddress } from '../contactPoints/contactPoints.repository.ts'
import { changedBy, ChangedRefusal } from './changedRefusals.ts'
import { refuseWriting } from './consents.repository.ts'
import { isRefusalSql } from './standing.ts'

/** Of the lead; `id` of the line in the ledger. */
type Line = { id: number; leadId: number; at: number }

const atOnly = rowOf({ at: moment() })
const changes = rowOf({ refusals: json(z.array(ChangedRefusal)) })

/** True where another line of the person refuses from the same moment on. */
export async function isOfAnotherToo(
  transaction: Transaction,
  { id, leadId, at }: Line,
): Promise<boolean> {
  const found = await transaction.count(
    `SELECT EXISTS (SELECT 1 FROM consent_events WHERE id <> ? AND lead_id = ? AND at = ? AND ${isRefusalSql}) AS n`,
    [id, leadId, at],
  )
  return found === 1
}

/** What was changed of refusals for a line when one that had stood before it was taken back. */
export async function changedInItsName(
  transaction: Transaction,
  { leadId, at }: Line,
): Promise<ChangedRefusal[]> {
  const rows = await transaction.all(
    changes,
    `SELECT refusals FROM consent_events WHERE lead_id = ? AND action = 'taken_back' AND refusals IS NOT NULL ORDER BY id`,
    [leadId],
  )
  return rows.flatMap(({ refusals }) => refusals).filter(({ after }) => after?.createdAt === at)
}

/** True where the person agreed again later, in words of their own: that ends a refusal for good. */
const agreedSinceSql = `SELECT 1 FROM consent_events AS agreed WHERE agreed.lead_id = consent_events.lead_id AND agreed.purpose = 'write'
  AND agreed.action = 'granted' AND agreed.method NOT IN ('manual', 'import') AND agreed.at >= consent_events.at`

/**
 * A line is being taken back: addresses that are free by that are refused again by the newest of the others.
 * @param after the line from which on they count: what came before it is in what was given back
 * @returns what that changed
 */
export async function refuseByAnother(
  transaction: Transaction,
  line: Line,
  after: number,
  free: readonly string[],
): Promise<ChangedRefusal[]> {
  const addresses = await addressesOfLead(transaction, line.leadId)
  const other = await transaction.first(
    atOnly,
    `SELECT at FROM consent_events WHERE id > ? AND id <> ? AND (lead_id = ? OR email IN (SELECT value FROM json_each(?))) AND ${isRefusalSql}
       AND NOT EXISTS (${agreedSinceSql})
     ORDER BY at DESC, id DESC LIMIT 1`,
    [after, line.id, line.leadId, JSON.stringify(addresses)],
  )
  if (other === null) return []
  return changedBy(transaction, [...new Set([...addresses, ...free])], async () => {
    for (const address of free) {
      const owner = await leadOfAddress(transaction, address)
      // What was the person's address may be somebody else's by now.
      if (owner === null || owner === line.leadId)
        await refuseWriting(transaction, address, 'unsubscribed', '', other.at)
    }
  })
}
