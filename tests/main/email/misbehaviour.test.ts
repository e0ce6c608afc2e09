// Servers that refuse, stall, lie or hang up at the worst moment: what becomes of the message, the
// account and the campaign.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import type { SinkRule } from '../../support/smtpSink.ts'

let app: MailApp
let sink: Sink
// Long enough for a server that does answer, on a busy machine too; servers that are silent cost
// each test this long.
const short = { connection: 3_000, greeting: 3_000, command: 3_000, finalDot: 3_000 }
beforeEach(async () => {
  app = await createMailApp({ timing: { timeouts: short } })
})
afterEach(async () => {
  await app.close()
  await sink.stop()
})

/** Whether servers take the commands of a message at once (RFC 2920). */
const ways = [
  ['one command at a time', false],
  ['commands ahead', true],
] as const
let pipelining = false

/** Starts a campaign to `leads` people, and some at another provider, through a server with these rules. */
async function sendThrough(
  rules: SinkRule[],
  leads = 1,
  elsewhere = 0,
): Promise<{ id: number; accountId: number }> {
  sink = await startSink(app.host.dataFolder, { kind: 'scripted', rules, pipelining })
  await app.addLeads(leads)
  await app.addLeads(elsewhere, 'other', 'elsewhere.example')
  const accountId = await app.addAccount(sink.port, { maxConnections: 1 })
  const id = await app.addCampaign(accountId)
  await app.client.email.campaigns.send({ id })
  return { id, accountId }
}
const inState = (state: string) => app.rows().filter((row) => row.state === state)
const blocked = async () => (await app.client.email.accounts.list({})).items[0]?.blocked ?? null
const copies = () => sink.arrived().length

describe.each(ways)('a message that was not handed over, %s', (_way, takesAhead) => {
  beforeEach(() => void (pipelining = takesAhead))

  it.each([
    ['hang', 'banner'],
    ['hang', 'ehlo'],
    ['hang', 'mail'],
    ['hang', 'rcpt'],
    ['hang', 'data'],
    ['drop', 'banner'],
    ['drop', 'ehlo'],
    ['drop', 'mail'],
    ['drop', 'rcpt'],
    ['drop', 'data'],
  ] as const)('waits, uncounted, when the server does "%s" at %s', async (answer, at) => {
    await sendThrough([{ at, answer }])
    await until(
      async () => (await blocked())?.reason === 'network',
      'the account to wait for the network',
    )
    await until(() => inState('queued').length === 1)
    expect(inState('queued')[0]).toMatchObject({ attempts: 0 })
    expect(copies()).toBe(0)
    expect(await app.client.email.outbox.status()).toMatchObject({ offline: true, waiting: 1 })
    // The server comes to its senses: after the first step of the ladder the message leaves.
    await sink.setRules([])
    app.host.clock.advance(40_000)
    await until(() => inState('sent').length === 1, 'the message to be sent in the end')
    expect(copies()).toBe(1)
    expect(await blocked()).toBeNull()
  })
})

describe('a message on a connection that was closed while it was idle', () => {
  beforeEach(() => void (pipelining = false))

  it('goes out on a fresh one, once', async () => {
    await sendThrough([{ at: 'mail', answer: 'drop', recipient: '^person1@' }], 3)
    await until(() => inState('sent').length === 3)
    expect(new Set(sink.arrived().map((one) => one.recipient)).size).toBe(3)
    expect(copies()).toBe(3)
  })
})

describe('a server that reads no addresses beyond ASCII', () => {
  it('is not given one: the row says why, and the person is not refused', async () => {
    pipelining = false
    sink = await startSink(app.host.dataFolder, { kind: 'scripted', rules: [], pipelining })
    await app.client.crm.leads.create({ email: 'zoé@exemple.fr' })
    const accountId = await app.addAccount(sink.port, { maxConnections: 1 })
    const id = await app.addCampaign(accountId)
    await app.client.email.campaigns.send({ id })
    await until(() => inState('failed').length === 1)
    expect(inState('failed')[0]).toMatchObject({ reason: 'address_not_ascii' })
    expect((await app.client.email.suppressions.list({})).total).toBe(0)
  })
})

describe.each(ways)('a message that was handed over, %s', (_way, takesAhead) => {
  beforeEach(() => void (pipelining = takesAhead))

  it.each(['drop', 'hang'])(
    'is uncertain when the server does "%s" after the final dot, and is never sent again by itself',
    async (answer) => {
      const { id } = await sendThrough([{ at: 'dot', answer, times: 1 }], 3)
      await until(() => inState('uncertain').length === 1 && inState('sent').length === 2)
      app.host.clock.advance(80_000)
      await app.stopEngine()
      app.startEngine()
      await until(() => app.status().engine === 'running')
      expect(copies()).toBe(3)
      expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
        uncertain: 1,
        sent: 2,
        recipients: 3,
      })
      expect((await app.client.email.outbox.status()).uncertain).toBe(1)
    },
  )

  it('is sent again, once, when the user says so; or left', async () => {
    const { id } = await sendThrough([{ at: 'dot', answer: 'drop', times: 2 }], 2)
    await until(() => inState('uncertain').length === 2)
    const [first] = inState('uncertain')
    await app.client.email.campaigns.decideUncertain({ id, decision: 'send_again' })
    await until(() => inState('sent').length === 2)
    expect(inState('expired')).toHaveLength(2)
    expect(
      app
        .rows()
        .filter((row) => row.email === first?.email)
        .map((row) => row.message_id),
    ).toHaveLength(2)
    expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
      recipients: 2,
      sent: 2,
      uncertain: 0,
    })
    expect((await app.client.email.outbox.status()).uncertain).toBe(0)
  })

  it('that is left no longer waits for a word', async () => {
    const { id } = await sendThrough([{ at: 'dot', answer: 'drop', times: 1 }])
    await until(() => inState('uncertain').length === 1)
    await app.client.email.campaigns.decideUncertain({ id, decision: 'leave' })
    expect((await app.client.email.outbox.status()).uncertain).toBe(0)
    expect((await app.client.email.campaigns.get({ id })).stats.uncertain).toBe(1)
    expect(
      await app.client.email.campaigns.decideUncertain({ id, decision: 'send_again' }),
    ).toMatchObject({ stats: { uncertain: 1, queued: 0 } })
  })

  it('does not use up a campaign on a server that hangs up on everybody', async () => {
    await sendThrough([{ at: 'dot', answer: 'drop' }], 30)
    await until(async () => (await blocked())?.reason === 'network')
    expect(inState('uncertain').length).toBeLessThanOrEqual(4)
    expect(inState('queued').length).toBeGreaterThanOrEqual(26)
  })
})

describe.each(ways)('an answer, %s', (_way, takesAhead) => {
  beforeEach(() => void (pipelining = takesAhead))

  it('"not now" (450) makes the message wait on its ladder', async () => {
    await sendThrough(
      [{ at: 'rcpt', answer: '450 4.2.0 Greylisted', recipient: '^person1@', times: 1 }],
      2,
    )
    await until(() => inState('sent').length === 1 && inState('queued').length === 1)
    expect(inState('queued')[0]).toMatchObject({
      attempts: 1,
      last_code: 450,
      email: 'person1@people.example',
    })
    expect(inState('queued')[0]?.next_attempt_at).toBe(app.host.clock.now() + 5 * 60_000)
    for (let minute = 0; minute < 6; minute += 1) {
      app.host.clock.advance(60_000)
      await until(() => app.status().engine === 'running')
    }
    await until(() => inState('sent').length === 2)
    expect(copies()).toBe(2)
  })

  it('"no such user" (550 5.1.1) fails the message and remembers the address', async () => {
    const { id } = await sendThrough(
      [{ at: 'rcpt', answer: '550 5.1.1 No such user', recipient: '^person1@' }],
      2,
    )
    await until(() => inState('failed').length === 1 && inState('sent').length === 1)
    expect(inState('failed')[0]).toMatchObject({ reason: 'refused_recipient', last_code: 550 })
    const { items } = await app.client.email.suppressions.list({})
    expect(items).toMatchObject([{ value: 'person1@people.example', reason: 'hard_bounce' }])
    expect((await app.client.email.campaigns.get({ id })).status).toBe('completed')
  })

  it('"quota" (550 5.4.5) stops the account, fails nobody, and ends by itself', async () => {
    await sendThrough(
      [{ at: 'rcpt', answer: '550 5.4.5 Daily sending limit', recipient: 'person[3-9]@|other' }],
      4,
      2,
    )
    await until(async () => (await blocked())?.reason === 'quota')
    expect([inState('failed').length, inState('queued').length, copies()]).toEqual([0, 4, 2])
    await sink.setRules([])
    await app.stopEngine()
    app.host.clock.advance(61 * 60_000)
    app.startEngine()
    await until(() => inState('sent').length === 6)
    expect(copies()).toBe(6)
  })

  it('421 at the dot is a refusal, not a doubt: the message waits and arrives once', async () => {
    await sendThrough([{ at: 'dot', answer: '421 4.3.0 Shutting down', times: 1 }])
    await until(() => inState('queued').length === 1 && inState('queued')[0]?.last_code === 421)
    expect([await blocked(), copies()]).toEqual([null, 0])
    await app.stopEngine()
    app.host.clock.advance(6 * 60_000)
    app.startEngine()
    await until(() => inState('sent').length === 1)
    expect(copies()).toBe(1)
  })

  it('for policy fails the message without blaming the person, and five of them stop the campaign', async () => {
    const { id } = await sendThrough([{ at: 'dot', answer: '550 5.7.1 Blocked' }], 12)
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'paused')
    expect((await app.client.email.campaigns.get({ id })).pauseReason).toBe('refused_by_servers')
    expect(inState('failed')).toHaveLength(5)
    expect(inState('failed')[0]?.reason).toBe('refused_policy')
    expect((await app.client.email.suppressions.list({})).total).toBe(0)
  })

  it('to EHLO that names a size smaller than the message fails it, blames nobody, and stops the campaign', async () => {
    const { id } = await sendThrough(
      [{ at: 'ehlo', answer: '250-sink\r\n250-SIZE 500\r\n250 8BITMIME' }],
      12,
    )
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'paused')
    expect((await app.client.email.campaigns.get({ id })).pauseReason).toBe('refused_by_servers')
    expect(inState('failed')).toHaveLength(5)
    expect(inState('failed')[0]).toMatchObject({ reason: 'refused_content', attempts: 1 })
    expect([await blocked(), copies()]).toEqual([null, 0])
  })

  it('in the middle of a file is about the message, and holds up nobody else', async () => {
    const rules: SinkRule[] = [{ at: 'data', answer: '354 go\r\n552 5.3.4 Too large' }]
    sink = await startSink(app.host.dataFolder, { kind: 'scripted', rules, pipelining })
    await app.addLeads(12)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 1 }))
    const file = new File(['x'.repeat(600_000)], 'a.txt')
    await app.client.email.campaigns.files.add({ id, kind: 'attachment', file })
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'paused')
    expect((await app.client.email.campaigns.get({ id })).pauseReason).toBe('refused_by_servers')
    expect(inState('failed')[0]).toMatchObject({ reason: 'refused_content', attempts: 1 })
    expect([await blocked(), copies()]).toEqual([null, 0])
  })

  it('before the end of the message is no acceptance', async () => {
    // The server says 250 instead of 354 and again at once: nothing was complete yet.
    await sendThrough([
      { at: 'data', answer: '354 go\r\n250 2.0.0 Ok: queued as nothing', times: 1 },
    ])
    await until(() => inState('queued').length === 1 || inState('uncertain').length === 1)
    expect(inState('sent')).toHaveLength(0)
  })
})
