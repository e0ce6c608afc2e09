// A piece of a mailbox, written down with all it means and with the place behind it: in one write, so that
// a reading that is cut off has done all of it or nothing.
import type { Transaction } from '#main/database/database.ts'
import type { Bounce } from '#main/mail/incoming/classifyMail.ts'
import type { ReceivedKind, SweepCounts } from '#shared/contract/email/mailboxes.ts'
import { acceptByEvidence, applyTransition } from '../../outbox/outbox.states.ts'
import { mailboxFoldersTable, receivedTable, type ReceivedRow } from '../mailboxes.table.ts'
import type { FoundMessage, ReadPiece } from '../reading/readingMessages.ts'
import {
  applyComplaint,
  applyReply,
  applyWithdrawal,
  believedComplaint,
  meantByWithdrawal,
} from './answers.ts'
import { applyBounce, believedBounce, isFirstUnauthenticated } from './bounces.ts'
import { blame, brakeCampaigns, type Blamed } from './bounceBrakes.ts'
import { isOwnAddress, namedDeliveries, type OurDelivery } from './ourDelivery.ts'

export const noCounts = (): SweepCounts => ({
  read: 0,
  bounce: 0,
  reply: 0,
  auto_reply: 0,
  unsubscribe: 0,
  complaint: 0,
  other: 0,
})

type Place = { mailboxId: number; folder: string; uidValidity: string }

/** @returns what the piece was, message by message in figures; what was read before is `other` */
export async function applyPiece(
  transaction: Transaction,
  mailboxId: number,
  { place, read, found }: ReadPiece,
  now: number,
): Promise<SweepCounts> {
  const counts = { ...noCounts(), read }
  const at = { mailboxId, folder: place.path, uidValidity: place.uidValidity }
  const blamed: Blamed = new Map()
  for (const one of found) {
    // A moment that lies ahead is a server's clock that is wrong.
    const message = { ...one, receivedAt: Math.min(one.receivedAt, now) }
    if (await isKnown(transaction, at, message)) continue
    const kind = await applyMessage(transaction, at, message, blamed, now)
    if (kind !== 'other') counts[kind] += 1
  }
  counts.other =
    read - counts.bounce - counts.reply - counts.auto_reply - counts.unsubscribe - counts.complaint
  await brakeCampaigns(transaction, blamed, now)
  const { path, uidValidity, lastUid } = place
  const known = await mailboxFoldersTable.findForUpdate(transaction, { mailboxId, path })
  if (known === null)
    await mailboxFoldersTable.insert(transaction, { mailboxId, path, uidValidity, lastUid })
  else await mailboxFoldersTable.update(transaction, { id: known.id }, { uidValidity, lastUid })
  return counts
}

/** Read before: in this place, or in another folder or under another number. */
const isKnown = async (
  transaction: Transaction,
  { mailboxId, folder, uidValidity }: Place,
  { uid, key }: FoundMessage,
): Promise<boolean> =>
  (await transaction.count(
    `SELECT EXISTS (SELECT 1 FROM received_messages WHERE message_key = ?)
       OR EXISTS (SELECT 1 FROM received_messages WHERE mailbox_id = ? AND folder = ? AND uid_validity = ? AND uid = ?) AS n`,
    [key, mailboxId, folder, uidValidity, uid],
  )) === 1

/** @returns what it is; an answer that is none to us is `other` */
async function applyMessage(
  transaction: Transaction,
  place: Place,
  message: FoundMessage,
  blamed: Blamed,
  now: number,
): Promise<ReceivedKind | 'other'> {
  const { kind, receivedAt } = message
  if (kind === 'other') return 'other'
  const named = await namedDeliveries(transaction, message)
  const keep = (
    what: Pick<ReceivedRow, 'outboxId' | 'leadId' | 'address'> &
      Partial<Pick<ReceivedRow, 'class' | 'isDelayed' | 'words'>>,
  ) => keepReceived(transaction, place, message, kind, what, now)
  if (kind === 'bounce') {
    const believed = believedBounce(message.bounces, named)
    if (believed === null) return 'bounce'
    const { bounce, delivery } = believed
    await settle(transaction, delivery, now)
    await keep({ ...of(delivery), ...said(bounce) })
    const isFirst = await isFirstUnauthenticated(transaction, believed)
    await applyBounce(transaction, believed, receivedAt, now)
    if (!bounce.isDelayed) {
      blame(blamed, delivery.campaignId, bounce.class)
      if (isFirst) blame(blamed, delivery.campaignId, 'unauthenticated')
    }
    return 'bounce'
  }
  if (kind === 'complaint') {
    const delivery = believedComplaint(message, named)
    if (delivery === null) return 'complaint'
    await settle(transaction, delivery, now)
    await keep(of(delivery))
    await applyComplaint(transaction, message, delivery, now)
    blame(blamed, delivery.campaignId, 'complaint')
    return 'complaint'
  }
  if (await isOfTheBusiness(transaction, message, named)) return 'other'
  if (kind === 'unsubscribe') {
    const meant = await meantByWithdrawal(transaction, message, named)
    const [first] = meant
    if (first === undefined) return 'unsubscribe'
    if (named[0] !== undefined) await settle(transaction, named[0], now)
    const { delivery, leadId, address } = first
    await keep({ outboxId: delivery?.id ?? null, leadId, address })
    await applyWithdrawal(transaction, message, meant, now)
    return 'unsubscribe'
  }
  const [delivery] = named
  if (delivery === undefined) return kind === 'auto_reply' ? 'auto_reply' : 'other'
  await settle(transaction, delivery, now)
  await keep({ ...of(delivery), address: message.person ?? delivery.email })
  if (kind === 'reply') await applyReply(transaction, message, delivery, now)
  return kind
}

/**
 * True for what the business wrote itself about a message to somebody else: a copy of its own answer, or
 * of the message. Whoever has the token of an unsubscribe address speaks for its recipient all the same.
 */
const isOfTheBusiness = async (
  transaction: Transaction,
  { person, asked }: FoundMessage,
  [first]: readonly OurDelivery[],
): Promise<boolean> =>
  asked === null &&
  person !== null &&
  first !== undefined &&
  first.email.toLowerCase() !== person &&
  (await isOwnAddress(transaction, person))

/** Something came of it, so it had arrived somewhere. */
const settle = (transaction: Transaction, { id }: OurDelivery, now: number) =>
  applyTransition(transaction, acceptByEvidence, now, id)

const of = ({ id, leadId, email }: OurDelivery) => ({ outboxId: id, leadId, address: email })

const said = (bounce: Bounce) => ({
  class: bounce.class,
  isDelayed: bounce.isDelayed,
  words: bounce.diagnostic,
})

const keepReceived = (
  transaction: Transaction,
  place: Place,
  { uid, key, subject, words, receivedAt }: FoundMessage,
  kind: ReceivedKind,
  what: Pick<ReceivedRow, 'outboxId' | 'leadId' | 'address'> &
    Partial<Pick<ReceivedRow, 'class' | 'isDelayed' | 'words'>>,
  now: number,
) =>
  receivedTable.insert(transaction, {
    ...place,
    ...{ uid, messageKey: key, kind, subject, words, receivedAt, readAt: now },
    ...{ class: null, isDelayed: false },
    ...what,
  })
