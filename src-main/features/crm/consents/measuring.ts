// Whether the links that a person opens are measured: an agreement of its own, which is taken from no
// other one. Where it ends, the rules of the database delete the clicks that were kept.
import { randomUUID } from 'node:crypto'
import type { ConsentRecord, MeasuringDraft } from '#shared/contract/crm/consents.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { addressesOfLead } from '../contactPoints/contactPoints.repository.ts'
import { afterAgreement } from './measuringEnds.ts'
import { listConsents, recordConsent, type ConsentEntry } from './consents.repository.ts'
import { refuseFuture, requireLead } from './consents.service.ts'

/** @throws 404; 422 for a moment that has not come */
export async function noteMeasuring(
  services: Services,
  { id, action, ...draft }: MeasuringDraft,
): Promise<ConsentRecord> {
  const now = services.host.clock.now()
  const at = draft.at === undefined ? now : Date.parse(draft.at)
  refuseFuture(at, now, 'at')
  const { channel } = draft
  const note = draft.note?.trim() || null
  await services.database.write(['crm', 'email'], async (transaction) => {
    await requireLead(transaction, id)
    const [email = null] = await addressesOfLead(transaction, id)
    const isNow = action === 'withdrawn' && draft.at === undefined
    const saidAt = isNow ? await afterAgreement(transaction, id, at) : at
    await recordConsent(
      transaction,
      {
        ...{ eventId: randomUUID(), leadId: id, email, at: saidAt, action, method: 'manual' },
        ...measured,
        noted: { note, ...(channel === undefined ? {} : { channel }) },
      },
      now,
    )
  })
  return listConsents(services, id)
}

const measured = {
  purpose: 'measure',
  ...{ wordingHash: null, funnelId: null, pageId: null },
} as const

/**
 * By a link of a message: the person wants no more clicks to be measured. Whatever was agreed to until
 * this is known ends, later by the clocks or not.
 */
export async function stopMeasuring(
  transaction: Transaction,
  who: Pick<ConsentEntry, 'eventId' | 'email' | 'at'> & { leadId: number },
  now: number,
): Promise<void> {
  const at = await afterAgreement(transaction, who.leadId, who.at)
  await recordConsent(
    transaction,
    { ...who, at, ...measured, action: 'withdrawn', method: 'unsubscribe' },
    now,
  )
}
