// What a failed delivery means, for whom, and what happens next. One pure function; the table test
// beside it is the specification.
import {
  asciiWords,
  contentWords,
  forNowWords,
  fullWords,
  greylistWords,
  hostWords,
  loginWords,
  ownQuotaWords,
  policyWords,
  quotaWords,
  rateWords,
  receivingRateWords,
  relayWords,
  senderWords,
  sendingRateWords,
  sessionLimitWords,
  sizeWords,
  startTlsWords,
  suspendedWords,
  tooManyWords,
  unknownWords,
  withoutAddresses,
} from './smtpWords.ts'

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
   * of this size; `no_smtputf8`: that it takes no address with other letters than ASCII's;
   * `sign_in_ended`: the provider gives no access any more; `sign_in_client`: it does not know this application.
   */
  problem?:
    | 'certificate'
    | 'no_encryption'
    | 'no_login'
    | 'withdrawn'
    | 'too_large'
    | 'no_smtputf8'
    | 'sign_in_ended'
    | 'sign_in_client'
  /** It was logged in with a token, not with a password. */
  byToken?: true
}

export type AccountTrouble =
  | 'network'
  | 'refused'
  | 'certificate'
  | 'security'
  | 'login'
  | 'rate'
  | 'quota'
  /** Its provider stopped it. */
  | 'suspended'
  /** It may not write to other places. */
  | 'relay'
export type FailureReason =
  | 'refused_recipient'
  | 'refused_policy'
  | 'refused_sender'
  | 'refused_content'
  | 'mailbox_full'
  | 'address_not_ascii'

/**
 * True if the answer can be about this one recipient as well: it counts once several different ones
 * have met with it in a row.
 */
type Suspected = { isSuspected?: true }
export type Verdict =
  /**
   * Nothing was accepted and nobody is to blame: the row waits, no attempt is counted, the account
   * pauses.
   */
  | ({ kind: 'account'; reason: AccountTrouble; until: 'retry' | 'user' | 'window' } & Suspected)
  /** The server does not take the address the campaign is sent from: the campaign pauses. */
  | ({ kind: 'sender' } & Suspected)
  /** Try this message again on a ladder; `protocol` gives up after three. */
  | { kind: 'later'; ladder: 'message' | 'mailbox' | 'protocol' }
  | { kind: 'failed'; reason: FailureReason; suppress: boolean }
  | { kind: 'uncertain' }
  /** We took it back ourselves before the final dot (paused, cancelled, refused meanwhile). */
  | { kind: 'withdrawn' }

/** The enhanced status code of a reply (`5.1.1`), or null; qmail puts it at the end. */
export function enhancedCode(reply: string): string | null {
  return (
    /^\d{3}[ -](?:#)?([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ??
    /\(#([245]\.\d{1,3}\.\d{1,3})\)/.exec(reply)?.[1] ??
    null
  )
}

/**
 * True if the server takes no more messages on this connection, and would on another: said, or shown
 * by ending it with 421.
 */
export function isSessionLimit({ code, reply }: SmtpFailure): boolean {
  if (code === null) return false
  const words = withoutAddresses(reply)
  if (sessionLimitWords.test(words) && tooManyWords.test(words)) return true
  return code === 421 && !/^421[ -]4\.7\./.test(reply)
}

export function classifyReply(failure: SmtpFailure): Verdict {
  if (failure.problem === 'withdrawn' && !failure.handedOver) return { kind: 'withdrawn' }
  const { stage, code, reply } = failure
  if (code === null) return withoutCode(failure)
  if (stage === 'connect') return account(code === 421 || code < 500 ? 'rate' : 'refused', 'retry')
  // 454 is RFC 3207's "not available due to temporary reason".
  if (stage === 'tls') return code < 500 ? account('rate', 'retry') : account('security', 'user')
  if (stage === 'login') return code < 500 ? account('rate', 'retry') : account('login', 'user')
  const answer = { stage, code, enhanced: enhancedCode(reply), words: withoutAddresses(reply) }
  const verdict = aboutAccount(answer) ?? aboutMessage(answer)
  // Once somebody is named, every answer can be about them.
  return stage !== 'sender' && (verdict.kind === 'account' || verdict.kind === 'sender')
    ? { ...verdict, isSuspected: true }
    : verdict
}

type Answer = { stage: SmtpStage; code: number; enhanced: string | null; words: string }

function withoutCode({ handedOver, problem }: SmtpFailure): Verdict {
  if (handedOver) return { kind: 'uncertain' }
  if (problem === 'no_smtputf8') return failed('address_not_ascii', false)
  if (problem === 'too_large') return failed('refused_content', false)
  if (problem === 'certificate') return account('certificate', 'user')
  if (problem === 'no_encryption') return account('security', 'user')
  if (problem === 'no_login' || problem === 'sign_in_ended' || problem === 'sign_in_client')
    return account('login', 'user')
  return account('network', 'retry')
}

/** No finer code, or one that says nothing finer. */
const isOpen = (enhanced: string | null) =>
  enhanced === null || /^[45]\.(0\.0|5\.3|7\.[01])$/.test(enhanced)

/** Replies that are about the sender's account, if they are about nobody else. */
function aboutAccount({ code, enhanced, words }: Answer): Verdict | null {
  const isFinal = code >= 500
  const finer = enhanced ?? ''
  const isMailbox = /^[45]\.2\.2$/.test(finer) && !/submission ?quota/i.test(words)
  if (sessionLimitWords.test(words) && tooManyWords.test(words)) return account('rate', 'retry')
  if (isFinal && startTlsWords.test(words) && (code === 530 || /^5\.7\./.test(finer)))
    return account('security', 'user')
  if (
    [530, 534, 535, 538].includes(code) ||
    // Yahoo says 5.7.9 of messages too, for reasons of its own.
    (/^5\.7\.(3|8|9|57|139)$/.test(finer) && !/\bpolicy reasons?\b/i.test(words)) ||
    // At one provider 5.7.30 means that basic authentication is off, at another that DKIM failed.
    (finer === '5.7.30' && /basic auth/i.test(words)) ||
    (isFinal && isOpen(enhanced) && loginWords.test(words))
  )
    return account('login', 'user')
  if (isFinal && (/^5\.7\.(501|502|503|705|708)$/.test(finer) || suspendedWords.test(words)))
    return account('suspended', 'user')
  if (!isFinal && sendingRateWords.test(words)) return account('rate', 'retry')
  if (
    /^(5\.4\.5|4\.5\.3|4\.4\.5)$/.test(finer) ||
    (!isMailbox && ownQuotaWords.test(words)) ||
    (!isMailbox && quotaWords.test(words) && (isOpen(enhanced) || /^[45]\.[23]\.[02]$/.test(finer)))
  )
    return account('quota', 'window')
  if (isFinal) return relayWords.test(words) ? account('relay', 'user') : null
  if (code === 454 && relayWords.test(words)) return account('relay', 'user')
  const isRate =
    code === 421 ||
    /^4\.(3\.2|7\.(0|2[3-9]|3[0-2]))$/.test(finer) ||
    (isOpen(enhanced) && rateWords.test(words))
  return isRate && !greylistWords.test(words) ? account('rate', 'retry') : null
}

/** Replies about the message, its sender's address or its recipient. */
function aboutMessage(answer: Answer): Verdict {
  const { stage, code, enhanced, words } = answer
  const finer = enhanced ?? ''
  const mailbox = aboutMailbox(answer)
  if (mailbox !== null) return mailbox
  const isAboutSender =
    /^[45]\.(1\.[78]|7\.60)$/.test(finer) ||
    (!/^5\.7\.[2-9]/.test(finer) && senderWords.test(words))
  // Before anybody is named, "not now" is said to whoever sends.
  if (code < 500)
    return stage === 'sender' && !isAboutSender ? account('rate', 'retry') : later('message')
  if (/^5\.6\.[79]$/.test(finer) || asciiWords.test(words))
    return failed('address_not_ascii', false)
  // Nothing else is as large.
  if (finer === '5.3.4' || finer === '5.2.3' || (code === 552 && sizeWords.test(words)))
    return failed('refused_content', false)
  if (isAboutSender) return { kind: 'sender' }
  if (isDead(answer)) return failed('refused_recipient', true)
  // The server lost its place, or we did.
  if ([500, 502, 503].includes(code)) return later('protocol')
  if (stage === 'sender') return { kind: 'sender' }
  if (finer.startsWith('5.7.') || policyWords.test(words)) return failed('refused_policy', false)
  const isRecipient = stage === 'recipient' && !finer.startsWith('5.6.') && code !== 552
  return failed(isRecipient ? 'refused_recipient' : 'refused_content', false)
}

/**
 * Whether nobody has this address: said by its code, or by its words where there is no finer code;
 * never if the words are about somebody else as well. A bare 550 says nothing.
 */
function isDead({ stage, code, enhanced, words }: Answer): boolean {
  if (stage === 'sender') return false
  const finer = enhanced ?? ''
  // Microsoft's answer for who is not in its directory.
  if (finer === '5.4.1' && /recipient address rejected/i.test(words)) return true
  const others = [quotaWords, relayWords, senderWords, hostWords, contentWords]
  if (others.some((other) => other.test(words))) return false
  if (/^5\.1\.([1236]|10)$/.test(finer)) return true
  return (
    [550, 553, 554].includes(code) &&
    /^(|5\.0\.0|5\.1\.0|5\.5\.0)$/.test(finer) &&
    unknownWords.test(words) &&
    !policyWords.test(words) &&
    !forNowWords.test(words)
  )
}

/** Replies about the state of the recipient's mailbox. */
function aboutMailbox({ code, enhanced, words }: Answer): Verdict | null {
  const finer = enhanced ?? ''
  if (/^[45]\.2\.2$/.test(finer)) return later('mailbox')
  // RFC 5321 has 452 and 552 for storage; the words tell a full mailbox from a message too large.
  const isFull = fullWords.test(words) && !sizeWords.test(words)
  // Some say "disabled" by code and "full" in words: who reads the words knows better.
  if (finer === '5.2.1')
    return isFull || receivingRateWords.test(words)
      ? later('mailbox')
      : failed('refused_recipient', true)
  return isFull && [422, 450, 452, 550, 552, 554].includes(code) && !/^[45]\.(3\.4|7\.)/.test(finer)
    ? later('mailbox')
    : null
}

function account(
  reason: AccountTrouble,
  until: 'retry' | 'user' | 'window',
): Extract<Verdict, { kind: 'account' }> {
  return { kind: 'account', reason, until }
}

function later(ladder: Extract<Verdict, { kind: 'later' }>['ladder']): Verdict {
  return { kind: 'later', ladder }
}

function failed(reason: FailureReason, suppress: boolean): Verdict {
  return { kind: 'failed', reason, suppress }
}
