// Sending without a server: the same states, written into the sandbox mailbox instead. Row and
// message share a transaction, so that here nothing can ever be uncertain.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { shownInRow } from '../campaigns/shownBlocks.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import { pageFor } from './outbox.link.ts'
import type { EngineParts } from './outbox.parts.ts'
import { isClaimedAndMayLeaveSql } from './outbox.states.ts'
import { insertSandboxMessageSql } from '../deliveries/sandbox.repository.ts'

/** Account number of the sandbox in the outbox. */
export const sandboxAccount = 0
const batch = 100

/** Works until there is nothing left or the engine is held. */
export async function sendToSandbox(parts: EngineParts): Promise<void> {
  const { claims, commits, database, options, outcomes, versions } = parts
  const insert = database.prepare(insertSandboxMessageSql)
  const stillClaimed = database.prepare(isClaimedAndMayLeaveSql)

  const claimBatch = (): ClaimedRow[] =>
    claims.claim(parts.runningCampaigns(sandboxAccount), sandboxAccount, options.clock.now(), batch)

  function deliver(row: ClaimedRow): void {
    if (stillClaimed.get(row.id, row.lease) === undefined) return outcomes.putBack(row)
    const now = options.clock.now()
    try {
      const message = versions.get(row.versionId)
      const { fromName, fromEmail } = message.content
      const { subject, html, text } = message.render(row.values, row.reference, {
        page: pageFor(row, options.relay()),
        topic: row.topic,
        now,
        shown: shownInRow(row),
      })
      insert.run(
        row.id,
        row.messageId,
        fromName === '' ? fromEmail : `${fromName} <${fromEmail}>`,
        row.email,
        subject,
        html,
        text,
        now,
        row.versionId,
      )
    } catch (error) {
      // Not the message's fault: it waits.
      if (storageProblem(error) !== null) throw error
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
    await yieldToEventLoop()
  }
}
