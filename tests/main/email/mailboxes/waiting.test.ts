// How a mailbox is waited on, and which letters are looked at whole, without a mail server's help.
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ImapReader } from '../../../../src-main/mail/imap/imapReader.ts'
import { imapTimeouts } from '../../../../src-main/mail/imap/imapServer.ts'
import { mayConcernUs } from '../../../../src-main/features/email/mailboxes/reading/mayConcernUs.ts'
import { startScriptedImap } from '../../../support/mailbox/imapScript.ts'

/** Offers to tell of news, and hangs up whenever it is asked to. */
const startImpatient = () =>
  startScriptedImap([
    [/^CAPABILITY/, '* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN SASL-IR\r\n{tag} OK done\r\n'],
    [/^IDLE/, 'drop'],
  ])

describe('waiting for news of a mailbox', () => {
  it('does not end with the connection, so that nobody logs in again and again', async () => {
    const impatient = await startImpatient()
    const reader = await ImapReader.open(
      {
        ...{ host: '127.0.0.1', port: impatient.port, security: 'none', user: 'box' },
        ...{ password: 'secret', trustedCertificate: null },
      },
      imapTimeouts,
    )
    await reader.examine('INBOX')
    const asked = new AbortController()
    let isOver = false
    const waiting = reader.waitForNews(60_000, asked.signal).then(() => (isOver = true))
    while (!reader.isEnded) await delay(10)
    await delay(50)
    expect(isOver).toBe(false)
    asked.abort()
    await waiting
    expect(isOver).toBe(true)
    reader.drop()
    await impatient.stop()
  })
})

describe('which letters are looked at whole', () => {
  const nobody = { isOurs: () => false, isWrittenTo: () => false }
  const answerTo = (id: string) =>
    `From: a@people.example\r\nSubject: Re: News\r\nIn-Reply-To: <${id}>\r\n`

  it('looks at an answer to a message of ours that a restored backup lost', () => {
    const ours = 'abcdefghijklmnopqrstuvwxyz.1abc2@business.example'
    expect(mayConcernUs(answerTo(ours), nobody)).toBe(true)
    expect(mayConcernUs(answerTo('somebody@elsewhere.example'), nobody)).toBe(false)
  })

  it.each([
    'Désinscription',
    '=?utf-8?B?RMOpc2luc2NyaXB0aW9u?=',
    '=?utf-8?Q?D=C3=A9sinscription?=',
    '=?iso-8859-1?Q?D=E9sinscription?=',
    '=?utf-8?Q?D=C3=A9sin?= =?utf-8?Q?scription?=',
    '=?nowhere-7?Q?Stop_=FF?=',
  ])('looks at a wish to hear no more, however it is written: %s', (subject) => {
    const headers = `From: a@people.example\r\nSubject: ${subject}\r\n`
    expect(mayConcernUs(headers, nobody)).toBe(true)
  })
})
