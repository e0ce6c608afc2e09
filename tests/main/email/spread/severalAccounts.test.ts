// A campaign over several accounts: each takes what its limits allow and signs as itself, one that is
// blocked does not stop the other, and nobody is written to twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '#shared/rules/sending/sendingRates.ts'
import { errorReasonOf } from '../../../support/testApp.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

let app: MailApp
let sinks: Sink[] = []
beforeEach(async () => void (app = await createMailApp()))
afterEach(async () => {
  await app.close()
  for (const sink of sinks) await sink.stop()
  sinks = []
})

async function sinkOf(options: Partial<Parameters<typeof startSink>[1]> = {}): Promise<Sink> {
  const sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true, ...options })
  sinks.push(sink)
  return sink
}
type Account = Parameters<MailApp['addAccount']>[1]
/** Two accounts, each on a server of its own. */
async function two(first: Account = {}, second: Account = {}) {
  const [one, other] = [await sinkOf(), await sinkOf()]
  const a = await app.addAccount(one.port, { name: 'A', fromEmail: 'a@shop.example', ...first })
  const b = await app.addAccount(other.port, { name: 'B', fromEmail: 'b@shop.example', ...second })
  return { a, b, one, other }
}
const campaigns = () => app.client.email.campaigns
const addSpread = (own: number, ...furtherAccountIds: number[]) =>
  app.addCampaign(own, { fromEmail: 'a@shop.example', furtherAccountIds })
const counted = (state: string) => app.rows().filter((row) => row.state === state).length
async function staysAt(count: number) {
  await until(() => counted('sent') === count, `${count} sent`)
  for (let look = 0; look < 15; look += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(counted('sent')).toBe(count)
}
const recipients = () => sinks.flatMap((sink) => sink.arrived().map(({ recipient }) => recipient))
const senders = async (sink: Sink) =>
  new Set((await sink.messages()).map(({ raw }) => /^From: .*?([^\s<>]+@[^\s<>]+)/m.exec(raw)?.[1]))

describe('a campaign over two accounts', () => {
  it('takes what each may send, day by day as foretold, to everybody once and signed by each', async () => {
    await app.addLeads(15)
    const { a, b, one, other } = await two({ maxPerDay: 3 }, { maxPerDay: 2 })
    const id = await addSpread(a, b)
    const plan = await campaigns().plan({ id })
    expect(plan).toMatchObject({ messages: 15, waiting: 0 })
    expect(plan.accounts.map(({ name, messages }) => [name, messages])).toEqual([
      ['A', 9],
      ['B', 6],
    ])
    expect(plan.days.map(({ accounts }) => accounts.map(({ messages }) => messages))).toEqual([
      [3, 2],
      [3, 2],
      [3, 2],
    ])
    const begun = app.host.clock.now()
    const told = Date.parse(plan.finishedAt ?? '') - begun
    expect(told).toBeGreaterThanOrEqual(2 * day)
    expect(told).toBeLessThan(2 * day + 60_000)
    await campaigns().send({ id })
    await staysAt(5)
    expect([one.arrived().length, other.arrived().length]).toEqual([3, 2])
    expect((await campaigns().byAccount({ id })).map(({ name, sent }) => [name, sent])).toEqual([
      ['A', 3],
      ['B', 2],
    ])
    await app.stopEngine()
    app.startEngine()
    await staysAt(5)
    app.host.clock.advance(day + 1_000)
    await staysAt(10)
    app.host.clock.advance(day + 1_000)
    await staysAt(15)
    expect(new Set(recipients()).size).toBe(15)
    expect(recipients()).toHaveLength(15)
    expect([await senders(one), await senders(other)]).toEqual([
      new Set(['a@shop.example']),
      new Set(['b@shop.example']),
    ])
    expect((await campaigns().get({ id })).status).toBe('completed')
  })

  it('writes an address of its own from every account', async () => {
    await app.addLeads(4)
    const { a, b, one, other } = await two({ maxPerDay: 2 }, { maxPerDay: 2 })
    const id = await app.addCampaign(a, { fromEmail: 'all@shop.example', furtherAccountIds: [b] })
    await campaigns().send({ id })
    await staysAt(4)
    const all = new Set(['all@shop.example'])
    expect([await senders(one), await senders(other)]).toEqual([all, all])
  })

  it('goes on through one while the other is blocked', async () => {
    await app.addLeads(6)
    const { a, b, other } = await two({ port: 1 })
    const id = await addSpread(a, b)
    await campaigns().send({ id })
    await until(() => counted('sent') === 6, 'all by the other')
    expect(other.arrived()).toHaveLength(6)
    const byAccount = await campaigns().byAccount({ id })
    expect(byAccount.map(({ sent, isBlocked }) => [sent, isBlocked])).toEqual([
      [0, true],
      [6, false],
    ])
  })

  it('is paused only once all its accounts were blocked for long', async () => {
    await app.addLeads(4)
    const { a, b } = await two({ port: 1 }, { maxPerDay: 1 })
    const id = await addSpread(a, b)
    await campaigns().send({ id })
    await staysAt(1)
    app.host.clock.advance(6 * day)
    await staysAt(2)
    expect((await campaigns().get({ id })).status).toBe('sending')
    await app.client.email.accounts.update({ id: b, port: 1 })
    app.host.clock.advance(day)
    await until(async () =>
      (await app.client.email.accounts.list({})).items.every(({ blocked }) => blocked !== null),
    )
    app.host.clock.advance(6 * day)
    await until(async () => {
      // Waits are looked at once a minute, and each account is tried once more before.
      app.host.clock.advance(61_000)
      return (await campaigns().get({ id })).pauseReason === 'account_blocked'
    }, 'the pause')
  })

  it('starts by the clock through both, and tests two versions through both', async () => {
    await app.addLeads(60)
    const { a, b, one, other } = await two({ maxPerDay: 30 })
    const id = await addSpread(a, b)
    const { test } = await app.client.email.tests.plan({ id, share: 50 })
    await campaigns().update({ id: test?.variantId ?? 0, subject: 'Other news' })
    const moment = new Date(app.host.clock.now() + 60_000).toISOString()
    await campaigns().schedule({ id, scheduledAt: moment })
    app.host.clock.advance(61_000)
    await until(() => counted('sent') > 0 && counted('sent') + counted('held') === 60, 'the test')
    await app.client.email.tests.decide({ id, variant: 'B' })
    await until(() => counted('sent') === 60, 'the rest')
    expect(recipients()).toHaveLength(60)
    expect(new Set(recipients()).size).toBe(60)
    expect([await senders(one), await senders(other)]).toEqual([
      new Set(['a@shop.example']),
      new Set(['b@shop.example']),
    ])
    const subjects = async (sink: Sink) =>
      (await sink.messages()).filter(({ raw }) => raw.includes('Subject: Other news')).length
    // Fifteen or so of the test, and all of the rest.
    expect((await subjects(one)) + (await subjects(other))).toBeGreaterThan(30)
  })

  it('waits until the mailboxes of both were read', async () => {
    await app.addLeads(2)
    const { a, b } = await two()
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO mailboxes (name, account_id, host, port, security, user, created_at, updated_at) VALUES ('Boîte', ?, 'imap.invalid', 993, 'tls', 'moi', 1, 1)`,
        [b],
      ),
    )
    const id = await addSpread(a, b)
    await campaigns().send({ id })
    await until(() => counted('queued') === 2, 'the queue')
    await staysAt(0)
    expect((await campaigns().get({ id })).waitsForMailbox?.name).toBe('Boîte')
    expect((await campaigns().sendUnread({ id })).waitsForMailbox).toBeNull()
    await until(() => counted('sent') === 2, 'both')
  })

  it('is cancelled for both', async () => {
    await app.addLeads(6)
    const { a, b } = await two({ maxPerDay: 1 }, { maxPerDay: 1 })
    const id = await addSpread(a, b)
    await campaigns().send({ id })
    await staysAt(2)
    await campaigns().cancel({ id })
    app.host.clock.advance(2 * day)
    await staysAt(2)
    expect(counted('cancelled')).toBe(4)
  })
})

describe('the accounts of a campaign', () => {
  const further = async (id: number) => (await campaigns().get({ id })).furtherAccountIds

  it('are kept, copied, and follow its own account', async () => {
    const [a, b, c] = [await app.addAccount(1), await app.addAccount(2), await app.addAccount(3)]
    const id = await app.addCampaign(a, { furtherAccountIds: [b, c, b, a] })
    expect(await further(id)).toEqual([b, c])
    const copy = await campaigns().duplicate({ id })
    expect(copy.furtherAccountIds).toEqual([b, c])
    await campaigns().update({ id, accountId: c })
    expect(await further(id)).toEqual([b])
    await campaigns().update({ id, accountId: null })
    expect(await further(id)).toEqual([])
    expect(await campaigns().plan({ id })).toMatchObject({ accounts: [], finishedAt: null })
  })

  it('are refused where they do not fit, and nothing changes', async () => {
    const [a, b] = [await app.addAccount(1), await app.addAccount(2)]
    const id = await app.addCampaign(a, { furtherAccountIds: [b] })
    const update = (change: object) => errorReasonOf(campaigns().update({ id, ...change }))
    expect(await update({ furtherAccountIds: [b, 99] })).toBe('unknown_id')
    expect(await update({ accountId: null, furtherAccountIds: [b] })).toBe(
      'further_accounts_sandbox',
    )
    expect(await campaigns().get({ id })).toMatchObject({ accountId: a, furtherAccountIds: [b] })
    expect(await errorReasonOf(app.addCampaign(null, { furtherAccountIds: [b] }))).toBe(
      'further_accounts_sandbox',
    )
  })

  it('cannot be deleted while it may send, and come back to a draft', async () => {
    await app.addLeads(3)
    const { a, b } = await two({ maxPerDay: 1 }, { maxPerDay: 1 })
    const draft = await addSpread(a, b)
    const id = await addSpread(a, b)
    await campaigns().send({ id })
    const accounts = app.client.email.accounts
    expect(await errorReasonOf(accounts.delete({ id: b }))).toBe('account_in_use')
    await campaigns().cancel({ id })
    await accounts.delete({ id: b })
    expect(await further(draft)).toEqual([])
    await accounts.restore({ id: b })
    expect(await further(draft)).toEqual([b])
  })

  it('are looked at by the dry run', async () => {
    await app.addLeads(4)
    const a = await app.addAccount(1, { maxPerDay: 2 })
    const b = await app.addAccount(2, {
      maxPerDay: 2,
      fromEmail: 'me@gmail.com',
      host: 'localhost',
    })
    const alone = await campaigns().check({ id: await app.addCampaign(a) })
    const both = await campaigns().check({
      id: await app.addCampaign(a, { furtherAccountIds: [b] }),
    })
    const told = [alone, both].map((check) => Date.parse(check.finishedAt ?? ''))
    expect((told[0] ?? 0) - (told[1] ?? 0)).toBeGreaterThan(day / 2)
  })
})
