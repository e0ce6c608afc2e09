// The whole way: a campaign leaves, something comes back into a real mailbox, it is read, and everything
// that should know of it does.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import {
  hasDovecot,
  imapPassword,
  startDovecot,
  type Dovecot,
} from '../../../support/mailbox/dovecot.ts'
import {
  complaintReport,
  deliveryReport,
  letter,
} from '../../../support/mailbox/incomingMessages.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

const isPossible = hasDovecot()

describe.skipIf(!isPossible)('hearing back', () => {
  let dovecot: Dovecot
  let app: MailApp
  let sink: Sink
  let user = 0
  const box = () => `box${user}`

  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(async () => {
    user += 1
    app = await createMailApp()
    sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
  })
  afterEach(async () => {
    await sink.stop()
    await app.close()
  })

  const addMailbox = async (accountId: number | null = null) =>
    (
      await app.client.email.mailboxes.create({
        ...{ accountId, host: '127.0.0.1', port: dovecot.port, security: 'none' },
        ...{ user: box(), password: imapPassword },
      })
    ).id
  const sweep = (id: number) => app.client.email.mailboxes.sweep({ id })

  /** A campaign to some people, and the mailbox of its account. */
  async function sent(people: number) {
    await app.addLeads(people)
    const accountId = await app.addAccount(sink.port)
    const campaignId = await app.addCampaign(accountId)
    await app.client.email.campaigns.send({ id: campaignId, evenIfSent: false })
    await until(
      () => app.rows().filter(({ state }) => state === 'sent').length === people,
      'all messages to leave',
    )
    const mailboxId = await addMailbox(accountId)
    return { campaignId, accountId, mailboxId, rows: app.rows() }
  }
  const row = (rows: ReturnType<MailApp['rows']>, index: number) => {
    const found = rows[index]
    if (found === undefined) throw new Error('There is no such row.')
    return found
  }
  const refused = async () =>
    (await app.client.email.suppressions.list({ limit: 100 })).items.map(
      ({ value, reason }) => `${value} ${reason}`,
    )
  const deliveries = async (id: number, more = {}) =>
    (await app.client.email.campaigns.deliveries({ id, limit: 100, ...more })).items

  it('tells what came in, and does once what follows from it', async () => {
    const { campaignId, mailboxId, rows } = await sent(6)
    const [dead, answers, leaves, away, complains] = rows.map(({ message_id: id }) => id)
    dovecot.deliver(box(), deliveryReport({ recipient: row(rows, 0).email, messageId: dead ?? '' }))
    dovecot.deliver(box(), letter({ from: 'another@elsewhere.example', inReplyTo: answers ?? '' }))
    dovecot.deliver(
      box(),
      letter({ from: row(rows, 2).email, inReplyTo: leaves ?? '', text: 'Please unsubscribe me.' }),
      'Spam',
    )
    dovecot.deliver(
      box(),
      letter({
        from: row(rows, 3).email,
        inReplyTo: away ?? '',
        subject: 'Automatic reply: News',
        text: 'I am out of the office.',
        headers: ['Auto-Submitted: auto-replied'],
      }),
    )
    dovecot.deliver(box(), complaintReport(row(rows, 4).email, complains ?? ''))
    dovecot.deliver(box(), letter({ from: 'friend@private.example', subject: 'Dinner' }))
    const before = dovecot.files(box())

    expect(await sweep(mailboxId)).toEqual({
      ...{ read: 6, bounce: 1, reply: 1, auto_reply: 1, unsubscribe: 1, complaint: 1, other: 1 },
    })

    expect((await deliveries(campaignId)).map(({ state }) => state)).toEqual([
      ...['bounced', 'replied', 'sent', 'sent', 'sent', 'sent'],
    ])
    expect((await deliveries(campaignId, { state: 'bounced' })).map(({ email }) => email)).toEqual([
      row(rows, 0).email,
    ])
    expect(await deliveries(campaignId, { state: 'replied' })).toHaveLength(1)
    expect(await deliveries(campaignId, { isWithdrawn: true })).toMatchObject([
      { email: row(rows, 2).email },
    ])
    const { stats } = await app.client.email.campaigns.get({ id: campaignId })
    expect(stats).toMatchObject({ sent: 6, bounced: 1, replied: 1, unsubscribed: 1 })
    expect((await refused()).sort()).toEqual([
      `${row(rows, 0).email} hard_bounce`,
      `${row(rows, 2).email} unsubscribed`,
      `${row(rows, 4).email} complaint`,
    ])

    // Read again, from the beginning, under other numbers: nothing more.
    expect(await sweep(mailboxId)).toMatchObject({ read: 0 })
    dovecot.renumber(box())
    // A connection that is open may write the old numbers back: taken away again until they are new.
    let again = await sweep(mailboxId)
    for (let tries = 0; again.read === 0 && tries < 50; tries += 1) {
      dovecot.renumber(box())
      await new Promise((resolve) => setTimeout(resolve, 200))
      again = await sweep(mailboxId)
    }
    expect(again).toMatchObject({ read: 5, bounce: 0, reply: 0, other: 5 })
    const [mailbox] = (await app.client.email.mailboxes.list({ limit: 10 })).items
    expect(mailbox?.received).toEqual({
      ...{ bounce: 1, reply: 1, auto_reply: 1, unsubscribe: 1, complaint: 1 },
    })
    // Nothing was marked, moved or deleted.
    expect(dovecot.files(box())).toEqual(before)
  })

  it('shows an answer on the history of its person, as a contact', async () => {
    const { mailboxId, rows } = await sent(2)
    dovecot.deliver(
      box(),
      letter({
        from: 'boss@elsewhere.example',
        subject: 'Re: News for First 1',
        inReplyTo: row(rows, 0).message_id,
        text: 'Yes, please call me.\n\nOn Monday you wrote:\n> Hello',
      }),
    )
    dovecot.deliver(
      box(),
      deliveryReport({ recipient: row(rows, 1).email, messageId: row(rows, 1).message_id }),
    )
    await sweep(mailboxId)
    const [first, second] = (await app.client.crm.leads.list({ limit: 10, sort: 'name' })).items
    const story = await app.client.crm.leads.timeline({ id: first?.id ?? 0, limit: 20 })
    expect(story.items).toContainEqual(
      expect.objectContaining({
        kind: 'email',
        interaction: expect.objectContaining({
          subject: 'Re: News for First 1',
          content: 'Yes, please call me.',
        }) as unknown,
      }),
    )
    expect((await app.client.crm.leads.get({ id: first?.id ?? 0 })).lastContactAt).not.toBeNull()
    const other = await app.client.crm.leads.timeline({ id: second?.id ?? 0, limit: 20 })
    expect(other.items).toContainEqual(
      expect.objectContaining({
        kind: 'received',
        received: 'bounce',
        bounceClass: 'hard',
        words: '550 5.1.1 No such user here',
      }),
    )
  })

  it('strikes off nobody by a report that is about no message of ours to them', async () => {
    const { campaignId, mailboxId, rows } = await sent(3)
    await app.addLeads(1, 'never', 'written.example')
    const [first, second] = [row(rows, 0), row(rows, 1)]
    const forged = [
      // Somebody never written to, with a made-up Message-ID, and with one that is ours.
      { recipient: 'never1@written.example', messageId: 'made-up@business.example' },
      { recipient: 'never1@written.example', messageId: first.message_id },
      // Somebody else who was written to, by the Message-ID of one's own message.
      { recipient: second.email, messageId: first.message_id },
      // Somebody who was written to, without a message of ours.
      { recipient: second.email, messageId: 'made-up@business.example' },
    ]
    for (const one of forged) dovecot.deliver(box(), deliveryReport(one))
    dovecot.deliver(box(), complaintReport(second.email, first.message_id))
    dovecot.deliver(box(), complaintReport('never1@written.example', 'made-up@business.example'))
    expect(await sweep(mailboxId)).toMatchObject({ read: 6 })
    expect(await refused()).toEqual([])
    expect((await deliveries(campaignId)).map(({ state }) => state)).toEqual([
      'sent',
      'sent',
      'sent',
    ])
  })

  it('refuses by a mail to the address of the message, and by a word of whoever was written to', async () => {
    const { mailboxId, rows } = await sent(2)
    const [token] = app.services.database.query<{ reference: string }>(
      'SELECT reference FROM outbox ORDER BY id LIMIT 1',
    )
    dovecot.deliver(
      box(),
      letter({
        from: 'forwarded@elsewhere.example',
        subject: `unsubscribe ${token?.reference ?? ''}`,
        text: '',
      }),
    )
    dovecot.deliver(
      box(),
      letter({ from: `Somebody <${row(rows, 1).email}>`, subject: 'STOP', text: '' }),
    )
    dovecot.deliver(box(), letter({ from: 'unknown@nowhere.example', subject: 'unsubscribe' }))
    expect(await sweep(mailboxId)).toMatchObject({ unsubscribe: 3 })
    expect((await refused()).sort()).toEqual([
      `${row(rows, 0).email} unsubscribed`,
      `${row(rows, 1).email} unsubscribed`,
    ])
  })

  it('counts an address as dead after five soft bounces in a row, and blames nobody for ours', async () => {
    const { mailboxId, accountId, rows } = await sent(2)
    const [full, unwanted] = [row(rows, 0).email, row(rows, 1).email]
    const last = (email: string) =>
      app
        .rows()
        .filter((one) => one.email === email)
        .at(-1)
    for (let time = 1; time <= 5; time += 1) {
      if (time > 1) {
        const id = await app.addCampaign(accountId)
        await app.client.email.campaigns.send({ id, evenIfSent: false })
        await until(() => app.rows().filter(({ state }) => state === 'sent').length === 2 * time)
      }
      expect(await refused()).toEqual([])
      const status = '5.2.2'
      const diagnostic = '552 5.2.2 Mailbox full'
      dovecot.deliver(
        box(),
        deliveryReport({
          ...{ recipient: full, messageId: last(full)?.message_id ?? '', status, diagnostic },
        }),
      )
      dovecot.deliver(
        box(),
        deliveryReport({
          ...{ recipient: unwanted, messageId: last(unwanted)?.message_id ?? '' },
          ...{ status: '5.7.1', diagnostic: '550 5.7.1 Message rejected as spam' },
        }),
      )
      await sweep(mailboxId)
    }
    expect(await refused()).toEqual([`${full} hard_bounce`])
  })

  it('takes a report of a delay for what it is', async () => {
    const { campaignId, mailboxId, rows } = await sent(1)
    dovecot.deliver(
      box(),
      deliveryReport({
        ...{ recipient: row(rows, 0).email, messageId: row(rows, 0).message_id },
        ...{ action: 'delayed', status: '4.4.1', diagnostic: '451 4.4.1 No answer from host' },
      }),
    )
    await sweep(mailboxId)
    expect((await deliveries(campaignId)).map(({ state }) => state)).toEqual(['sent'])
    expect(await refused()).toEqual([])
  })
})
