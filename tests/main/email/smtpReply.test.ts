// What each answer of a server means. This table is the specification of classifyReply.
import { describe, expect, it } from 'vitest'
import {
  classifyReply,
  enhancedCode,
  type SmtpFailure,
  type SmtpStage,
  type Verdict,
} from '#main/mail/smtpReply.ts'
import { accountWait, messageWait } from '#main/mail/retryLadder.ts'

const account = (reason: string, until: string) => ({ kind: 'account', reason, until }) as Verdict
const suspected = (reason: string, until: string) =>
  ({ kind: 'account', reason, until, isSuspected: true }) as Verdict
const failed = (reason: string, suppress = false) =>
  ({ kind: 'failed', reason, suppress }) as Verdict
const perhapsSender: Verdict = { kind: 'sender', isSuspected: true }
const later = (ladder: string) => ({ kind: 'later', ladder }) as Verdict

const table: [stage: SmtpStage, reply: string, verdict: Verdict][] = [
  // Before anybody was named, it is about the account.
  ['connect', '421 4.3.2 Too busy', account('rate', 'retry')],
  ['connect', '554 5.7.1 No service for you', account('refused', 'retry')],
  ['tls', '454 4.7.0 TLS not available due to temporary reason', account('rate', 'retry')],
  ['tls', '454 TLS not available', account('rate', 'retry')],
  ['tls', '502 Command not implemented', account('security', 'user')],
  ['login', '535 5.7.8 Bad credentials', account('login', 'user')],
  ['login', '534 5.7.9 Application password required', account('login', 'user')],
  ['login', '454 4.7.0 Temporary authentication failure', account('rate', 'retry')],
  ['sender', '530 5.7.0 Must issue STARTTLS first', account('security', 'user')],
  ['content', '535 5.7.139 Authentication unsuccessful', suspected('login', 'user')],
  ['sender', '550 5.7.30 Basic authentication is not supported', account('login', 'user')],
  // Quotas are no dead addresses, whatever their code.
  ['recipient', '550 5.4.5 Daily user sending limit exceeded', suspected('quota', 'window')],
  ['content', '550 5.4.5 Daily sending quota exceeded', suspected('quota', 'window')],
  ['recipient', '452 4.5.3 Too many recipients', suspected('quota', 'window')],
  // Words alone may be another server's, passed on: they count once several people met with them.
  ['content', '550 Hourly sending limit reached for this account', suspected('quota', 'window')],
  ['recipient', '452 Daily message quota exceeded', suspected('quota', 'window')],
  ['sender', '550 Daily sending quota exceeded', account('quota', 'window')],
  ['recipient', '550 5.7.1 SMTP authentication is required', suspected('login', 'user')],
  // Rates.
  ['recipient', '421 4.7.28 Unusual rate of mail', suspected('rate', 'retry')],
  ['content', '421 4.3.0 Try later', suspected('rate', 'retry')],
  ['sender', '432 4.3.2 Concurrent connections exceeded', account('rate', 'retry')],
  ['recipient', '450 4.7.0 Rate exceeded', suspected('rate', 'retry')],
  // Not now, for this message.
  ['recipient', '450 4.2.0 Greylisted, try again in 300 seconds', later('message')],
  ['recipient', '451 4.7.1 Greylisting in action, come back later', later('message')],
  ['recipient', '451 4.7.0 Greylisted', later('message')],
  ['recipient', '450 4.1.2 Domain not found', later('message')],
  ['content', '451 4.3.0 Local error', later('message')],
  ['content', '452 4.3.1 Insufficient storage', later('message')],
  ['data', '503 5.5.1 Bad sequence of commands', later('protocol')],
  ['recipient', '500 5.5.2 Syntax error', later('protocol')],
  // The mailbox.
  ['recipient', '452 4.2.2 Mailbox full', later('mailbox')],
  ['recipient', '552 5.2.2 The user is over quota', later('mailbox')],
  ['recipient', '550 5.2.1 The user is receiving mail too quickly', later('mailbox')],
  ['recipient', '550 5.2.1 User is rate limited', later('mailbox')],
  ['recipient', '550 5.2.1 Corporate mailbox disabled', failed('refused_recipient', true)],
  ['recipient', '550 5.2.1 The account is inactive', failed('refused_recipient', true)],
  ['recipient', '550 5.2.1 La boîte de ce destinataire est pleine', later('mailbox')],
  ['recipient', '550 5.2.1 Mailbox disabled: over quota', later('mailbox')],
  ['content', '550 5.2.1 Postfach ist voll', later('mailbox')],
  ['recipient', '550 Boîte saturé, réessayez', later('mailbox')],
  ['recipient', '550 Boîte du destinataire : espace dépassé', later('mailbox')],
  ['recipient', '550 La boîte a dépassé sa taille', later('mailbox')],
  ['sender', '550 Envoi bloqué sur ce compte', account('suspended', 'user')],
  ['sender', '550 Envois désactivés : compte en attente', account('suspended', 'user')],
  ['recipient', '552 Mailbox quota exceeded', later('mailbox')],
  ['content', '552 Mailbox quota exceeded', later('mailbox')],
  ['content', '552 5.2.0 Mailbox of the recipient is full', later('mailbox')],
  ['recipient', '452 4.2.0 user over quota', later('mailbox')],
  ['recipient', '550 boite pleine', later('mailbox')],
  ['recipient', '554 delivery error: dd This user has exceeded its disk quota', later('mailbox')],
  [
    'recipient',
    "550 5.0.0 Requested action not taken: recipient's mailbox is over quota",
    later('mailbox'),
  ],
  // How large the message is, is about the message.
  ['content', '552 5.3.4 Message size exceeds fixed limit', failed('refused_content')],
  [
    'content',
    '552 sorry, that message size exceeds my databytes limit (#5.3.4)',
    failed('refused_content'),
  ],
  [
    'sender',
    '552 5.3.4 Message size exceeds fixed maximum message size',
    failed('refused_content'),
  ],
  ['recipient', '552 Message size exceeds maximum permitted', failed('refused_content')],
  // SPF and its limits are seen by the other side.
  ['content', '550 5.7.23 SPF lookup limit exceeded', failed('refused_policy')],
  ['recipient', '550 5.7.23 SPF validation failed', failed('refused_policy')],
  // Dead addresses.
  ['recipient', '550 5.1.1 User unknown', failed('refused_recipient', true)],
  ['content', '550 5.1.1 No such user', failed('refused_recipient', true)],
  ['recipient', '553 5.1.3 Bad address syntax', failed('refused_recipient', true)],
  ['recipient', '550 5.1.10 Recipient not found', failed('refused_recipient', true)],
  ['recipient', '550 No such user here', failed('refused_recipient', true)],
  ['recipient', '551 User not local', failed('refused_recipient')],
  ['recipient', '550 5.4.4 Unable to route', failed('refused_recipient')],
  // The sender's reputation is not the recipient's fault.
  ['recipient', '550 5.7.1 Message rejected', failed('refused_policy')],
  ['content', '550 5.7.26 Unauthenticated mail', failed('refused_policy')],
  ['content', '550 5.7.515 Access denied', failed('refused_policy')],
  ['content', '550 5.7.30 DKIM check failed', failed('refused_policy')],
  ['recipient', '550 Blocked: see spamhaus', failed('refused_policy')],
  ['content', '554 Message looks like spam', failed('refused_policy')],
  ['sender', '553 5.1.8 Sender address refused', { kind: 'sender' }],
  ['sender', '550 Sender not owned by user', { kind: 'sender' }],
  // Nor is what the server asks of whoever writes: a wrong account must not turn a whole list into
  // dead addresses.
  ['recipient', '550 relay not permitted', suspected('relay', 'user')],
  [
    'recipient',
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    suspected('relay', 'user'),
  ],
  ['recipient', '550 Sender verify failed', perhapsSender],
  [
    'recipient',
    '550 5.1.0 <shop@business.example>: Sender address rejected: User unknown in virtual mailbox table',
    perhapsSender,
  ],
  ['recipient', '550 authentication required', suspected('login', 'user')],
  [
    'recipient',
    '550 Please turn on SMTP Authentication in your mail client',
    suspected('login', 'user'),
  ],
  ['content', '550 5.7.26 SPF or DKIM authentication required', failed('refused_policy')],
  // Once somebody is named, no answer is the account's before several people met with it.
  ['recipient', '421 4.4.5 Server busy', suspected('quota', 'window')],
  ['recipient', '421 Service not available, closing channel', suspected('rate', 'retry')],
  ['recipient', '530 5.7.1 Client was not authenticated', suspected('login', 'user')],
  ['recipient', '454 4.7.1 Relay access denied', suspected('relay', 'user')],
  ['recipient', '550 5.1.1 Your daily quota has been exceeded', suspected('quota', 'window')],
  ['recipient', '550 Votre quota d’envoi quotidien est atteint', suspected('quota', 'window')],
  ['sender', '451 4.3.0 Internal error', account('rate', 'retry')],
  ['sender', '450 4.1.8 Sender address rejected: Domain not found', later('message')],
  ['sender', '452 4.3.2 Too many messages in this connection', account('rate', 'retry')],
  ['recipient', '451 No more than 20 messages in one session', suspected('rate', 'retry')],
  // Its provider stopped the account, or its credits are used up.
  [
    'content',
    '550 5.7.501 Service unavailable, spam abuse detected',
    suspected('suspended', 'user'),
  ],
  ['content', '554 Your account has been suspended', suspected('suspended', 'user')],
  ['sender', '550 5.7.1 Sending paused for this account', account('suspended', 'user')],
  ['recipient', '550 Votre compte est bloqué', suspected('suspended', 'user')],
  ['content', '451 Maximum credits exceeded', suspected('quota', 'window')],
  ['content', '554 5.2.0 SubmissionQuotaExceededException', suspected('quota', 'window')],
  // It does not let the account write with this address.
  [
    'content',
    '554 Message rejected: Email address is not verified. The following identities failed the check',
    perhapsSender,
  ],
  ['content', '550 The from address does not match a verified Sender Identity', perhapsSender],
  ['content', '550 5.7.60 Client does not have permissions to send as this sender', perhapsSender],
  ['recipient', '550 Callout verification failed', perhapsSender],
  ['sender', '550 5.7.1 Refused', { kind: 'sender' }],
  // A bare 550 is a dead address only if it says so; and not if it speaks of whoever writes.
  [
    'recipient',
    '550 Requested action not taken: mailbox unavailable',
    failed('refused_recipient', true),
  ],
  [
    'recipient',
    '550 5.5.0 Requested action not taken: mailbox unavailable',
    failed('refused_recipient', true),
  ],
  ['recipient', '550 #5.1.0 Address rejected.', failed('refused_recipient', true)],
  ['recipient', '553 Adresse inconnue', failed('refused_recipient', true)],
  ['recipient', '550 Cette boîte aux lettres n’existe pas', failed('refused_recipient', true)],
  ['recipient', '550 Empfänger unbekannt', failed('refused_recipient', true)],
  [
    'recipient',
    '550 5.4.1 Recipient address rejected: Access denied',
    failed('refused_recipient', true),
  ],
  [
    'recipient',
    "554 delivery error: dd This user doesn't have a yahoo.com account",
    failed('refused_recipient', true),
  ],
  [
    'recipient',
    '550 5.1.1 <spam@blocked.example>: User unknown',
    failed('refused_recipient', true),
  ],
  ['recipient', '550 Command rejected', failed('refused_recipient')],
  ['recipient', '550 HELO argument does not match calling host', failed('refused_policy')],
  [
    'recipient',
    '550 Client host rejected: cannot find your reverse hostname',
    failed('refused_policy'),
  ],
  ['recipient', '550 Listed at an RBL', failed('refused_policy')],
  ['recipient', '550 5.1.1 Mail from your IP is blocked, user unknown', failed('refused_policy')],
  ['recipient', '550 Administrative prohibition', failed('refused_policy')],
  ['recipient', '550 Adresse IP refusée', failed('refused_policy')],
  ['recipient', '550 Service refuse. Veuillez essayer plus tard', failed('refused_policy')],
  ['recipient', '550 Quota dépassé pour ce destinataire', later('mailbox')],
  ['recipient', '552 5.1.1 Boite du destinataire pleine', later('mailbox')],
  [
    'recipient',
    '550 Your message could not be delivered: mailbox disabled',
    failed('refused_recipient', true),
  ],
  // Letters that the server cannot read are no dead address.
  ['recipient', '553 Mailbox name not allowed: non-ASCII characters', failed('address_not_ascii')],
  ['content', '550 5.6.7 Address not ASCII', failed('address_not_ascii')],
  // The content.
  ['content', '552 5.3.4 Message too big', failed('refused_content')],
  ['content', '554 5.6.0 Malformed', failed('refused_content')],
  ['content', '554 Transaction failed', failed('refused_content')],
]

describe('classifyReply', () => {
  it.each(table)('%s: %s', (stage, reply, verdict) => {
    const failure: SmtpFailure = {
      stage,
      handedOver: stage === 'content',
      code: Number(reply.slice(0, 3)),
      reply,
    }
    expect(classifyReply(failure)).toEqual(verdict)
  })

  it('without an answer, only what happened after the hand-over is uncertain', () => {
    const silent = { code: null, reply: 'Connection closed' }
    for (const stage of [
      'connect',
      'tls',
      'login',
      'sender',
      'recipient',
      'data',
      'content',
    ] as const) {
      expect(classifyReply({ ...silent, stage, handedOver: false })).toEqual(
        account('network', 'retry'),
      )
    }
    expect(classifyReply({ ...silent, stage: 'content', handedOver: true })).toEqual({
      kind: 'uncertain',
    })
  })

  it('never retries by itself what only the user can mend', () => {
    const silent = { code: null, reply: '', handedOver: false, stage: 'tls' } as const
    expect(classifyReply({ ...silent, problem: 'certificate' })).toEqual(
      account('certificate', 'user'),
    )
    expect(classifyReply({ ...silent, problem: 'no_encryption' })).toEqual(
      account('security', 'user'),
    )
    expect(classifyReply({ ...silent, stage: 'login', problem: 'no_login' })).toEqual(
      account('login', 'user'),
    )
    expect(classifyReply({ ...silent, stage: 'content', problem: 'withdrawn' })).toEqual({
      kind: 'withdrawn',
    })
    expect(classifyReply({ ...silent, stage: 'sender', problem: 'too_large' })).toEqual(
      failed('refused_content'),
    )
  })

  it('reads enhanced codes at the beginning only', () => {
    expect(enhancedCode('550 5.4.5 limit')).toBe('5.4.5')
    expect(enhancedCode('550-5.1.1 first line 550 5.1.1 second')).toBe('5.1.1')
    expect(enhancedCode('550 see 5.1.1')).toBeNull()
  })
})

describe('the ladders', () => {
  it('wait longer each time, up to a limit', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7].map(
      (failures) => accountWait('network', failures, () => 0.5) / 1000,
    )
    expect(steps).toEqual([30, 60, 120, 300, 600, 900, 900])
    expect(
      [1, 2, 3, 8, 20].map((attempts) => (messageWait('message', attempts, 0, '') ?? 0) / 60_000),
    ).toEqual([5, 15, 30, 720, 720])
  })

  it('respect the wait a server asks for, and give up in the end', () => {
    expect(messageWait('message', 1, 0, '450 try again in 20 minutes')).toBe(20 * 60_000)
    expect(messageWait('message', 1, 0, '450 try again in 3 seconds')).toBe(5 * 60_000)
    expect(messageWait('message', 9, 48 * 3_600_000, '')).toBeNull()
    expect(messageWait('mailbox', 5, 24 * 3_600_000, '')).toBeNull()
    expect(messageWait('protocol', 3, 0, '')).toBeNull()
  })
})

// Providers as they write, each seen wrong: words and codes of one thing, said of another.
const strangers: [stage: SmtpStage, reply: string, verdict: Verdict][] = [
  ['content', '554 5.7.9 Message not accepted for policy reasons.', failed('refused_policy')],
  [
    'recipient',
    '550 permanent failure for one or more recipients (x@y.fr:550 5.1.1 RecipNotFound not found)',
    failed('refused_recipient', true),
  ],
  ['content', '554-Transaction failed 554-Unauthorized sender address.', perhapsSender],
  ['content', '454 Throttling failure: Maximum sending rate exceeded.', suspected('rate', 'retry')],
  [
    'content',
    '454 Throttling failure: Daily message quota exceeded.',
    suspected('quota', 'window'),
  ],
  ['recipient', "550 Cet utilisateur n'existe plus", failed('refused_recipient', true)],
  ['recipient', '550 Ce compte est clôturé', failed('refused_recipient', true)],
  ['recipient', '550 Cette adresse n’est plus valide', failed('refused_recipient', true)],
  // Not for good, and not about who has the address.
  ['recipient', '550 mailbox temporarily disabled', failed('refused_recipient')],
  ['recipient', '550 Compte temporairement désactivé', failed('refused_recipient')],
  ['content', '550 5.1.1 content rejected: virus found', failed('refused_policy')],
  ['content', '550 5.1.1 Phishing attachment found', failed('refused_policy')],
]
it.each(strangers)('%s: %s', (stage, reply, verdict) => {
  const code = Number(reply.slice(0, 3))
  expect(classifyReply({ stage, handedOver: false, code, reply })).toEqual(verdict)
})
