// What a failed delivery means, for whom, and what happens next. One pure function; the table test
// beside it is the specification.

/**
 * The step that failed. `content` is everything from the first byte of the message to the answer to
 * its final dot.
 */
export type SmtpStage = 'connect' | 'tls' | 'login' | 'sender' | 'recipient' | 'data' | 'content'

export type SmtpFailure = {
  stage: SmtpStage
  /** The final dot may have been written: the message may have arrived. */
  handedOver: boolean
  /** Reply code; null if the server said nothing. */
  code: number | null
  /** The server's own words, or the network's. */
  reply: string
  /**
   * What the connection itself ran into; `too_large`: the server announced that it takes no message
   * of this size; `no_smtputf8`: that it takes no address with other letters than ASCII's.
   */
  problem?: 'certificate' | 'no_encryption' | 'no_login' | 'withdrawn' | 'too_large' | 'no_smtputf8'
}

export type AccountTrouble =
  'network' | 'refused' | 'certificate' | 'security' | 'login' | 'rate' | 'quota'
export type FailureReason =
  | 'refused_recipient'
  | 'refused_policy'
  | 'refused_sender'
  | 'refused_content'
  | 'mailbox_full'
  | 'address_not_ascii'

export type Verdict =
  /**
   * Nothing was accepted and nobody is to blame: the row waits, no attempt is counted, the account
   * pauses.
   */
  | {
      kind: 'account'
      reason: AccountTrouble
      until: 'retry' | 'user' | 'window'
      /**
       * True if the answer can be about this one recipient as well: it counts once several
       * different ones have met with it in a row.
       */
      isSuspected?: true
    }
  /** Try this message again on a ladder; `protocol` gives up after three. */
  | { kind: 'later'; ladder: 'message' | 'mailbox' | 'protocol' }
  | { kind: 'failed'; reason: FailureReason; suppress: boolean }
  | { kind: 'uncertain' }
  /** We took it back ourselves before the final dot (paused, cancelled, refused meanwhile). */
  | { kind: 'withdrawn' }

/** The enhanced status code of a reply (`5.1.1`), or null. */
export function enhancedCode(reply: string): string | null {
  return /^\d{3}[ -](?:#)?([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null
}

export function classifyReply(failure: SmtpFailure): Verdict {
  if (failure.problem === 'withdrawn' && !failure.handedOver) return { kind: 'withdrawn' }
  if (failure.code === null) return withoutCode(failure)
  const { stage, code, reply } = failure
  if (stage === 'connect') return account(code === 421 || code < 500 ? 'rate' : 'refused', 'retry')
  // 454 is RFC 3207's "not available due to temporary reason".
  if (stage === 'tls') return code < 500 ? account('rate', 'retry') : account('security', 'user')
  if (stage === 'login') return code < 500 ? account('rate', 'retry') : account('login', 'user')
  const enhanced = enhancedCode(reply)
  return (
    aboutAccount(code, enhanced, reply) ??
    aboutMailbox(code, enhanced, reply) ??
    aboutSize(code, enhanced, reply) ??
    perhapsAboutAccount(stage, code, enhanced, reply) ??
    (code < 500
      ? { kind: 'later', ladder: 'message' }
      : refusedForGood(stage, code, enhanced, reply))
  )
}

function withoutCode({ handedOver, problem }: SmtpFailure): Verdict {
  if (handedOver) return { kind: 'uncertain' }
  if (problem === 'no_smtputf8') return failed('address_not_ascii', false)
  if (problem === 'too_large') return failed('refused_content', false)
  if (problem === 'certificate') return account('certificate', 'user')
  if (problem === 'no_encryption') return account('security', 'user')
  if (problem === 'no_login') return account('login', 'user')
  return account('network', 'retry')
}

const quotaCodes = new Set(['5.4.5', '4.5.3', '4.4.5'])
/** What a sender may send in a time: never how much a mailbox holds, or how often SPF may look up. */
const quotaWords =
  /\b(daily|hourly|monthly|sending|outgoing|outbound|submission|relay(ing)?|per (day|hour|minute))\b.{0,60}\b(limits?|quotas?|exceed\w*|reached)\b|\b(limits?|quotas?)\b.{0,40}\b(per (day|hour|minute)|sending|outgoing|daily|hourly)\b|\btoo many (messages|e-?mails|recipients)\b|\bmessage (rate|count) limit\b|\bquota d'envoi\b/i
const rateCodes = /^4\.7\.(0|2[3-9]|3[0-2])$/
const loginCodes = new Set(['5.7.3', '5.7.8', '5.7.9', '5.7.57', '5.7.139'])
const loginWords =
  /\bauthentication (is )?(required|needed)\b|\bsmtp authentication\b|\bmust (first )?authenticate\b/i
const greylistWords = /gr[ea]y-?list/i

/** Replies that are about the sender's account, whoever the recipient was. */
function aboutAccount(code: number, enhanced: string | null, reply: string): Verdict | null {
  if (
    code === 530 ||
    code === 534 ||
    code === 535 ||
    code === 538 ||
    (enhanced !== null && loginCodes.has(enhanced))
  )
    return account('login', 'user')
  // The same 5.7.30 means "basic authentication is off" at one provider and "DKIM failed" at
  // another.
  if (enhanced === '5.7.30' && /basic auth/i.test(reply)) return account('login', 'user')
  if (enhanced !== null && quotaCodes.has(enhanced)) return account('quota', 'window')
  if (code === 421) return account('rate', 'retry')
  if (
    code < 500 &&
    !greylistWords.test(reply) &&
    (enhanced === '4.3.2' || (enhanced !== null && rateCodes.test(enhanced)))
  )
    return account('rate', 'retry')
  return null
}

const mailboxWords =
  /\b(mail ?box|mailfolder|inbox|maildir|account|user|recipient|recipient'?s? (mailbox|account)|bo[iî]te( aux lettres)?)\b.{0,60}\b(full|over ?quota|quota|exceed\w*|storage|disk|space|pleine)\b|\bover ?quota\b|\bquota exceeded\b|\bexceeded (its |their |the )?(storage|mailbox|disk)\b|\bout of (storage|disk) space\b|\bdisk quota\b/i

/** Replies about the state of the recipient's mailbox. */
function aboutMailbox(code: number, enhanced: string | null, reply: string): Verdict | null {
  if (enhanced === '4.2.2' || enhanced === '5.2.2') return { kind: 'later', ladder: 'mailbox' }
  if (enhanced === '5.2.1') {
    return /too (fast|many|quickly)|rate/i.test(reply)
      ? { kind: 'later', ladder: 'mailbox' }
      : failed('refused_recipient', true)
  }
  // RFC 5321 has 452 and 552 for storage; the words tell a full mailbox from a message too large.
  const isStorage = code === 452 || code === 552 || code === 422
  const isOpen = enhanced === null || /^[45]\.(0\.0|2\.|3\.1)/.test(enhanced)
  const isMailbox = mailboxWords.test(reply) && !sizeWords.test(reply) && !quotaWords.test(reply)
  return (isStorage || code === 550 || code === 554) && isOpen && isMailbox
    ? { kind: 'later', ladder: 'mailbox' }
    : null
}

const sizeWords =
  /\b(message|mail|content|data)?\s*(size|too (large|big)|databytes)\b|\bmaximum (message|size)\b|\bfixed (maximum )?(message )?size limit\b/i

/** Replies about how large the message is: nothing else is as large. */
function aboutSize(code: number, enhanced: string | null, reply: string): Verdict | null {
  if (code < 500) return null
  if (enhanced === '5.3.4' || enhanced === '5.2.3') return failed('refused_content', false)
  return code === 552 && sizeWords.test(reply) ? failed('refused_content', false) : null
}

/**
 * Words that are about the account where our own server speaks, and about one recipient where it
 * passes on what another one said.
 */
function perhapsAboutAccount(
  stage: SmtpStage,
  code: number,
  enhanced: string | null,
  reply: string,
): Verdict | null {
  // Nobody was named yet: it is about whoever sends.
  const suspected = stage === 'sender' ? {} : { isSuspected: true as const }
  // With a finer code these words are about SPF and DKIM, not about the login or a quota.
  const isOpen = enhanced === null || /^[45]\.(0\.0|5\.3|7\.[01])$/.test(enhanced)
  if (!isOpen) return null
  if (code >= 500 && loginWords.test(reply)) return { ...account('login', 'user'), ...suspected }
  return quotaWords.test(reply) ? { ...account('quota', 'window'), ...suspected } : null
}

const deadAddressCodes = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])
const senderCodes = new Set(['5.1.7', '5.1.8'])
/** Many servers refuse a sender only once the recipient is named. */
const senderWords = /\bsender (verif|(address )?(rejected|refused|denied|invalid|unknown|not\b))/i
const policyWords =
  /\b(blocked|black-?list|block-?list|spam|spamhaus|reputation|policy|dkim|dmarc|spf|banned|denied|relay|rcpthosts)/i

function refusedForGood(
  stage: SmtpStage,
  code: number,
  enhanced: string | null,
  reply: string,
): Verdict {
  if (!enhanced?.startsWith('5.7.') && senderWords.test(reply))
    return failed('refused_sender', false)
  if (enhanced !== null && deadAddressCodes.has(enhanced)) return failed('refused_recipient', true)
  if (enhanced !== null && senderCodes.has(enhanced)) return failed('refused_sender', false)
  if (enhanced?.startsWith('5.7.') || policyWords.test(reply))
    return failed('refused_policy', false)
  if (code === 500 || code === 502 || code === 503) return { kind: 'later', ladder: 'protocol' }
  if (stage === 'sender') return failed('refused_sender', false)
  if (enhanced === '5.3.4' || enhanced?.startsWith('5.6.') || code === 552)
    return failed('refused_content', false)
  if (stage !== 'recipient') return failed('refused_content', false)
  // No usable enhanced code: at RCPT these three say that the address does not exist there.
  const dead =
    (code === 550 || code === 551 || code === 553) &&
    (enhanced === null || enhanced === '5.0.0' || enhanced === '5.1.0')
  return failed('refused_recipient', dead)
}

function account(
  reason: AccountTrouble,
  until: 'retry' | 'user' | 'window',
): Extract<Verdict, { kind: 'account' }> {
  return { kind: 'account', reason, until }
}

function failed(reason: FailureReason, suppress: boolean): Verdict {
  return { kind: 'failed', reason, suppress }
}
