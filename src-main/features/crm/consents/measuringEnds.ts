// An agreement to be measured that ended stays ended: neither does it come back with a refusal that is
// taken off the list, nor by two clocks that do not agree.
import { randomUUID } from 'node:crypto'
import { integer, moment } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { isInForceSql, isUnconfirmedSql } from './standing.ts'

const agreement = rowOf({ at: moment() })
const endsSql = `suppressions.id = ? AND kind = 'address' AND reason IN ('unsubscribed', 'complaint')`
const whose = rowOf({ leadId: integer(), refusedAt: moment() })

/**
 * When the last line was that says the person may be measured, whatever else stands against it; null
 * where the last one says no, or there is none.
 */
export async function measuringAgreedAt(
  transaction: Transaction,
  leadId: number,
): Promise<number | null> {
  const agreed = await transaction.first(
    agreement,
    `SELECT at FROM consent_events AS agreed WHERE action = 'granted' AND id = (SELECT id FROM consent_events
       WHERE lead_id = ? AND purpose = 'measure' AND action IN ('granted', 'withdrawn', 'refused')
         AND ${isInForceSql} AND NOT ${isUnconfirmedSql} ORDER BY at DESC, id DESC LIMIT 1)`,
    [leadId],
  )
  return agreed?.at ?? null
}

/**
 * The moment to write down for a no that is said now. The relay tells its own time, and so does the
 * computer: by a clock that is behind, the no would come before the agreement it ends, and end nothing.
 */
export const afterAgreement = async (
  transaction: Transaction,
  leadId: number,
  at: number,
): Promise<number> => Math.max(at, (await measuringAgreedAt(transaction, leadId)) ?? at)

/**
 * Before a refusal leaves the list: where it was all that said no, its people are not measured again by
 * that. What they agreed to after it stays, where `keepsLater` says so.
 */
export async function endMeasuringWith(
  transaction: Transaction,
  suppressionId: number,
  { keepsLater, method }: { keepsLater: boolean; method: 'manual' | 'unsubscribe' },
  now: number,
): Promise<void> {
  const people = await transaction.all(
    whose,
    `SELECT leads.id AS leadId, suppressions.created_at AS refusedAt FROM suppressions CROSS JOIN leads ON leads.email = suppressions.value WHERE ${endsSql}
     UNION SELECT lead_id, suppressions.created_at FROM suppressions CROSS JOIN lead_addresses ON lead_addresses.address = suppressions.value WHERE ${endsSql}`,
    [suppressionId, suppressionId],
  )
  for (const { leadId, refusedAt } of people) {
    const agreedAt = await measuringAgreedAt(transaction, leadId)
    if (agreedAt === null || (keepsLater && agreedAt > refusedAt)) continue
    await transaction.sql(
      `INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at)
       SELECT ?, ?, value, 'measure', 'withdrawn', ?, ?, ? FROM suppressions WHERE id = ?`,
      [randomUUID(), leadId, method, Math.max(refusedAt, agreedAt), now, suppressionId],
    )
  }
}

const idOnly = rowOf({ id: integer() })

/** By hand: nobody is measured again by that. @returns false where there is no such refusal */
export async function deleteSuppression(
  transaction: Transaction,
  id: number,
  now: number,
): Promise<boolean> {
  await endMeasuringWith(transaction, id, { keepsLater: false, method: 'manual' }, now)
  const rows = await transaction.all(idOnly, 'DELETE FROM suppressions WHERE id = ? RETURNING id', [
    id,
  ])
  return rows.length > 0
}
