// Messages as they come back: written for tests in the shapes of mail servers and programs.

const lines = (...all: string[]) => `${all.join('\n')}\n`
let made = 0
const freshId = () => {
  made += 1
  return `<in-${made}.${process.pid}@mx.example>`
}

export type Report = {
  recipient: string
  /** Of the message that came back, without brackets. */
  messageId: string
  status?: string
  diagnostic?: string
  action?: 'failed' | 'delayed'
  id?: string
}

/** A delivery report as Postfix writes it (RFC 3464). */
export const deliveryReport = ({
  recipient,
  messageId,
  status = '5.1.1',
  diagnostic = '550 5.1.1 No such user here',
  action = 'failed',
  id = freshId(),
}: Report): string =>
  lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
    'To: shop@business.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: ${id}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.example.',
    '',
    `<${recipient}>: host mx.people.example said: ${diagnostic}`,
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    'From: shop@business.example',
    `To: ${recipient}`,
    'Subject: News',
    `Message-ID: <${messageId}>`,
    '',
    '--b1--',
  )

export type Letter = {
  from: string
  subject?: string
  inReplyTo?: string
  text?: string
  headers?: string[]
  id?: string
}

export const letter = ({
  from,
  subject = 'Re: News',
  inReplyTo,
  text = 'Thank you, please call me on Monday.',
  headers = [],
  id = freshId(),
}: Letter): string =>
  lines(
    `From: ${from}`,
    'To: shop@business.example',
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    ...(inReplyTo === undefined
      ? []
      : [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`]),
    ...headers,
    'Date: Sun, 29 Nov 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  )

/** A complaint of a mailbox provider (RFC 5965). */
export const complaintReport = (recipient: string | null, messageId: string): string =>
  lines(
    'Return-Path: <>',
    'From: feedback@provider.example',
    'To: shop@business.example',
    'Subject: FW: News',
    `Message-ID: ${freshId()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b2"',
    '',
    '--b2',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '',
    '--b2',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Provider/1.0',
    'Version: 1',
    ...(recipient === null ? [] : [`Original-Rcpt-To: ${recipient}`]),
    '',
    '--b2',
    'Content-Type: message/rfc822',
    '',
    'From: shop@business.example',
    ...(recipient === null ? [] : [`To: ${recipient}`]),
    'Subject: News',
    `Message-ID: <${messageId}>`,
    '',
    'Hello',
    '--b2--',
  )
