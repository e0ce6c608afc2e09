// Servers that say one reply too many, or one that answers nothing: whoever is "sent" was reached, and
// nobody is reached twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import type { SinkRule } from '../../support/smtpSink.ts'

let app: MailApp
let sink: Sink
const short = { connection: 3_000, greeting: 3_000, command: 1_500, finalDot: 1_500 }
beforeEach(async () => void (app = await createMailApp({ timing: { timeouts: short } })))
afterEach(async () => {
  await app.close()
  await sink.stop()
})

const people = 12
async function sendThrough(rules: SinkRule[], pipelining: boolean): Promise<void> {
  sink = await startSink(app.host.dataFolder, { kind: 'scripted', rules, pipelining })
  await app.addLeads(people)
  const accountId = await app.addAccount(sink.port, { maxConnections: 2 })
  await app.client.email.campaigns.send({ id: await app.addCampaign(accountId) })
}

/** Looks after which nothing has moved any more, and after which it is over whatever moves. */
const [stillLooks, mostLooks] = [12, 60]

/** Lets the ladders run until everybody has an end, or nothing moves any more, on a busy machine too. */
async function settle(): Promise<void> {
  await until(() => app.rows().length === people)
  let before = ''
  for (let still = 0, look = 0; still < stillLooks && look < mostLooks; still += 1, look += 1) {
    const states = app.rows().map(({ state }) => state)
    if (!states.some((state) => ['queued', 'claimed', 'handing_over'].includes(state))) return
    if (states.join() !== before) still = 0
    before = states.join()
    await new Promise((resolve) => setTimeout(resolve, 900))
    app.host.clock.advance(20 * 60_000)
  }
}

function expectPromiseKept(): void {
  const arrived = sink.arrived().map(({ messageId }) => messageId)
  expect(arrived).toHaveLength(new Set(arrived).size)
  const sent = app.rows().filter(({ state }) => state === 'sent')
  expect(sent.filter((row) => !arrived.includes(row.message_id))).toEqual([])
  // Nor is anything queued again that was handed over and may have arrived.
  const waiting = app.rows().filter(({ state }) => state === 'queued' || state === 'failed')
  expect(waiting.filter((row) => arrived.includes(row.message_id))).toEqual([])
}

const usual = {
  ...{ banner: '220 sink ESMTP', ehlo: '250-sink\r\n250 8BITMIME' },
  ...{ mail: '250 Ok', rcpt: '250 Ok', data: '354 Go', dot: '250 Queued' },
} as const
const stray = ['250 2.0.0 Ok', '354 Go ahead', '221 Bye', '451 4.3.0 Later', 'hello']
/** One after the other, each for one message. */
const inTurn = (at: SinkRule['at'], answers: string[], more: Partial<SinkRule> = {}): SinkRule[] =>
  answers.map((answer) => ({ at, answer, times: 1, ...more }))

describe.each([false, true])('a server out of step (commands ahead: %s)', (pipelining) => {
  it.each(['banner', 'ehlo', 'mail', 'rcpt', 'data', 'dot'] as const)(
    'says too much at %s',
    async (at) => {
      const answers = stray.map((said) => `${usual[at]}\r\n${said}`)
      await sendThrough(inTurn(at, answers), pipelining)
      await settle()
      expectPromiseKept()
    },
  )

  it('answers the final dot with what is no answer: the message is uncertain', async () => {
    const answers = ['354 Go ahead', '221 Bye', '150 Wait', '999 Odd', 'thanks']
    await sendThrough(inTurn('dot', answers, { counts: true }), pipelining)
    await settle()
    expectPromiseKept()
    expect(app.rows().filter(({ state }) => state === 'uncertain')).toHaveLength(answers.length)
  })

  it('answers DATA with anything but 354: nothing is sent, and sent again', async () => {
    await sendThrough(inTurn('data', ['250 Ok', '334 Go', '299 Odd']), pipelining)
    await settle()
    expectPromiseKept()
    expect(app.rows().filter(({ state }) => state === 'sent')).toHaveLength(people)
  })
})
