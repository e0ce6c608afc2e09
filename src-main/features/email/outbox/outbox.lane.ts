// One connection's worth of sending: connect, claim, build, hand over, record, and again. Nothing
// here decides; it only keeps order.
import { setTimeout as delay } from 'node:timers/promises'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { openSmtpSession, SmtpError, type SmtpSession } from '#main/mail/smtpSession.ts'
import { classifyReply } from '#main/mail/smtpReply.ts'
import { describeError } from '#main/platform/log.ts'
import type { Outcome } from './outbox.outcome.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import type { Crossing } from './outbox.handOver.ts'
import { pageFor } from './outbox.link.ts'
import type { EngineParts, Lane, SendingAccount } from './outbox.parts.ts'

/**
 * @param number of the lane: it works only while that many messages are due, so that one message
 * opens one connection
 */
export function startLane(parts: EngineParts, account: SendingAccount, number: number): Lane {
  const { commits, claims, outcomes, options, signal } = parts
  const { timing, clock } = options
  let session: SmtpSession | null = null
  let sentOnSession = 0
  let lastUsed = 0

  const usable = () =>
    session !== null && session.isOpen() && sentOnSession < timing.messagesPerConnection
  const claim = (): ClaimedRow | null => {
    const now = clock.now()
    if (!usable() || account.wait(now) > 0) return null
    const row = claims.claim(account.campaignIds(), account.id, now)
    if (row !== null) account.take(now)
    return row
  }

  function leave(): void {
    if (session?.isOpen()) session.quit()
    session = null
  }

  async function rest(): Promise<void> {
    const now = clock.now()
    const due = claims.nextDue(account.campaignIds())
    const held = account.wait(now)
    const wait = held > 0 ? held : Math.max(due === null ? Infinity : due - now, 50)
    const idle = session === null ? Infinity : lastUsed + timing.idleConnection - performance.now()
    if (idle <= 0 || (session !== null && wait > 30_000)) leave()
    await signal.wait(Math.min(wait, Math.max(idle, 10), timing.tick))
  }

  /** @returns false where there is no connection now; the account says until when */
  async function connect(): Promise<boolean> {
    leave()
    try {
      const server = await account.server()
      const opened = await openSmtpSession(server, timing.timeouts)
      if (account.isClosed()) opened.close()
      session = opened
      sentOnSession = 0
      lastUsed = performance.now()
      if (account.isBlocked()) {
        await commits.run(() =>
          outcomes.unblockAccount(account.id, [
            'network',
            'refused',
            'certificate',
            'security',
            'login',
          ]),
        )
        account.reload()
        signal.notify()
      }
      return true
    } catch (error) {
      if (!(error instanceof SmtpError)) throw error
      const verdict = classifyReply(error.failure)
      if (verdict.kind !== 'account') throw error
      const reply = error.failure.reply
      await commits.run(() =>
        outcomes.blockAccount(account.id, verdict.reason, verdict.until, reply, clock.now()),
      )
      account.reload()
      return false
    }
  }

  async function send(row: ClaimedRow, on: SmtpSession, crossing: Crossing): Promise<Outcome> {
    let mime: Buffer
    const message = parts.versions.get(row.versionId)
    const { fromName, fromEmail, replyTo } = message.content
    try {
      const rendered = message.render(row.values, row.reference, pageFor(row, options.relay()))
      mime = buildMime({
        ...rendered,
        ...{
          from: { name: fromName, address: fromEmail },
          to: row.email,
          replyTo,
          messageId: row.messageId,
          date: new Date(clock.now()),
        },
      })
    } catch (error) {
      return { kind: 'unbuildable', detail: String(error).slice(0, 300) }
    }
    try {
      const reply = await on.send({ from: fromEmail, to: row.email }, mime, () =>
        handOver(row, crossing),
      )
      return { kind: 'accepted', reply: reply.slice(0, 500) }
    } catch (error) {
      if (!(error instanceof SmtpError)) throw error
      return { kind: 'failure', failure: error.failure }
    }
  }

  async function handOver(row: ClaimedRow, crossing: Crossing): Promise<boolean> {
    try {
      return await parts.handOvers.handOver(row, crossing, clock.now())
    } catch (error) {
      options.log(
        'error',
        'A hand-over could not be written down: the message is taken back.',
        describeError(error),
      )
      return false
    }
  }

  /**
   * Records what became of a row and claims the next one in the same commit. What a server said is
   * never dropped.
   */
  async function record(
    row: ClaimedRow,
    outcome: Outcome,
    crossing: Crossing,
  ): Promise<ClaimedRow | null> {
    const accepted = outcome.kind === 'accepted'
    const uncertain =
      outcome.kind === 'failure' && classifyReply(outcome.failure).kind === 'uncertain'
    if (accepted) commits.later(() => parts.ledger.settle(row.messageId, 'accepted'))
    const stale = isStaleConnection(outcome, crossing, sentOnSession)
    const notTaken = crossing.entered && !accepted && !uncertain
    for (;;) {
      try {
        const next = await commits.run(
          () => {
            if (stale) outcomes.putBack(row)
            else outcomes.record(row, outcome, crossing.attemptId, clock.now())
            // Trouble with the account holds for the very next message too.
            if (!accepted) account.reload()
            return claim()
          },
          // A row may only be queued again once the ledger knows that it was not taken.
          notTaken ? () => parts.ledger.settle(row.messageId, 'not_taken') : undefined,
        )
        if (accepted) parts.done(row.campaignId)
        return next
      } catch (error) {
        options.log(
          'error',
          'An outcome could not be written down; trying again.',
          describeError(error),
        )
        await delay(1_000)
      }
    }
  }

  async function sendRowByRow(first: ClaimedRow): Promise<void> {
    parts.busyLanes.count += 1
    try {
      for (let row: ClaimedRow | null = first; row !== null;) {
        const crossing: Crossing = { entered: false, attemptId: null }
        const outcome = await send(row, session as unknown as SmtpSession, crossing)
        sentOnSession += 1
        lastUsed = performance.now()
        row = await record(row, outcome, crossing)
      }
    } finally {
      parts.busyLanes.count -= 1
    }
  }

  async function work(): Promise<void> {
    while (!account.isClosed()) {
      const now = clock.now()
      const mayStart =
        account.wait(now) === 0 &&
        claims.dueCount(account.campaignIds(), now, number + 1) > number &&
        (number === 0 || !account.isBlocked())
      if (!mayStart || (!usable() && !(await connect()))) {
        if (!account.isClosed()) await rest()
        continue
      }
      const row = await commits.run(claim)
      if (row !== null) await sendRowByRow(row)
    }
    leave()
  }

  const ended = work().catch(async (error: unknown) => {
    options.log('error', 'A sending lane stopped.', describeError(error))
    session?.close()
    await delay(1_000)
    parts.laneFailed(account.id)
  })
  return { ended, drop: () => session?.close() }
}

/**
 * A connection the server closed while it was idle says nothing about the server: the message goes
 * out on a fresh one.
 */
function isStaleConnection(outcome: Outcome, crossing: Crossing, sentOnSession: number): boolean {
  if (outcome.kind !== 'failure' || crossing.entered || sentOnSession <= 1) return false
  return outcome.failure.code === null && outcome.failure.problem === undefined
}
