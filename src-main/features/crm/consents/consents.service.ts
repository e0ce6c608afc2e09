// What the user notes by hand of a person's agreement or refusal, and taking that back where it was a
// mistake. The line stays: what came of it does not.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ConsentDraft, ConsentRecord } from '#shared/contract/crm/consents.ts'
import type { Services } from '#main/core/services.ts'
import { integer, json, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { addressesOfLead } from '../contactPoints/contactPoints.repository.ts'
import { changedBy, ChangedRefusal, giveBackChanged } from './changedRefusals.ts'
import { listConsents, recordConsent, refuseWriting } from './consents.repository.ts'
import { freeLaterAddresses, shareWhatIsLeft } from './laterAddresses.ts'
import { changedInItsName, isOfAnotherToo, refuseByAnother } from './otherRefusals.ts'
import { isInForceSql } from './standing.ts'

/**
 * A basis lets those be written to who had not agreed yet; a refusal on record stays. A withdrawal holds
 * for all addresses of the person.
 * @throws 404; 422 for a moment that has not come
 */
export async function noteConsent(
  services: Services,
  { id, ...draft }: ConsentDraft,
): Promise<ConsentRecord> {
  const now = services.host.clock.now()
  const at = draft.at === undefined ? now : Date.parse(draft.at)
  refuseFuture(at, now, 'at')
  const { channel, action } = draft
  const note = draft.note?.trim() || null
  await services.database.write(['crm', 'email'], async (transaction) => {
    await requireLead(transaction, id)
    const addresses = await addressesOfLead(transaction, id)
    const refusals = await changedBy(transaction, addresses, async () => {
      for (const address of addresses)
        if (action === 'granted') await liftUnconfirmed(transaction, address)
        else await refuseWriting(transaction, address, 'unsubscribed', note ?? '', at)
    })
    const basis = draft.action === 'granted' ? draft.basis : null
    await recordConsent(
      transaction,
      {
        ...lineOf(id, addresses[0] ?? null, at),
        action,
        noted: { basis, note, refusals, ...(channel === undefined ? {} : { channel }) },
      },
      now,
    )
  })
  return listConsents(services, id)
}

/** @throws 422 */
export function refuseFuture(at: number, now: number, field: string): void {
  if (at > now)
    throw apiError(
      'UNPROCESSABLE',
      'consent_in_future',
      'What a person agreed to or refused lies in the past: this date has not come yet.',
      { field },
    )
}

const notedLine = rowOf({
  eventId: text(),
  purpose: text<'write' | 'measure'>(),
  action: text(),
  at: moment(),
  email: optional(text()),
  refusals: optional(json(z.array(ChangedRefusal))),
  isUndoable: integer(),
})

/** @throws 404; 409 for a line that was not noted by hand, or was taken back already */
export async function undoConsent(
  services: Services,
  { id, consentId }: { id: number; consentId: number },
): Promise<ConsentRecord> {
  const now = services.host.clock.now()
  await services.database.write(['crm', 'email'], async (transaction) => {
    await requireLead(transaction, id)
    const line = await transaction.first(
      notedLine,
      `SELECT event_id AS eventId, purpose, action, at, email, refusals,
         method = 'manual' AND purpose IN ('write', 'measure') AND action <> 'taken_back' AND ${isInForceSql} AS isUndoable
       FROM consent_events WHERE id = ? AND lead_id = ?`,
      [consentId, id],
    )
    if (line === null) throw unknownId('consent', consentId)
    if (line.isUndoable !== 1)
      throw apiError(
        'CONFLICT',
        'consent_not_undoable',
        'Only what was noted by hand can be taken back, and once.',
      )
    await takeBack(transaction, { ...line, id: consentId, leadId: id }, now)
  })
  return listConsents(services, id)
}

async function takeBack(
  transaction: Transaction,
  line: Line & { purpose: 'write' | 'measure'; eventId: string; email: string | null },
  now: number,
): Promise<void> {
  const { leadId, purpose, email } = line
  const taken = { ...lineOf(leadId, email, now), purpose, action: 'taken_back' as const }
  // Of being measured nothing else depends.
  if (purpose === 'measure')
    return recordConsent(transaction, { ...taken, noted: { takesBack: line.eventId } }, now)
  const { freed, noted, refusals } = await giveBack(transaction, line)
  const addresses = await addressesOfLead(transaction, leadId)
  await recordConsent(transaction, { ...taken, noted: { takesBack: line.eventId, refusals } }, now)
  await shareWhatIsLeft(transaction, leadId, addresses, freed, noted)
}

type Line = {
  id: number
  leadId: number
  action: string
  at: number
  refusals: ChangedRefusal[] | null
}

/**
 * @returns `noted`: the line with all that was changed for it; `freed`: addresses that came later and that
 * it had kept; `refusals`: what another line changes in its place
 */
async function giveBack(transaction: Transaction, line: Line) {
  const isWithdrawn = line.action === 'withdrawn'
  const inItsName = isWithdrawn ? await changedInItsName(transaction, line) : []
  const noted = { ...line, refusals: [...(line.refusals ?? []), ...inItsName] }
  const free: string[] = []
  for (const refusal of noted.refusals.toReversed())
    if (await giveBackChanged(transaction, refusal)) free.push(refusal.address)
  const addresses = await addressesOfLead(transaction, line.leadId)
  const isOfAnother = await isOfAnotherToo(transaction, line)
  const freed = await freeLaterAddresses(transaction, addresses, noted, isOfAnother)
  const after = inItsName.length === 0 ? line.id : 0
  const refusals = isWithdrawn
    ? await refuseByAnother(transaction, line, after, [...free, ...freed])
    : []
  return { freed, noted, refusals }
}

const lineOf = (leadId: number, email: string | null, at: number) => ({
  ...{ eventId: randomUUID(), leadId, email, at },
  ...({ purpose: 'write', method: 'manual' } as const),
  ...{ wordingHash: null, funnelId: null, pageId: null },
})

/** @throws 404 */
export async function requireLead(transaction: Transaction, id: number): Promise<void> {
  if ((await transaction.countBy('leads', { id })) === 0) throw unknownId('lead', id)
}

const liftUnconfirmed = (transaction: Transaction, address: string): Promise<unknown> =>
  transaction.sql(
    `DELETE FROM suppressions WHERE kind = 'address' AND value = ? AND reason = 'unconfirmed'`,
    [address],
  )
