// What identifies a message for ever: the same person, campaign and resend give the same Message-ID
// on every attempt and after every crash, so that a message can be recognised wherever it turns up.
import { createHmac } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Lower-case base32 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/**
 * Which message is meant. `campaign` names it beyond its number, which a restored backup may hand
 * out again. `leadId` is null if the
 * person came by a form: told again to a restored backup, the form gives him another number.
 */
export type MessageOrigin = {
  campaign: string
  leadId: number | null
  resendNumber: number
  email: string
}

export type MessageIdentity = {
  /** UNIQUE in the outbox: a person is queued once for a campaign and resend number. */
  idemKey: string
  /** Message-ID without angle brackets. */
  messageId: string
  /** Opaque token of the unsubscribe address. */
  reference: string
}

/** A campaign's name in identities: its number and the moment it was made. */
export function campaignKey(id: number, createdAt: number): string {
  return `${id}-${createdAt.toString(36)}`
}

/**
 * @param installKey secret of this installation: without it nobody can compute or guess another
 * person's token
 * @param domain of the sender address
 */
export function messageIdentity(
  installKey: string,
  origin: MessageOrigin,
  domain: string,
): MessageIdentity {
  const idemKey = `${origin.campaign}|${origin.leadId ?? origin.email}|${origin.resendNumber}`
  // The address is part of it: after restoring a backup the same number may belong to somebody
  // else.
  const text = base32(
    createHmac('sha256', installKey).update(`${idemKey}|${origin.email}`).digest(),
  )
  const campaignShort = origin.campaign.replace(/[^a-z0-9]/gi, '').slice(0, 12)
  return {
    idemKey,
    messageId: `${text.slice(0, 26)}.${campaignShort}@${domain}`,
    reference: text.slice(26, 42),
  }
}

/** The recipient as the ledger knows him: not readable without the install key. */
export function recipientHash(installKey: string, email: string): string {
  return createHmac('sha256', installKey)
    .update(`recipient|${email}`)
    .digest('base64url')
    .slice(0, 22)
}
