// The self-test against a real IMAP server: a message leaves, is found where it lies, and what is
// written above it is told; what cannot be told is not.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runSelfTest } from '#main/features/email/selfTest/selfTest.service.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import {
  hasDovecot,
  imapPassword,
  startDovecot,
  type Dovecot,
} from '../../../support/mailbox/dovecot.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

const isPossible = hasDovecot()
const judgement = `Authentication-Results: mx.voisin.example;
 spf=pass smtp.mailfrom=bonjour@boutique.example;
 dkim=none; dmarc=pass header.from=boutique.example`

describe.skipIf(!isPossible)('the self-test', () => {
  let dovecot: Dovecot
  let app: MailApp
  let sink: Sink
  let accountId: number
  let user = 0
  const box = () => `selftest${user}`
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(async () => {
    user += 1
    app = await createMailApp()
    sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    accountId = await app.addAccount(sink.port)
  })
  afterEach(async () => {
    await sink.stop()
    await app.close()
  })
  const addMailbox = async (more = {}) =>
    (
      await app.client.email.mailboxes.create({
        ...{ host: '127.0.0.1', port: dovecot.port, security: 'none' },
        ...{ user: box(), password: imapPassword, accountId, ...more },
      })
    ).id
  /** As the server on the way would: it writes its judgement above what the sink took. */
  async function passOn(folder?: string, above = judgement): Promise<void> {
    await until(() => sink.arrived().length > 0)
    const [message] = await sink.messages()
    if (message === undefined) throw new Error('The sink kept no message.')
    dovecot.deliver(box(), `${above}\r\n${message.raw}`, folder)
  }

  it('finds its message in the inbox, with the judgement above it', async () => {
    const mailboxId = await addMailbox()
    const testing = runSelfTest(app.services, { id: accountId, mailboxId })
    await passOn()
    const result = await testing
    expect(result).toMatchObject({ folder: 'inbox', authority: 'mx.voisin.example' })
    expect(result.verdicts.map(({ method, result: word }) => [method, word])).toEqual([
      ['spf', 'pass'],
      ['dkim', 'none'],
      ['dmarc', 'pass'],
    ])
    expect(result.lines).toHaveLength(1)
    expect(sink.arrived()).toHaveLength(1)
    expect(result.to).toBe(result.from)
    // Nothing of it is on record, and the mailbox is as it was.
    expect(app.rows()).toEqual([])
    expect(dovecot.files(box()).every((name) => !/:2,.*S/.test(name))).toBe(true)
  })

  it('says where it lies among spam, and that nothing is told of its sender', async () => {
    const mailboxId = await addMailbox()
    const testing = runSelfTest(app.services, { id: accountId, mailboxId })
    await passOn('Spam', 'X-Spam: yes')
    expect(await testing).toMatchObject({
      ...{ folder: 'junk', authority: null, lines: [] },
      verdicts: [{ result: null }, { result: null }, { result: null }],
    })
  })

  it('says that it did not come, not that anything failed', async () => {
    const mailboxId = await addMailbox()
    const result = await runSelfTest(
      app.services,
      { id: accountId, mailboxId },
      new AbortController().signal,
      500,
    )
    expect(result).toMatchObject({ folder: null, seconds: null, verdicts: [] })
    expect(result.reply).toContain('250')
  })

  it('is not waited for any more once it is given up', async () => {
    const mailboxId = await addMailbox()
    const giving = new AbortController()
    const testing = runSelfTest(app.services, { id: accountId, mailboxId }, giving.signal)
    testing.catch(() => undefined)
    await until(() => sink.arrived().length > 0)
    await delay(200)
    giving.abort()
    await expect(testing).rejects.toThrow()
  })

  it('sends nothing to a mailbox whose address nobody knows', async () => {
    const mailboxId = await addMailbox({ accountId: null })
    const call = app.client.email.accounts.selfTest({ id: accountId, mailboxId })
    expect(await errorReasonOf(call)).toBe('mailbox_address_unknown')
    expect(sink.arrived()).toEqual([])
    const testing = runSelfTest(app.services, {
      ...{ id: accountId, mailboxId, to: 'moi@voisin.example' },
    })
    await passOn()
    expect(await testing).toMatchObject({ to: 'moi@voisin.example', folder: 'inbox' })
  })

  it('gives the words of a server that does not take it, and of a mailbox that cannot be read', async () => {
    const mailboxId = await addMailbox({ password: 'wrong' })
    const unread = app.client.email.accounts.selfTest({ id: accountId, mailboxId })
    expect(await errorReasonOf(unread)).toBe('mailbox_unreadable')
    // Nobody could have told what became of a message.
    expect(sink.arrived()).toEqual([])
    await app.client.email.mailboxes.update({ id: mailboxId, password: imapPassword })
    await sink.stop()
    const untaken = app.client.email.accounts.selfTest({ id: accountId, mailboxId })
    expect(await errorReasonOf(untaken)).toBe('smtp_refused')
  })
})
