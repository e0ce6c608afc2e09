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
  ['sender', '530 5.7.0 Must issue STARTTLS first', account('login', 'user')],
  ['content', '535 5.7.139 Authentication unsuccessful', account('login', 'user')],
  ['sender', '550 5.7.30 Basic authentication is not supported', account('login', 'user')],
  // Quotas are no dead addresses, whatever their code.
  ['recipient', '550 5.4.5 Daily user sending limit exceeded', account('quota', 'window')],
  ['content', '550 5.4.5 Daily sending quota exceeded', account('quota', 'window')],
  ['recipient', '452 4.5.3 Too many recipients', account('quota', 'window')],
  // Words alone may be another server's, passed on: they count once several people met with them.
  ['content', '550 Hourly sending limit reached for this account', suspected('quota', 'window')],
  ['recipient', '452 Daily message quota exceeded', suspected('quota', 'window')],
  ['sender', '550 Daily sending quota exceeded', account('quota', 'window')],
  ['recipient', '550 5.7.1 SMTP authentication is required', suspected('login', 'user')],
  // Rates.
  ['recipient', '421 4.7.28 Unusual rate of mail', account('rate', 'retry')],
  ['content', '421 4.3.0 Try later', account('rate', 'retry')],
  ['sender', '432 4.3.2 Concurrent connections exceeded', account('rate', 'retry')],
  ['recipient', '450 4.7.0 Rate exceeded', account('rate', 'retry')],
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
  ['recipient', '550 5.2.1 The account is inactive', failed('refused_recipient', true)],
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
  ['recipient', '551 User not local', failed('refused_recipient', true)],
  ['recipient', '550 5.4.4 Unable to route', failed('refused_recipient')],
  // The sender's reputation is not the recipient's fault.
  ['recipient', '550 5.7.1 Message rejected', failed('refused_policy')],
  ['content', '550 5.7.26 Unauthenticated mail', failed('refused_policy')],
  ['content', '550 5.7.515 Access denied', failed('refused_policy')],
  ['content', '550 5.7.30 DKIM check failed', failed('refused_policy')],
  ['recipient', '550 Blocked: see spamhaus', failed('refused_policy')],
  ['content', '554 Message looks like spam', failed('refused_policy')],
  ['sender', '553 5.1.8 Sender address refused', failed('refused_sender')],
  ['sender', '550 Sender not owned by user', failed('refused_sender')],
  // Nor is what the server asks of whoever writes: a wrong account must not turn a whole list into
  // dead addresses.
  ['recipient', '550 relay not permitted', failed('refused_policy')],
  [
    'recipient',
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    failed('refused_policy'),
  ],
  ['recipient', '550 Sender verify failed', failed('refused_sender')],
  [
    'recipient',
    '550 5.1.0 <shop@business.example>: Sender address rejected: User unknown in virtual mailbox table',
    failed('refused_sender'),
  ],
  ['recipient', '550 authentication required', suspected('login', 'user')],
  [
    'recipient',
    '550 Please turn on SMTP Authentication in your mail client',
    suspected('login', 'user'),
  ],
  ['content', '550 5.7.26 SPF or DKIM authentication required', failed('refused_policy')],
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
