// The last message of ours that a server took, a mailing or a letter, whatever came of it; and the last link
// of one that was opened.
import type { DeliveryState } from '#shared/contract/deliveries.ts'

/** True for a row of the outbox that left; the trial account sends nothing. */
const sentMessageSql = `state = '${'sent' satisfies DeliveryState}' AND account_id <> 0`

/** When it was, for a row of `leads`: milliseconds, null where nothing was sent. */
export const lastMessageSql = `(SELECT max(sent_at) FROM outbox WHERE outbox.lead_id = leads.id AND ${sentMessageSql})`

/** When a lead, a row of `leads`, last opened a link: null where it is not measured. Programs are nobody. */
export const lastClickSql =
  '(SELECT max(at) FROM clicks WHERE clicks.lead_id = leads.id AND automatic IS NULL)'

/** Numbers of leads and when each was last written to, as columns `id` and `key`; some may be gone. */
export const lastMessagesSql = `SELECT lead_id AS id, max(sent_at) AS key FROM outbox WHERE lead_id IS NOT NULL AND ${sentMessageSql} GROUP BY lead_id`

/** Numbers of the leads whose last message meets a condition on `key`. */
export const leadsWrittenToSql = (where: string): string =>
  `SELECT id FROM (${lastMessagesSql}) WHERE ${where}`

/** Numbers of the leads whose last click meets a condition on `key`. */
export const leadsWhoClickedSql = (where: string): string =>
  `SELECT id FROM (SELECT lead_id AS id, max(at) AS key FROM clicks WHERE automatic IS NULL GROUP BY lead_id) WHERE ${where}`
