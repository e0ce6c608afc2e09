// Sending without a server: the same states, written into the sandbox mailbox instead. Row and
// message share a transaction, so that here nothing can ever be uncertain.
import { setImmediate as breathe } from 'node:timers/promises'
import { describeError } from '#main/platform/log.ts'
import { mayLeaveSql } from '../campaigns/campaignStatus.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import { pageFor } from './outbox.link.ts'
import type { EngineParts } from './outbox.parts.ts'
import { insertSandboxMessageSql } from '../deliveries/sandbox.repository.ts'

/** Account number of the sandbox in the outbox. */
export const sandboxAccount = 0
const batch = 100

/** Works until there is nothing left or the engine is held. */
export async function sendToSandbox(parts: EngineParts): Promise<void> {
  const { claims, commits, connection, options, outcomes, versions } = parts
  const insert = connection.prepare(insertSandboxMessageSql)
  const stillClaimed =
    connection.prepare(`SELECT 1 FROM outbox WHERE id = ? AND lease = ? AND state = 'claimed'
    AND EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = outbox.campaign_id AND ${mayLeaveSql})`)

  function claimBatch(): ClaimedRow[] {
    const rows: ClaimedRow[] = []
    while (rows.length < batch) {
      const row = claims.claim(
        parts.runningCampaigns(sandboxAccount),
        sandboxAccount,
        options.clock.now(),
      )
      if (row === null) break
      rows.push(row)
    }
    return rows
  }

  function deliver(row: ClaimedRow): void {
    if (stillClaimed.get(row.id, row.lease) === undefined) return outcomes.putBack(row)
    const now = options.clock.now()
    try {
      const message = versions.get(row.versionId)
      const { fromName, fromEmail } = message.content
      const { subject, html, text } = message.render(
        row.values,
        row.reference,
        pageFor(row, options.relay()),
      )
      insert.run(
        row.id,
        row.messageId,
        fromName === '' ? fromEmail : `${fromName} <${fromEmail}>`,
        row.email,
        subject,
        html,
        text,
        now,
      )
    } catch (error) {
      options.log('error', 'A sandbox message could not be made.', describeError(error))
      return outcomes.record(
        row,
        { kind: 'unbuildable', detail: String(error).slice(0, 300) },
        null,
        now,
      )
    }
    outcomes.record(row, { kind: 'accepted', reply: '250 2.0.0 Ok: sandbox' }, null, now)
    parts.done(row.campaignId)
  }

  while (!parts.isHeld()) {
    const rows = await commits.run(claimBatch)
    if (rows.length === 0) return
    await commits.run(() => rows.forEach(deliver))
    await breathe()
  }
}
