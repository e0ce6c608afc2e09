// Tests of two versions: who gets which, who waits, what decides, and that nobody is written to twice
// whatever happens in between.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, quickTiming, until, type MailApp } from '../../../support/mailApp.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

const hour = 3_600_000
let app: MailApp
let sink: Sink | null = null
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})

type Row = {
  id: number
  email: string
  state: string
  variant: 'A' | 'B' | null
  is_rest: number
  message_version_id: number
}
const rows = () =>
  app.services.database.query<Row>(
    'SELECT id, email, state, variant, is_rest, message_version_id FROM outbox ORDER BY id',
  )
const emails = (some: Row[]) => some.map(({ email }) => email).sort()
const tested = (variant: 'A' | 'B') =>
  rows().filter((row) => row.variant === variant && row.is_rest === 0)
const held = () => rows().filter(({ state }) => state === 'held')
const allLeft = () => rows().every(({ state }) => state === 'sent')

/** A campaign in the sandbox, or on an account, whose version B has another subject. */
async function tryTwo(
  more: Partial<Parameters<typeof app.client.email.tests.plan>[0]> = {},
  accountId: number | null = null,
): Promise<{ id: number; variantId: number }> {
  const id = await app.addCampaign(accountId)
  const { test } = await app.client.email.tests.plan({ id, share: 40, ...more })
  const variantId = test?.variantId ?? 0
  await app.client.email.campaigns.update({ id: variantId, subject: 'Other news' })
  return { id, variantId }
}
const send = (id: number) => app.client.email.campaigns.send({ id })
const result = (id: number) => app.client.email.tests.result({ id })
const testLeft = () =>
  until(
    () =>
      tested('A').length + tested('B').length > 0 &&
      rows().every(({ state, is_rest: isRest }) =>
        isRest === 1 ? state === 'held' : state === 'sent',
      ),
    'the test to leave',
  )
/** Answers as the mailbox notes them, to the first messages of a version. */
async function answer(variant: 'A' | 'B', count: number): Promise<void> {
  const ids = tested(variant)
    .slice(0, count)
    .map(({ id }) => id)
  expect(ids).toHaveLength(count)
  await app.services.database.write(['email'], async (transaction) => {
    await transaction.sql(
      'UPDATE outbox SET replied_at = ? WHERE id IN (SELECT value FROM json_each(?))',
      [app.host.clock.now(), JSON.stringify(ids)],
    )
  })
}

describe('a test of two versions', () => {
  it('sends each to its half of the share, and holds the rest', async () => {
    await app.addLeads(200)
    const { id } = await tryTwo()
    await send(id)
    app.startEngine()
    await testLeft()
    const [a, b] = [tested('A').length, tested('B').length]
    expect(a + b).toBeGreaterThan(50)
    expect(a + b + held().length).toBe(200)
    const { items } = await app.client.email.sandbox.list({ limit: 200 })
    const bySubject = (subject: RegExp) =>
      items.filter((item) => subject.test(item.subject)).map(({ to }) => to)
    expect(bySubject(/^Other news$/).sort()).toEqual(emails(tested('B')))
    expect(bySubject(/^News for First/).sort()).toEqual(emails(tested('A')))
    // It is not over, and says what it waits for.
    const outbox = await app.client.email.outbox.status()
    // Nothing leaves now: nobody has to stay awake for it, and no time is guessed.
    expect(outbox).toMatchObject({ waiting: 0, sending: [{ done: a + b, secondsLeft: null }] })
    const campaign = await app.client.email.campaigns.get({ id })
    expect(campaign.status).toBe('sending')
    expect(campaign.stats).toMatchObject({ sent: a + b, queued: held().length, recipients: 200 })
    expect(await result(id)).toMatchObject({
      state: 'measuring',
      waiting: held().length,
      evidence: 'unclear',
      leading: null,
      probability: null,
      variants: [
        { variant: 'A', people: a, sent: a, replied: 0 },
        { variant: 'B', people: b, sent: b, replied: 0, subject: 'Other news' },
      ],
    })
  })

  it('sends the better one to the rest when its time is over, once to each', async () => {
    await app.addLeads(200)
    const { id } = await tryTwo({ hours: 6, unclear: 'wait' })
    await send(id)
    app.startEngine()
    await testLeft()
    await answer('B', 12)
    await answer('A', 1)
    const before = await result(id)
    expect(before).toMatchObject({ evidence: 'clear', leading: 'B', state: 'measuring' })
    app.host.clock.advance(5 * hour)
    app.services.outbox.wake()
    expect(held().length).toBe(before.waiting)
    app.host.clock.advance(2 * hour)
    await until(allLeft, 'the rest to leave')
    const after = await result(id)
    expect(after).toMatchObject({ state: 'decided', winner: 'B', decidedBy: 'time', waiting: 0 })
    expect(after.decidedProbability).toBeCloseTo(before.probability ?? 0, 10)
    // The figures of the test stay those of the test.
    expect(after.variants.map(({ people }) => people)).toEqual(
      before.variants.map(({ people }) => people),
    )
    const { items, total } = await app.client.email.sandbox.list({ limit: 200 })
    expect(total).toBe(200)
    expect(new Set(items.map(({ to }) => to)).size).toBe(200)
    expect(items.filter(({ subject }) => subject === 'Other news')).toHaveLength(
      200 - tested('A').length,
    )
    expect((await app.client.email.campaigns.get({ id })).status).toBe('completed')
  })

  it('waits for its user where the answers say nothing and that was the rule', async () => {
    await app.addLeads(100)
    const { id } = await tryTwo({ hours: 1, unclear: 'wait' })
    await send(id)
    app.startEngine()
    await testLeft()
    app.host.clock.advance(30 * hour)
    await until(async () => (await result(id)).state === 'waiting', 'the time to be over')
    expect(held().length).toBeGreaterThan(0)
    await app.client.email.tests.decide({ id, variant: 'A' })
    await until(allLeft, 'the rest to leave')
    expect(await result(id)).toMatchObject({ winner: 'A', decidedBy: 'owner', state: 'decided' })
    await expect(app.client.email.tests.decide({ id, variant: 'B' })).rejects.toMatchObject({
      data: { reason: 'test_decided' },
    })
  })

  it('sends the leading one where the answers say nothing and that was the rule', async () => {
    await app.addLeads(100)
    const { id } = await tryTwo({ hours: 1, unclear: 'send_leading' })
    await send(id)
    app.startEngine()
    await testLeft()
    await answer('B', 1)
    app.host.clock.advance(2 * hour)
    await until(allLeft, 'the rest to leave')
    expect(await result(id)).toMatchObject({ winner: 'B', decidedBy: 'time', evidence: 'unclear' })
  })

  it('says no probability before anything was accepted', async () => {
    await app.addLeads(60)
    const { id } = await tryTwo()
    expect(await result(id)).toMatchObject({
      state: 'planned',
      evidence: 'none',
      probability: null,
    })
    await send(id)
    expect(await result(id)).toMatchObject({
      state: 'sending',
      evidence: 'none',
      probability: null,
    })
    const decided = await app.client.email.tests.decide({ id, variant: 'B' })
    expect(decided).toMatchObject({ winner: 'B', decidedProbability: null })
    app.startEngine()
    await until(() => rows().length === 60 && allLeft(), 'everything to leave')
    expect(
      rows()
        .filter(({ is_rest: isRest }) => isRest === 1)
        .map(({ variant }) => variant),
    ).toEqual(held().length === 0 ? expect.arrayContaining(['B']) : [])
  })

  it('cancelled, writes to nobody who waits', async () => {
    await app.addLeads(60)
    const { id } = await tryTwo()
    await send(id)
    app.startEngine()
    await testLeft()
    await app.client.email.campaigns.cancel({ id })
    await until(() => held().length === 0, 'the rest to be cancelled')
    expect(await result(id)).toMatchObject({ state: 'ended', waiting: 0 })
    await expect(app.client.email.tests.decide({ id, variant: 'B' })).rejects.toMatchObject({
      data: { reason: 'campaign_not_running' },
    })
    app.host.clock.advance(48 * hour)
    app.services.outbox.wake()
    expect(rows().some(({ state, is_rest: isRest }) => isRest === 1 && state !== 'cancelled')).toBe(
      false,
    )
  })

  it('paused, decides nothing by itself', async () => {
    await app.addLeads(60)
    const { id } = await tryTwo({ hours: 1 })
    await send(id)
    app.startEngine()
    await testLeft()
    await app.client.email.campaigns.pause({ id })
    app.host.clock.advance(4 * hour)
    app.services.outbox.wake()
    await app.stopEngine()
    app.startEngine()
    await until(() => app.status().engine === 'running', 'the engine')
    expect(held().length).toBeGreaterThan(0)
    await app.client.email.campaigns.resume({ id })
    app.host.clock.advance(15_000)
    await until(allLeft, 'the rest to leave')
  })
})

describe('restarts', () => {
  it('give each person the same version, and nobody two messages', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    await app.addLeads(120)
    const accountId = await app.addAccount(sink.port, { maxConnections: 3 })
    const { id } = await tryTwo({ hours: 300 }, accountId)
    await send(id)
    const arrived = () => sink?.arrived() ?? []
    // Ended in the middle of the test, again and again.
    for (const count of [3, 11, 20]) {
      app.startEngine({ timing: { ...quickTiming, stopGrace: 0 } })
      await until(() => arrived().length >= count, 'some messages')
      await app.reopen()
      // Connections that were cut off have to wait before the next.
      app.host.clock.advance(hour)
    }
    app.startEngine()
    // Who was being written to when it ended is uncertain, and not written to again.
    const hasLeft = ({ state }: Row) => state === 'sent' || state === 'uncertain'
    await until(() => rows().every((row) => row.is_rest === 1 || hasLeft(row)), 'the test to leave')
    const [a, b] = [emails(tested('A')), emails(tested('B'))]
    expect(a.length + b.length + held().length).toBe(120)
    // A decision and an end right after it: the rest is found again by what was written down.
    await app.reopen()
    await app.client.email.tests.decide({ id, variant: 'B' })
    await app.reopen()
    app.startEngine()
    await until(() => rows().every(hasLeft), 'the rest to leave')
    expect([emails(tested('A')), emails(tested('B'))]).toEqual([a, b])
    const recipients = arrived().map(({ recipient }) => recipient)
    expect(new Set(recipients).size).toBe(recipients.length)
    const sent = rows().filter(({ state }) => state === 'sent')
    expect(recipients).toEqual(expect.arrayContaining(emails(sent)))
  })

  it('find those again who wait although a winner is known', async () => {
    await app.addLeads(2_600)
    const { id } = await tryTwo({ share: 5 })
    await send(id)
    app.startEngine()
    await testLeft()
    await app.stopEngine()
    await app.client.email.tests.decide({ id, variant: 'B' })
    // A slice only: the thread that lets go of the rest was not there.
    expect(held().length).toBeGreaterThan(1_000)
    expect((await app.client.email.campaigns.get({ id })).status).toBe('sending')
    await app.reopen()
    app.startEngine()
    await until(allLeft, 'the rest to leave')
    expect(new Set(emails(rows())).size).toBe(2_600)
  })
})
