// A letter to one person: sent once with the words its writer saw, in the person's history, in no list
// and no figure of campaigns.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'
import { errorReasonOf } from '../../../support/testApp.ts'

let app: MailApp
let sink: Sink
beforeEach(async () => {
  app = await createMailApp()
  sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
})
afterEach(async () => {
  await app.close()
  await sink.stop()
})

/** What a refused call says. */
async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
    return null
  } catch (error) {
    return error instanceof Error && 'data' in error ? error.data : error
  }
}
const letters = () => app.client.email.letters
const words = { subject: 'Votre devis', text: 'Bonjour {{ first_name }},\n\nLe devis est prêt.' }
const addPerson = async (more = {}) =>
  (
    await app.client.crm.leads.create({
      ...{ email: 'zoe@people.example', firstName: 'Zoé' },
      ...more,
    })
  ).id
const stateOf = (id: number) => app.rows().find((row) => row.id === id)?.state
const isSent = (id: number) => until(() => stateOf(id) === 'sent', 'the letter to leave')
const storyOf = async (id: number) =>
  (await app.client.crm.leads.timeline({ id, limit: 50 })).items.filter(
    (entry) => entry.kind === 'message',
  )
/** The text that arrived, in its one base64 part. */
async function arrivedText(index = 0): Promise<{ head: string; text: string }> {
  const raw = (await sink.messages())[index]?.raw ?? ''
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  return { head, text: Buffer.from(body, 'base64').toString('utf8') }
}

describe('a letter', () => {
  it('leaves once, as a plain text with the fields filled in, the lines of the house and no header of a mailing', async () => {
    const accountId = await app.addAccount(sink.port)
    const id = await addPerson()
    const sent = await letters().send({ id, ...words })
    expect(sent).toMatchObject({ email: 'zoe@people.example', leadId: id, state: 'queued' })
    await isSent(sent.id)
    expect(sink.arrived()).toEqual([{ recipient: 'zoe@people.example', messageId: sent.messageId }])
    const { head, text } = await arrivedText()
    expect(text.replaceAll('\r\n', '\n')).toContain('Bonjour Zoé,\n\nLe devis est prêt.')
    expect(text).toContain('Ce message vous est envoyé par shop@business.example.')
    expect(text).toContain('écrivez à : mailto:')
    expect(head).not.toMatch(/^list-|text\/html/im)
    expect(await letters().get({ id: sent.id })).toMatchObject({
      ...{ subject: 'Votre devis', text: 'Bonjour Zoé,\n\nLe devis est prêt.', accountId },
      ...{ state: 'sent', lastReply: expect.stringContaining('250') as string },
    })
  })

  it('is in the history of its person and dates the contact, and is in no list and no figure', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    const { id: letter } = await letters().send({ id, ...words })
    await isSent(letter)
    expect(await storyOf(id)).toMatchObject([
      { state: 'sent', campaignName: null, isOpenable: false, letter: { subject: 'Votre devis' } },
    ])
    const { lastContactAt } = await app.client.crm.leads.get({ id })
    expect(Date.parse(lastContactAt ?? '')).toBe(app.host.clock.now())
    const { email } = app.client
    expect((await email.campaigns.list({ limit: 50 })).total).toBe(0)
    const stats = await email.campaigns.stats()
    expect(JSON.stringify(stats)).not.toMatch(/[1-9]/)
    for (const outcome of ['accepted', 'sandboxed'] as const)
      expect((await email.deliveries.list({ outcome, limit: 10 })).total).toBe(0)
    expect(
      app.services.database.count('SELECT coalesce(sum(sent), 0) AS n FROM period_totals'),
    ).toBe(0)
    // A win after it is owed to no campaign.
    app.host.clock.advance(60_000)
    await app.client.crm.leads.update({ id, status: 'won', estimatedValue: 100 })
    expect(
      app.services.database.count(
        `SELECT count(*) AS n FROM attribution_shares WHERE kind = 'campaign'`,
      ),
    ).toBe(0)
  })

  it('keeps dating the contact after an interaction of a later moment was taken out', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    const { id: letter } = await letters().send({ id, ...words })
    await isSent(letter)
    const at = app.host.clock.now()
    app.host.clock.advance(3_600_000)
    const call = await app.client.crm.interactions.create({ id, type: 'call' })
    await app.client.crm.interactions.delete({ id: call.id })
    const { lastContactAt } = await app.client.crm.leads.get({ id })
    expect(Date.parse(lastContactAt ?? '')).toBe(at)
  })

  it('asked for twice under one key leaves once; other words under that key are not sent, which is said', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    const key = crypto.randomUUID()
    const [one, other] = await Promise.all([
      letters().send({ id, ...words, key }),
      letters().send({ id, ...words, key }),
    ])
    expect(other.id).toBe(one.id)
    expect(await errorReasonOf(letters().send({ id, ...words, text: 'Autre chose.', key }))).toBe(
      'letter_sent_already',
    )
    await isSent(one.id)
    expect((await letters().send({ id, ...words, key })).id).toBe(one.id)
    expect(app.rows()).toHaveLength(1)
    expect(sink.arrived()).toHaveLength(1)
    // Written once more on purpose, it is another letter.
    const again = await letters().send({ id, ...words })
    await isSent(again.id)
    expect(sink.arrived()).toHaveLength(2)
  })

  it('says nothing that its writer did not see: what a field stands for is no field itself', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson({ company: '{{ year }} [[x]]' })
    const { id: letter } = await letters().send({
      ...{ id, subject: 'Pour {{ company }}', text: 'Chez {{ company }} !' },
    })
    await isSent(letter)
    expect((await arrivedText()).text).toContain('Chez {{ year }} [[x]] !')
  })

  it('goes to the first address that can receive, or to the one that is named, and says why not', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson({ emails: [{ value: 'zoe@home.example', label: 'home' }] })
    await app.client.email.suppressions.add({ entries: 'nobody@x.example' })
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', 'zoe@people.example', 'hard_bounce', 1)`,
      ),
    )
    const sheet = await letters().sheet({ id })
    expect(sheet.addresses).toMatchObject([
      { address: 'zoe@people.example', refusal: { reason: 'hard_bounce', scope: 'address' } },
      { address: 'zoe@home.example', label: 'home', refusal: null },
    ])
    expect((await letters().send({ id, ...words })).email).toBe('zoe@home.example')
    expect(await errorOf(letters().send({ id, ...words, to: 'zoe@people.example' }))).toMatchObject(
      { reason: 'letter_refused', detail: 'hard_bounce' },
    )
    expect(await errorReasonOf(letters().send({ id, ...words, to: 'someone@else.example' }))).toBe(
      'letter_address',
    )
  })

  it('is not sent to somebody who refused, before or while it waits', async () => {
    await app.addAccount(sink.port)
    const refused = await addPerson()
    await app.client.email.suppressions.add({ entries: 'zoe@people.example' })
    expect(await errorReasonOf(letters().send({ id: refused, ...words }))).toBe('letter_refused')
    await app.stopEngine()
    const waiting = await addPerson({ email: 'max@people.example' })
    const { id: letter } = await letters().send({ id: waiting, ...words, text: 'Bonjour.' })
    await app.client.email.suppressions.add({ entries: '@people.example' })
    app.startEngine()
    await until(() => stateOf(letter) === 'suppressed', 'the refusal to be heard')
    expect(sink.arrived()).toEqual([])
  })

  it('is refused with what is missing: words, fields, an account, its person', async () => {
    const id = await addPerson()
    expect(await errorReasonOf(letters().send({ id, ...words }))).toBe('letter_without_account')
    await app.addAccount(sink.port)
    const refusedFor = (more: object) => errorOf(letters().send({ id, ...words, ...more }))
    expect(await refusedFor({ subject: '  ' })).toMatchObject({
      ...{ reason: 'letter_empty', field: 'subject' },
    })
    expect(await refusedFor({ text: '\n ' })).toMatchObject({ field: 'text' })
    expect(
      await refusedFor({ text: 'Chez {{ company }} le [[jour]], {{ nothing }}' }),
    ).toMatchObject({
      reason: 'letter_fields_left',
      detail: '{{ company }}, {{ nothing }}, [[jour]]',
    })
    expect(await refusedFor({ text: 'Stop : {{ unsubscribe }}' })).toMatchObject({
      reason: 'letter_fields_left',
    })
    expect(await errorReasonOf(letters().send({ id: 999, ...words }))).toBe('unknown_id')
    expect(await errorReasonOf(letters().send({ id, ...words, accountId: 99 }))).toBe(
      'letter_without_account',
    )
    expect(app.rows()).toEqual([])
  })

  it('of 100 kB goes; longer ones are refused', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    const text = 'é'.repeat(100_000)
    const { id: letter } = await letters().send({ id, subject: 'Long', text })
    await isSent(letter)
    expect((await arrivedText()).text).toContain(text)
    await expect(letters().send({ id, subject: 'Long', text: `${text}é` })).rejects.toThrow()
  })
})

describe('a letter that waits', () => {
  it('for the network is there, can be taken back, and then leaves never', async () => {
    // Nobody listens there.
    await app.addAccount(1)
    const id = await addPerson()
    const { id: letter } = await letters().send({ id, ...words })
    await until(async () => (await app.client.email.outbox.status()).offline, 'the trouble')
    expect((await letters().get({ id: letter })).state).toBe('queued')
    expect(await storyOf(id)).toMatchObject([
      { state: 'queued', letter: { subject: 'Votre devis' } },
    ])
    expect((await letters().cancel({ id: letter })).state).toBe('cancelled')
    expect(await errorReasonOf(letters().cancel({ id: letter }))).toBe('letter_left')
    await app.reopen()
    app.startEngine()
    app.host.clock.advance(3_600_000)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(stateOf(letter)).toBe('cancelled')
  })

  it('waits for no mailbox to be read: nobody could let it go from there', async () => {
    const accountId = await app.addAccount(sink.port)
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO mailboxes (name, account_id, host, port, security, user, created_at, updated_at) VALUES ('Boîte', ?, 'imap.invalid', 993, 'tls', 'moi', 1, 1)`,
        [accountId],
      ),
    )
    const id = await addPerson()
    await isSent((await letters().send({ id, ...words })).id)
  })

  it('leaves after a restart, once', async () => {
    await app.addAccount(sink.port)
    const id = await addPerson()
    await app.stopEngine()
    const { id: letter } = await letters().send({ id, ...words })
    await app.reopen()
    app.startEngine()
    await isSent(letter)
    await app.reopen()
    app.startEngine()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(sink.arrived()).toHaveLength(1)
  })

  it('does not leave once its person is deleted, and keeps its account from being deleted', async () => {
    const accountId = await app.addAccount(sink.port)
    const id = await addPerson()
    await app.stopEngine()
    const { id: letter } = await letters().send({ id, ...words })
    expect(await errorReasonOf(app.client.email.accounts.delete({ id: accountId }))).toBe(
      'account_in_use',
    )
    await app.client.crm.leads.delete({ id })
    app.startEngine()
    await until(() => stateOf(letter) === 'cancelled', 'the letter to be ended')
    expect(sink.arrived()).toEqual([])
    await app.client.email.accounts.delete({ id: accountId })
  })

  it('that its server refuses fails with the server’s words, and pauses nothing', async () => {
    await sink.stop()
    sink = await startSink(app.host.dataFolder, {
      ...{ kind: 'scripted' },
      rules: [{ at: 'rcpt', answer: '550 5.1.1 No such user here', times: 1 }],
    })
    await app.addAccount(sink.port)
    const id = await addPerson()
    const { id: letter } = await letters().send({ id, ...words })
    await until(() => stateOf(letter) === 'failed', 'the refusal')
    expect(await storyOf(id)).toMatchObject([
      { state: 'failed', reply: '550 5.1.1 No such user here', letter: { subject: 'Votre devis' } },
    ])
    // Nobody has the address: it is not written to again, another person is.
    expect(await errorReasonOf(letters().send({ id, ...words }))).toBe('letter_refused')
    const other = await addPerson({ email: 'max@people.example' })
    await isSent((await letters().send({ id: other, ...words, text: 'Bonjour.' })).id)
  })
})
