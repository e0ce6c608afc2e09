// Messages of a campaign that a server took, without sending any.
import type { TestApp } from '../testApp.ts'

/** @param serial another one for each message */
export async function sendTo(app: TestApp, leadId: number, at: number, serial: number) {
  await app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, reason, next_attempt_at, sent_at, created_at)
       VALUES (1, ?, ?, ?, '', 1, 1, ?, '', '{}', 'sent', '', 0, ?, ?)`,
      [leadId, `k${serial}`, `m${serial}`, `s${serial}@exemple.fr`, at, at],
    ),
  )
}
