// The last message of ours that a server took: a mailing or a letter, whatever came of it.
import type { DeliveryState } from '#shared/contract/deliveries.ts'

/** True for a row of the outbox that left; the trial account sends nothing. */
export const sentMessageSql = `state = '${'sent' satisfies DeliveryState}' AND account_id <> 0`

/** When it was, for a row of `leads`: milliseconds, null where nothing was sent. */
export const lastMessageSql = `(SELECT max(sent_at) FROM outbox WHERE outbox.lead_id = leads.id AND ${sentMessageSql})`
