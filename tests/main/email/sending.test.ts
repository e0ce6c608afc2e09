// The engine with a real server in another process: who gets what, once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let app: MailApp
let sink: Sink | null = null
beforeEach(async () => {
  app = await createMailApp()
})
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})

const statusOf = async (id: number) => (await app.client.email.campaigns.get({ id })).status
const completed = (id: number) =>
  until(async () => (await statusOf(id)) === 'completed', 'the campaign to complete')

describe('a campaign', () => {
  it('reaches everybody once through a server, and says so', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    await app.addLeads(40)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 3 }))
    await app.client.email.campaigns.send({ id })
    await completed(id)
    const arrived = sink.arrived()
    expect(new Set(arrived.map((message) => message.recipient)).size).toBe(40)
    expect(arrived).toHaveLength(40)
    expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
      recipients: 40,
      sent: 40,
      queued: 0,
      failed: 0,
      uncertain: 0,
    })
    expect(new Set(app.rows().map((row) => row.message_id))).toEqual(
      new Set(arrived.map((message) => message.messageId)),
    )
  })

  it('in the sandbox is captured as it would have been sent', async () => {
    await app.addLeads(250)
    const id = await app.addCampaign(null)
    await app.client.email.campaigns.send({ id })
    await completed(id)
    const { items, total } = await app.client.email.sandbox.list({ limit: 200 })
    expect(total).toBe(250)
    const row = app.rows().find((one) => one.email === items[0]?.to)
    expect(items[0]).toMatchObject({ messageId: row?.message_id, from: 'shop@business.example' })
    expect(items[0]?.html).toContain('Hello First')
  })

  it('leaves out who refuses, at the count and at the claim', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite' })
    await app.addLeads(10)
    await app.client.email.suppressions.add({ entries: 'person1@people.example' })
    // Slow enough that a refusal can come in while the campaign is under way.
    const id = await app.addCampaign(
      await app.addAccount(sink.port, { maxPerMinute: 1, maxConnections: 1 }),
    )
    expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
      recipients: 9,
      suppressed: 1,
    })
    await app.client.email.campaigns.send({ id })
    await until(() => (sink as Sink).arrived().length === 1 && app.rows().length === 10)
    await app.client.email.suppressions.add({
      entries: 'person7@people.example; @elsewhere.example',
    })
    for (let minute = 0; minute < 9; minute += 1) {
      app.host.clock.advance(61_000)
      // Written down, not only arrived: a clock that runs on before the answer is an answer too late.
      await until(
        () => app.rows().filter(({ state }) => state === 'sent').length === Math.min(8, minute + 2),
        'one message a minute',
      )
    }
    await completed(id)
    const recipients = sink.arrived().map((message) => message.recipient)
    expect(recipients).not.toContain('person1@people.example')
    expect(recipients).not.toContain('person7@people.example')
    expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
      sent: 8,
      suppressed: 2,
      recipients: 8,
    })
  })

  it('stops when paused, goes on when resumed, and ends when cancelled', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', slow: 20 })
    await app.addLeads(60)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 1 }))
    await app.client.email.campaigns.send({ id })
    await until(() => (sink as Sink).arrived().length >= 5)
    expect(await app.client.email.campaigns.pause({ id })).toMatchObject({
      status: 'paused',
      pauseReason: 'user',
    })
    await until(
      () => !app.rows().some((row) => row.state === 'claimed' || row.state === 'handing_over'),
    )
    const atPause = sink.arrived().length
    for (let look = 0; look < 10; look += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sink.arrived()).toHaveLength(atPause)
    await app.client.email.campaigns.resume({ id })
    await until(() => (sink as Sink).arrived().length >= atPause + 5)
    const cancelled = await app.client.email.campaigns.cancel({ id })
    expect(cancelled.status).toBe('cancelled')
    await until(
      () => !app.rows().some((row) => ['queued', 'claimed', 'handing_over'].includes(row.state)),
    )
    const { stats } = await app.client.email.campaigns.get({ id })
    expect(stats.sent + stats.cancelled).toBe(60)
    expect(stats.sent).toBe(new Set(sink.arrived().map((message) => message.recipient)).size)
  })
})
