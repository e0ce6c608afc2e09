// One delivery attempt: a claimed row on its way to a server, how far it got, and what became of it.
import type { LeadOn } from '#main/mail/messageLinks.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { smtpMessage, type SmtpMessage } from '#main/mail/smtpMessage.ts'
import { classifyReply, type SmtpFailure } from '#main/mail/smtpReply.ts'
import type { RelayAccess } from '#main/relay/relayLinks.ts'
import { shownInRow } from '../campaigns/shownBlocks.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import { pageFor } from './outbox.link.ts'
import type { Versions } from './outbox.versions.ts'

export type Outcome =
  | { kind: 'accepted'; reply: string }
  | { kind: 'failure'; failure: SmtpFailure }
  | { kind: 'unbuildable'; detail: string }

export type DeliveryAttempt = {
  row: ClaimedRow
  /** The ledger has it as handed over. */
  isEntered: boolean
  /** Built with links that lead by the relay. */
  isMeasured: boolean
  /** Its number once the hand-over is durable. */
  id: number | null
}

export const newAttempt = (row: ClaimedRow): DeliveryAttempt => ({
  row,
  isEntered: false,
  isMeasured: false,
  id: null,
})

/** A row with its message, as the relay's links were when it was built. */
export type BuiltAttempt = DeliveryAttempt & {
  message: SmtpMessage | null
  /** Why there is no message; null if there will be one, only not now. */
  problem: string | null
  relay: RelayAccess | null
}

export function buildAttempt(
  attempt: DeliveryAttempt,
  versions: Versions,
  relay: RelayAccess | null,
  now: number,
): BuiltAttempt {
  const { row } = attempt
  const none = { message: null, problem: null, relay }
  // Without a relay nobody could take the answer: the question waits.
  if (row.confirms !== null && relay === null) return Object.assign(attempt, none)
  try {
    const version = versions.get(row.versionId)
    const { fromName, fromEmail, replyTo } = version.content
    const rendered = version.render(row.values, row.reference, {
      page: pageFor(row, relay),
      topic: row.topic,
      now,
      shown: shownInRow(row),
      leadOn: measuring(attempt, versions, relay),
    })
    const parts = {
      ...rendered,
      from: { name: fromName, address: fromEmail },
      to: row.email,
      replyTo,
      messageId: row.messageId,
      date: new Date(now),
    }
    const mime = buildMime(parts, versions.files(row.versionId))
    const message = smtpMessage({ from: fromEmail, to: row.email }, mime)
    return Object.assign(attempt, { ...none, message })
  } catch (error) {
    return Object.assign(attempt, { ...none, problem: String(error).slice(0, 300) })
  }
}

/** Where links lead for somebody who agreed; null for everybody else, and without a relay that can. */
function measuring(
  attempt: DeliveryAttempt,
  { links }: Versions,
  relay: RelayAccess | null,
): LeadOn | null {
  const { isMeasured, reference, versionId } = attempt.row
  attempt.isMeasured = false
  if (!isMeasured || relay?.signing == null) return null
  return (address, place) => {
    const link = links.link(relay, address, { reference, versionId, place })
    if (link !== null) attempt.isMeasured = true
    return link
  }
}

/** Taken back before its end: paused, cancelled, refused by its person meanwhile. */
export const withdrawn: Outcome = {
  kind: 'failure',
  failure: {
    stage: 'content',
    handedOver: false,
    code: null,
    reply: 'The message was taken back before its end.',
    problem: 'withdrawn',
  },
}

export const isUncertain = (outcome: Outcome): boolean =>
  outcome.kind === 'failure' && classifyReply(outcome.failure).kind === 'uncertain'
