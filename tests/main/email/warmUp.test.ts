// An account that warms up: its stages are limits like the others, kept in rows, done by what was sent
// without trouble, and a person's to change.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '#shared/rules/sending/sendingRates.ts'
import { errorReasonOf } from '../../support/testApp.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let app: MailApp
let sink: Sink
beforeEach(async () => {
  app = await createMailApp()
})
afterEach(async () => {
  await app.close()
  await sink?.stop()
})
const politeSink = async () =>
  void (sink = await startSink(app.host.dataFolder, { kind: 'polite' }))
const accounts = () => app.client.email.accounts
const warmUp = (id: number) => accounts().warmUp.get({ id })
const change = (
  id: number,
  wish: Parameters<MailApp['client']['email']['accounts']['warmUp']['change']>[0]['wish'],
) => accounts().warmUp.change({ id, wish })
const sent = () => app.rows().filter(({ state }) => state === 'sent').length
const stageOf = async (id: number) => (await warmUp(id)).stage
async function staysAt(count: number) {
  await until(() => sent() === count, `${count} sent`)
  for (let look = 0; look < 15; look += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(sent()).toBe(count)
}

describe('a warm-up that a person steers', () => {
  const start = async () => {
    const id = await app.addAccount(2525)
    await change(id, 'start')
    return id
  }

  it('is off at first, and offered for an account nobody has sent through', async () => {
    const id = await app.addAccount(2525)
    expect(await warmUp(id)).toMatchObject({
      ...{ stage: null, stages: [20, 50, 100, 200, 400], perDay: null, remaining: null },
      ...{ isOffered: true, changes: [], canUndo: false },
    })
    expect(await change(id, 'decline')).toMatchObject({ stage: null, isOffered: false })
    expect(await change(id, 'undo')).toMatchObject({ isOffered: true })
  })

  it('is skipped, restarted and stopped, and each is taken back', async () => {
    const id = await start()
    expect(await warmUp(id)).toMatchObject({ stage: 1, perDay: 20, remaining: 20 })
    expect(await change(id, 'skip')).toMatchObject({ stage: 2, perDay: 50 })
    expect(await change(id, 'restart')).toMatchObject({ stage: 1, perDay: 20 })
    expect(await change(id, 'undo')).toMatchObject({ stage: 2, perDay: 50 })
    expect(await change(id, 'stop')).toMatchObject({ stage: null, perDay: null })
    expect(await change(id, 'undo')).toMatchObject({ stage: 2 })
    const { changes } = await warmUp(id)
    expect(changes.map(({ kind, stage }) => [kind, stage])).toEqual([
      ['skipped', 2],
      ['started', 1],
    ])
  })

  it('ends where its last stage is skipped', async () => {
    const id = await start()
    for (let stage = 1; stage < 5; stage += 1) await change(id, 'skip')
    expect(await stageOf(id)).toBe(5)
    expect(await change(id, 'skip')).toMatchObject({ stage: null, perDay: null })
  })

  it('refuses what does not fit, and changes nothing by it', async () => {
    const id = await start()
    expect(await errorReasonOf(change(id, 'start'))).toBe('warm_up_under_way')
    expect(await errorReasonOf(change(id, 'decline'))).toBe('warm_up_under_way')
    await change(id, 'stop')
    for (const wish of ['skip', 'restart', 'stop'] as const)
      expect(await errorReasonOf(change(id, wish))).toBe('warm_up_off')
    const low = await app.addAccount(2525, { maxPerDay: 20 })
    expect(await warmUp(low)).toMatchObject({ stages: [], isOffered: false })
    expect(await errorReasonOf(change(low, 'start'))).toBe('warm_up_needless')
    expect(await errorReasonOf(change(low, 'undo'))).toBe('warm_up_unchanged')
    expect(await errorReasonOf(change(99, 'start'))).toBe('unknown_id')
  })

  it('has only the stages that its own limit leaves', async () => {
    const id = await app.addAccount(2525, { maxPerDay: 100 })
    expect(await change(id, 'start')).toMatchObject({ stages: [20, 50], perDay: 20 })
  })

  it('comes back with its account and its history', async () => {
    const id = await start()
    await change(id, 'skip')
    const before = await warmUp(id)
    await accounts().delete({ id })
    await accounts().restore({ id })
    expect(await warmUp(id)).toEqual(before)
  })
})

describe('an account that warms up', () => {
  it('sends a stage a day, through restarts, and ends when it was foretold', async () => {
    await politeSink()
    await app.addLeads(75)
    const id = await app.addAccount(sink.port)
    await change(id, 'start')
    const begun = app.host.clock.now()
    const { finishedAt } = await accounts().forecast({ id, messages: 75 })
    // 20 on the first day, 50 on the second, the others on the third.
    expect(Date.parse(finishedAt ?? '') - begun).toBeGreaterThanOrEqual(2 * day)
    expect(Date.parse(finishedAt ?? '') - begun).toBeLessThan(2 * day + 60_000)
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await staysAt(20)
    expect(await warmUp(id)).toMatchObject({ sentLastDay: 20, remaining: 0, sentInStage: 20 })
    await app.stopEngine()
    app.startEngine()
    await staysAt(20)
    app.host.clock.advance(day - 60_000)
    await staysAt(20)
    app.host.clock.advance(120_000)
    await staysAt(70)
    expect(await stageOf(id)).toBe(2)
    app.host.clock.advance(day + 60_000)
    await until(() => sent() === 75, 'the last ones')
    const { changes } = await warmUp(id)
    expect(changes.map(({ kind, stage }) => [kind, stage])).toEqual([
      ['done', 3],
      ['done', 2],
      ['started', 1],
    ])
  })

  it('stays at a stage whose amount was not sent', async () => {
    await politeSink()
    await app.addLeads(5)
    const id = await app.addAccount(sink.port)
    await change(id, 'start')
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await staysAt(5)
    app.host.clock.advance(3 * day)
    await staysAt(5)
    expect(await warmUp(id)).toMatchObject({ stage: 1, sentInStage: 5, perDay: 20 })
  })

  it('stays at a stage whose amount a few messages a day add up to', async () => {
    await politeSink()
    await app.addLeads(25)
    const id = await app.addAccount(sink.port)
    await change(id, 'start')
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await staysAt(20)
    await app.stopEngine()
    // Five a day, since four days ago.
    await app.services.database.write([], async (transaction) => {
      await transaction.sql('UPDATE email_accounts SET warm_up_since = 0')
      await transaction.sql(
        'UPDATE send_attempts SET attempted_at = attempted_at - (id - 1) / 5 * ?',
        [day],
      )
    })
    app.startEngine()
    await staysAt(25)
    app.host.clock.advance(day + 60_000)
    await staysAt(25)
    expect(await warmUp(id)).toMatchObject({ stage: 1, sentInStage: 25, stageEndsAt: null })
  })

  it('is not set back by one answer that may be about one recipient', async () => {
    const answer = '452 Daily message quota exceeded'
    const rules = [{ at: 'rcpt' as const, recipient: 'person1@', answer }]
    sink = await startSink(app.host.dataFolder, { kind: 'scripted', rules })
    await app.addLeads(15)
    const id = await app.addAccount(sink.port)
    await change(id, 'start')
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await staysAt(14)
    app.host.clock.advance(11_000)
    await staysAt(14)
    expect((await warmUp(id)).changes.map(({ kind }) => kind)).toEqual(['started'])
  })

  it.each([
    ['refused', `UPDATE send_attempts SET outcome = 'refused_policy' WHERE id <= 3`],
    ['limited', `UPDATE send_attempts SET outcome = 'account_rate' WHERE id = 1`],
    [
      'complaint',
      `INSERT INTO received_messages (mailbox_id, folder, uid_validity, uid, message_key, kind, subject, words, received_at, read_at, outbox_id, is_delayed)
       SELECT 1, 'INBOX', '1', 1, 'k', 'complaint', '', '', sent_at, sent_at, id, 0 FROM outbox LIMIT 1`,
    ],
  ])('repeats a stage that met with trouble: %s', async (trouble, meet) => {
    await politeSink()
    await app.addLeads(25)
    const id = await app.addAccount(sink.port)
    await change(id, 'start')
    await app.client.email.campaigns.send({ id: await app.addCampaign(id) })
    await staysAt(20)
    await app.stopEngine()
    await app.services.database.write([], (transaction) => transaction.sql(meet))
    app.startEngine()
    await until(async () => (await warmUp(id)).changes[0]?.kind === 'repeated', 'the trouble')
    expect((await warmUp(id)).changes[0]).toMatchObject({ stage: 1, trouble })
    app.host.clock.advance(day + 60_000)
    await until(() => sent() === 25, 'the others')
    expect(await warmUp(id)).toMatchObject({ stage: 1, sentInStage: 5 })
  })
})
