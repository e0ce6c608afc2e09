// The engine in its thread, as the application runs it; and what makes it hold back.
import { afterEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createClaims } from '#main/features/email/outbox/outbox.claim.ts'
import { createClockWatch } from '#main/features/email/outbox/outbox.clockWatch.ts'
import { createOutboxJob } from '#main/features/email/outbox/outbox.job.ts'
import { createMailApp, quickTiming, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let app: MailApp
let sink: Sink | null = null
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})

describe('the sending thread', () => {
  it('gets passwords when it needs them, sends, and tells what changed at most four times a second', async () => {
    app = await createMailApp({ engine: false })
    sink = await startSink(app.host.dataFolder, {
      kind: 'polite',
      encryption: 'starttls',
      login: { user: 'shop', password: 'pass' },
    })
    await app.addLeads(300)
    const job = createOutboxJob({ ...quickTiming })
    let told = 0
    app.services.changes.subscribe((topics) => void (told += topics.includes('dashboard') ? 1 : 0))
    const stop = await job.start(app.services)
    const id = await app.addCampaign(
      await app.addAccount(sink.port, { security: 'starttls', user: 'shop', password: 'pass' }),
    )
    await until(async () => (await app.client.email.outbox.status()).engine === 'running')
    told = 0
    const started = performance.now()
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    expect(sink.arrived()).toHaveLength(300)
    // One for the procedure's own write; the rest are the thread's.
    expect(told - 1).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / 250) + 1)
    await stop()
    expect((await app.client.email.outbox.status()).engine).toBe('stopped')
  })
})

describe('waiting for what the relay has to tell', () => {
  it('ends where the relay is left', async () => {
    app = await createMailApp({ engine: false })
    await app.host.secrets.set(
      'relay-pairing',
      JSON.stringify({
        url: 'https://relais.example',
        relayKey: 'x',
        saleHook: { key: '', secret: '' },
      }),
    )
    await app.addLeads(1)
    const id = await app.addCampaign(null)
    const job = createOutboxJob({ ...quickTiming })
    const stop = await job.start(app.services)
    await until(async () => (await app.client.email.outbox.status()).engine === 'running')
    await app.client.email.campaigns.send({ id })
    expect((await app.client.email.campaigns.get({ id })).status).toBe('sending')
    await app.host.secrets.delete('relay-pairing')
    await app.services.outbox.relayChanged()
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    await stop()
  })
})

describe('the engine', () => {
  it('claims nothing on a nearly full disk, and says so', async () => {
    app = await createMailApp({ timing: { lowDisk: Number.MAX_SAFE_INTEGER } })
    await app.addLeads(2)
    const id = await app.addCampaign(null)
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.outbox.status()).engine === 'low_disk')
    expect((await app.client.email.sandbox.list({})).total).toBe(0)
    await app.stopEngine()
    app.startEngine({ timing: quickTiming })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
  })

  it('claims nothing of a campaign that was paused a moment ago', async () => {
    app = await createMailApp({ engine: false })
    await app.addLeads(1)
    const id = await app.addCampaign(null)
    await app.client.email.campaigns.send({ id })
    const connection = openConnection(app.services.database.path)
    connection.exec(`INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values,
      state, next_attempt_at, created_at) VALUES (${id}, 1, 'k', 'm', 'r', 0, 1, 'person1@people.example', 'people.example', '{}', 'queued', 0, 0)`)
    const claims = createClaims(connection, 'test')
    await app.client.email.campaigns.pause({ id })
    expect(claims.claim([id], 0, Date.now(), 5)).toEqual([])
    await app.client.email.campaigns.resume({ id })
    expect(claims.claim([id], 0, Date.now(), 5)).toMatchObject([
      { email: 'person1@people.example', attempts: 1 },
    ])
    connection.close()
  })

  it('notices sleep and changed clocks, and nothing else', () => {
    let running = 0
    const watch = createClockWatch(90_000, () => running)
    const pass = (wall: number, ran: number) => {
      running += ran
      return watch.jumped(wall)
    }
    app = { close: async () => undefined } as MailApp
    expect(pass(1_000_000, 0)).toBe(false)
    expect(pass(1_001_000, 1_000)).toBe(false)
    expect(pass(1_001_000 + 3_600_000, 1_000)).toBe(true)
    expect(pass(1_002_000 + 3_600_000, 1_000)).toBe(false)
    expect(pass(1_002_000, 1_000)).toBe(true)
    expect(pass(1_002_000 + 600_000, 600_000)).toBe(true)
  })
})
