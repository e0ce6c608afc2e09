// Whose fault an answer is: one recipient's, the account's, the sender's address's, the connection's;
// and that every wait has an end.
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
  app = await createMailApp({ timing: { timeouts: short, clockJump: Infinity } })
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
