// How a mailbox is read: over which connections, from where it was left, and what waits for it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MailboxKeeper } from '#main/features/email/mailboxes/mailboxKeeper.ts'
import { findMailbox } from '#main/features/email/mailboxes/mailboxes.repository.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import {
  hasDovecot,
  imapPassword,
  startDovecot,
  type Dovecot,
} from '../../../support/mailbox/dovecot.ts'
import { deliveryReport, letter } from '../../../support/mailbox/incomingMessages.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

const isPossible = hasDovecot()

describe.skipIf(!isPossible)('a mailbox', () => {
  let dovecot: Dovecot
  let app: MailApp
  let sink: Sink
  let user = 0
  const box = () => `reading${user}`
  const logged: string[] = []

  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(async () => {
    user += 1
    app = await createMailApp({ log: (_level, message) => void logged.push(message) })
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
  })
  afterEach(async () => {
    await sink.stop()
    await app.close()
  })

  const draft = () => ({
    ...{ host: '127.0.0.1', port: dovecot.port, security: 'none' as const },
    ...{ user: box(), password: imapPassword },
  })
  const { mailboxes } = { mailboxes: () => app.client.email.mailboxes }
  const add = async (more = {}) => (await mailboxes().create({ ...draft(), ...more })).id
  const shown = async (id: number) =>
    (await mailboxes().list({ limit: 10 })).items.find((one) => one.id === id)

  /** Messages that left, and the account they left by. */
  async function sent(people: number) {
    await app.addLeads(people)
    const accountId = await app.addAccount(sink.port)
    const campaignId = await app.addCampaign(accountId)
    await app.client.email.campaigns.send({ id: campaignId, evenIfSent: false })
    await until(() => app.rows().filter(({ state }) => state === 'sent').length === people)
    return { accountId, campaignId, rows: app.rows() }
  }

  it('is read over STARTTLS and TLS, with the certificate that is trusted and with no other', async () => {
    dovecot.deliver(box(), letter({ from: 'a@b.example' }))
    for (const [security, port] of [
      ['starttls', dovecot.port],
      ['tls', dovecot.tlsPort],
    ] as const) {
      const other = Array.from({ length: 32 }, () => 'AB').join(':')
      const check = await mailboxes().check({
        ...draft(),
        security,
        port,
        trustedCertificate: other,
      })
      expect(check).toMatchObject({
        ok: false,
        trouble: 'certificate',
        cause: 'certificate_changed',
      })
      const trusted = check.certificate?.fingerprint ?? null
      expect(
        await mailboxes().check({ ...draft(), security, port, trustedCertificate: trusted }),
      ).toEqual({
        ...{ ok: true, reply: '', trouble: null, cause: null, certificate: null },
      })
      const id = await add({ security, port, trustedCertificate: trusted })
      expect(await mailboxes().sweep({ id })).toMatchObject({ read: 1 })
      await mailboxes().delete({ id })
    }
  })

  it('says that the password is wrong, and never says the password', async () => {
    const id = await add({ password: 'wrong-word' })
    expect(await errorReasonOf(mailboxes().sweep({ id }))).toBe('mailbox_unreadable')
    await until(async () => (await shown(id))?.trouble !== null)
    const mailbox = await shown(id)
    expect(mailbox?.trouble).toMatchObject({ reason: 'login', cause: 'login_wrong', retryAt: null })
    expect(JSON.stringify(mailbox)).not.toContain('wrong-word')
    await mailboxes().update({ id, password: imapPassword })
    expect(await mailboxes().sweep({ id })).toMatchObject({ read: 0 })
    expect((await shown(id))?.trouble).toBeNull()
  })

  it('refuses a second reading of the same, a server in clear, and an account that is not there', async () => {
    await add()
    expect(await errorReasonOf(add())).toBe('mailbox_taken')
    expect(await errorReasonOf(add({ host: 'imap.elsewhere.example' }))).toBe('security_required')
    expect(await errorReasonOf(add({ user: 'other', accountId: 99 }))).toBe('unknown_id')
    expect((await mailboxes().list({ limit: 10 })).total).toBe(1)
  })

  it('that is left in the middle goes on behind the last piece, and does nothing twice', async () => {
    const { rows } = await sent(40)
    for (const { email, message_id: messageId } of rows)
      dovecot.deliver(box(), letter({ from: email, inReplyTo: messageId }))
    const id = await add()
    const count = (table: string) =>
      app.services.database.count(`SELECT count(*) AS n FROM ${table}`)
    for (let time = 1; count('received_messages') < 40 && time < 40; time += 1) {
      const before = count('received_messages')
      const keeper = new MailboxKeeper(app.services)
      const mailbox = findMailbox(app.services.database, id)
      if (mailbox === null) throw new Error('The mailbox is gone.')
      const reading = keeper.sweep(mailbox).catch(() => null)
      await until(() => count('received_messages') > before)
      await keeper.stop()
      await reading
    }
    expect(count('received_messages')).toBe(40)
    expect(count('interactions')).toBe(40)
    expect(await mailboxes().sweep({ id })).toMatchObject({ read: 0 })
    // All that it ever read is forgotten: the message itself is what is known.
    await app.services.database.write([], (transaction) =>
      transaction.sql('DELETE FROM mailbox_folders'),
    )
    expect(await mailboxes().sweep({ id })).toMatchObject({ read: 40, reply: 0, other: 40 })
    expect(count('interactions')).toBe(40)
  })

  it('settles what is uncertain by a report, and by what stands among those sent', async () => {
    const { accountId, rows } = await sent(3)
    await app.stopEngine()
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', sent_at = NULL`,
      ),
    )
    const [first, second] = rows
    dovecot.deliver(
      box(),
      deliveryReport({ recipient: first?.email ?? '', messageId: first?.message_id ?? '' }),
    )
    dovecot.deliver(
      box(),
      letter({
        from: 'shop@business.example',
        subject: 'News',
        id: `<${second?.message_id ?? ''}>`,
      }),
      'Sent',
    )
    const id = await add({ accountId })
    await mailboxes().sweep({ id })
    expect(app.rows().map(({ state }) => state)).toEqual(['sent', 'sent', 'uncertain'])
  })

  it('ends by an answer what would follow by itself, and nothing else', async () => {
    const { accountId, campaignId, rows } = await sent(2)
    await app.stopEngine()
    const automatic = await app.addCampaign(accountId)
    await app.services.database.write([], async (transaction) => {
      await transaction.sql(
        `UPDATE campaigns SET status = 'automatic', automatic_on = 1, started_at = 1 WHERE id = ?`,
        [automatic],
      )
      for (const [index, campaign] of [automatic, campaignId].entries())
        await transaction.sql(
          `INSERT INTO outbox (campaign_id, lead_id, resend_number, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, created_at)
           SELECT ?, lead_id, 7, idem_key || ?, message_id || ?, reference || ?, account_id, message_version_id, email, domain, '{}', 'queued', 9999999999999, 1 FROM outbox WHERE resend_number = 0`,
          [campaign, index, index, index],
        )
    })
    dovecot.deliver(box(), letter({ from: 'x@y.example', inReplyTo: rows[0]?.message_id ?? '' }))
    await mailboxes().sweep({ id: await add() })
    expect(
      app.services.database.query(
        'SELECT campaign_id AS campaign, email, state, reason FROM outbox WHERE resend_number = 7 ORDER BY campaign_id DESC, email',
      ),
    ).toEqual([
      { campaign: automatic, email: rows[0]?.email, state: 'cancelled', reason: 'replied' },
      { campaign: automatic, email: rows[1]?.email, state: 'queued', reason: null },
      { campaign: campaignId, email: rows[0]?.email, state: 'queued', reason: null },
      { campaign: campaignId, email: rows[1]?.email, state: 'queued', reason: null },
    ])
  })

  it('is read before anything leaves, and who asked there to hear no more is not written to', async () => {
    const { accountId, rows } = await sent(2)
    const id = await add({ accountId })
    dovecot.deliver(box(), letter({ from: rows[0]?.email ?? '', subject: 'Unsubscribe', text: '' }))
    const next = await app.addCampaign(accountId)
    await app.client.email.campaigns.send({ id: next, evenIfSent: false })
    const waits = async () => (await app.client.email.campaigns.get({ id: next })).waitsForMailbox
    await until(() => app.rows().length === 4, 'all people to be queued')
    expect(await waits()).toMatchObject({ id, name: box(), lastReadAt: null })
    expect(
      app
        .rows()
        .slice(2)
        .map(({ state }) => state),
    ).toEqual(['queued', 'queued'])
    await mailboxes().sweep({ id })
    await until(() =>
      app
        .rows()
        .slice(2)
        .every(
          ({ state }) => state !== 'queued' && state !== 'claimed' && state !== 'handing_over',
        ),
    )
    expect(
      app
        .rows()
        .slice(2)
        .map(({ state }) => state),
    ).toEqual(['suppressed', 'sent'])
    expect(await waits()).toBeNull()
  })

  it('that cannot be read holds a campaign until the user lets it go, which is logged', async () => {
    const { accountId } = await sent(1)
    await add({ accountId, port: 9, user: 'nobody' })
    const next = await app.addCampaign(accountId)
    await app.client.email.campaigns.send({ id: next, evenIfSent: false })
    await until(() => app.rows().length === 2)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(app.rows()[1]?.state).toBe('queued')
    const campaign = await app.client.email.campaigns.sendUnread({ id: next })
    expect(campaign.waitsForMailbox).toBeNull()
    await until(() => app.rows()[1]?.state === 'sent')
    expect(logged).toContain('A campaign was let go although its mailbox was not read.')
  })
})
