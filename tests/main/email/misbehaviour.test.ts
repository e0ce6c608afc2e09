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

describe.each(ways)('one recipient’s refusal, %s', (_way, takesAhead) => {
  beforeEach(() => void (pipelining = takesAhead))

  it.each([
    ['rcpt', '552 Mailbox quota exceeded'],
    ['dot', '552 Mailbox quota exceeded'],
    ['dot', '552 5.3.4 Message size exceeds fixed limit'],
    ['dot', '552 sorry, that message size exceeds my databytes limit (#5.3.4)'],
    ['rcpt', '550 5.7.23 SPF lookup limit exceeded'],
    ['rcpt', '550 Daily message quota exceeded'],
    ['rcpt', '452 4.5.3 Too many recipients'],
    ['rcpt', '421 4.4.5 Server busy'],
    ['rcpt', '530 5.7.1 Client was not authenticated'],
    ['dot', '421 4.7.0 Try again later'],
    ['dot', '550 Your account has been suspended'],
    ['rcpt', '550 relay not permitted'],
    ['dot', '550 The from address does not match a verified Sender Identity'],
  ] as const)('at %s never stops the account: %s', async (at, answer) => {
    await sendThrough([{ at, answer, recipient: '^person2@' }], 5)
    await until(() => inState('sent').length === 4, 'the other four to be sent')
    expect(await blocked()).toBeNull()
    // Its own wait has an end, after which it says what happened.
    await until(async () => {
      app.host.clock.advance(6 * 60 * 60_000)
      await new Promise((resolve) => setTimeout(resolve, 150))
      return inState('failed').length === 1
    }, 'the fifth to say what happened')
    expect((await app.client.email.suppressions.list({})).total).toBe(0)
  })

  it('becomes the account’s once several different people in a row met with it', async () => {
    await sendThrough([{ at: 'rcpt', answer: '550 Daily message quota exceeded' }], 3, 2)
    await until(async () => (await blocked())?.reason === 'quota')
    expect(inState('queued')).toHaveLength(5)
  })

  it('is their provider’s while they are all at one', async () => {
    await sendThrough(
      [{ at: 'rcpt', answer: '550 Daily message quota exceeded', recipient: 'people.example' }],
      8,
      4,
    )
    await until(() => inState('sent').length === 4, 'the others to be sent')
    expect([inState('queued').length, await blocked()]).toEqual([8, null])
  })
})

describe.each(ways)('a server that takes a few messages a connection, %s', (_way, takesAhead) => {
  beforeEach(() => void (pipelining = takesAhead))

  it.each([
    '421 Too many messages in one session',
    '421 4.7.0 Too many messages in this connection',
    '452 4.3.2 Maximum number of messages per connection reached',
    '451 4.5.3 Trop de messages dans cette session',
    'drop',
  ])('gets them on fresh connections at once, as many as it takes: %s', async (answer) => {
    await sendThrough([{ at: 'mail', answer, after: 4 }], 22)
    // The clock stands still: not one wait lies between.
    await until(() => inState('sent').length === 22)
    expect([copies(), await blocked()]).toEqual([22, null])
  })

  it('is not taken for one because it was restarted once', async () => {
    await sendThrough([{ at: 'mail', answer: '421 Shutting down', after: 1, times: 1 }], 12)
    await until(() => inState('sent').length === 12)
    expect(await sink.connections()).toBe(2)
  })
})

describe('a list of dead addresses', () => {
  it('pauses its campaign with its figures, and whoever lets it go on has seen them', async () => {
    pipelining = true
    const rule = {
      at: 'rcpt',
      answer: '550 5.1.1 No such user',
      recipient: '^person([1-9]|[1-3][0-9])@',
    } as const
    const { id } = await sendThrough([rule], 45)
    const status = async () => (await app.client.email.campaigns.get({ id })).status
    await until(async () => (await status()) === 'paused', 'the brake')
    expect(await app.client.email.campaigns.get({ id })).toMatchObject({
      pauseReason: 'dead_addresses',
      deadAddresses: { reached: 20, dead: 20 },
    })
    // What was under way on its connection is one more at most.
    expect(inState('failed').length + inState('sent').length).toBeLessThanOrEqual(21)
    await app.client.email.campaigns.resume({ id })
    await until(async () => (await status()) === 'completed')
  })

  it('pauses it again at twice the share that was seen, after a restart too', async () => {
    pipelining = true
    const dead = (people: string): SinkRule => ({
      ...{ at: 'rcpt', answer: '550 5.1.1 No such user' },
      recipient: `^person(${people})@`,
    })
    const { id } = await sendThrough([dead('1[5-7]|[45][0-9]')], 60)
    const campaign = () => app.client.email.campaigns.get({ id })
    await until(async () => (await campaign()).status === 'paused', 'the brake')
    await app.stopEngine()
    app.startEngine()
    await app.client.email.campaigns.resume({ id })
    await until(async () => (await campaign()).status === 'paused', 'the brake again')
    const { deadAddresses } = await campaign()
    expect(deadAddresses?.reached).toBeGreaterThan(40)
    expect(deadAddresses?.dead).toBeGreaterThan((deadAddresses?.reached ?? 0) * 0.3)
  })

  it('does not stop one in which they are few', async () => {
    pipelining = true
    const rule = {
      at: 'rcpt',
      answer: '550 5.1.1 No such user',
      recipient: '^person(5|15)@',
    } as const
    await sendThrough([rule], 30)
    await until(() => inState('sent').length === 28)
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

  it('before the end of the message is no acceptance', async () => {
    // The server says 250 instead of 354 and again at once: nothing was complete yet.
    await sendThrough([
      { at: 'data', answer: '354 go\r\n250 2.0.0 Ok: queued as nothing', times: 1 },
    ])
    await until(() => inState('queued').length === 1 || inState('uncertain').length === 1)
    expect(inState('sent')).toHaveLength(0)
  })
})

describe('a sender’s address that the server does not take', () => {
  it('pauses the campaign at once and fails nobody; resumed, it goes on', async () => {
    pipelining = true
    const { id } = await sendThrough(
      [{ at: 'mail', answer: '553 5.7.1 Sender not owned by user' }],
      4,
    )
    const campaign = () => app.client.email.campaigns.get({ id })
    await until(async () => (await campaign()).status === 'paused')
    expect(await campaign()).toMatchObject({ pauseReason: 'sender_refused', stats: { queued: 4 } })
    await sink.setRules([])
    await app.client.email.campaigns.resume({ id })
    await until(() => inState('sent').length === 4)
  })

  it('is told from a recipient’s trouble by the next ones', async () => {
    pipelining = true
    const { id } = await sendThrough([{ at: 'rcpt', answer: '550 Sender verify failed' }], 3, 3)
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'paused')
    expect([inState('queued').length, inState('failed').length]).toEqual([6, 0])
  })
})

describe('a wait that does not end', () => {
  const days = 24 * 60 * 60_000
  const campaign = (id: number) => app.client.email.campaigns.get({ id })

  it.each([
    ['421 4.3.2 at the banner', { at: 'banner', answer: '421 4.3.2 Too busy' }],
    ['554 at the banner', { at: 'banner', answer: '554 No service for you' }],
    ['a drop at the banner', { at: 'banner', answer: 'drop' }],
    ['530 at MAIL', { at: 'mail', answer: '530 5.7.0 Authentication required' }],
    ['a drop at MAIL', { at: 'mail', answer: 'drop' }],
  ] as const)('for its account (%s) pauses the campaign with the reason', async (_name, rule) => {
    pipelining = true
    const { id } = await sendThrough([rule], 3)
    await until(async () => (await blocked()) !== null)
    for (let passed = 0; passed < 8 && (await campaign(id)).status === 'sending'; passed += 1) {
      app.host.clock.advance(days)
      await new Promise((resolve) => setTimeout(resolve, 400))
      // The account was tried once more; what is waited for is asked every minute.
      app.host.clock.advance(61_000)
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    expect(await campaign(id)).toMatchObject({ status: 'paused', pauseReason: 'account_blocked' })
    expect(inState('queued')).toHaveLength(3)
    // Let go on, its account is tried again at once.
    await sink.setRules([])
    await app.client.email.campaigns.resume({ id })
    // A server that asked for a while is given it.
    if (rule.answer.startsWith('421')) app.host.clock.advance(36 * 60_000)
    await until(() => inState('sent').length === 3)
    expect(copies()).toBe(3)
  })
})
