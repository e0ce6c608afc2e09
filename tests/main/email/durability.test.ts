// What outlives a restart, a second copy of the application, and an old backup put back.
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailApp, restoreCopy, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

let app: MailApp
let sink: Sink
beforeEach(async () => {
  app = await createMailApp()
  sink = await startSink(app.host.dataFolder, { kind: 'polite' })
})
afterEach(async () => {
  await app.close()
  await sink.stop()
})
const sent = () => app.rows().filter((row) => row.state === 'sent').length
const settle = () => new Promise((resolve) => setTimeout(resolve, 300))

describe('the pace', () => {
  it('is counted from the database: a restart gives no second helping', async () => {
    await app.addLeads(10)
    await app.client.email.campaigns.send({
      id: await app.addCampaign(await app.addAccount(sink.port, { maxPerMinute: 3 })),
    })
    for (let step = 0; step < 4; step += 1) {
      await until(() => sent() >= Math.min(3, step + 1))
      app.host.clock.advance(step < 2 ? 20_000 : 0)
    }
    expect(sent()).toBe(3)
    await app.stopEngine()
    app.startEngine()
    await settle()
    expect(sink.arrived()).toHaveLength(3)
    // The first of the three is a minute old 20 seconds later.
    app.host.clock.advance(20_001)
    await until(() => sent() === 4)
    await settle()
    expect(sink.arrived()).toHaveLength(4)
  })
})

describe('a second copy of the application', () => {
  it('sends nothing while the first lives, says so, and takes over when it ends', async () => {
    const lock = new Database(join(app.host.dataFolder, 'instance.lock'))
    await app.stopEngine()
    lock.exec('BEGIN EXCLUSIVE')
    app.startEngine()
    await app.addLeads(5)
    await app.client.email.campaigns.send({
      id: await app.addCampaign(await app.addAccount(sink.port)),
    })
    await settle()
    expect((await app.client.email.outbox.status()).engine).toBe('elsewhere')
    expect([sink.arrived().length, app.rows().length]).toEqual([0, 0])
    lock.close()
    await until(() => sent() === 5)
    expect((await app.client.email.outbox.status()).engine).toBe('running')
  })
})

describe('the ledger', () => {
  it('keeps a restored backup from sending a campaign again', async () => {
    await app.addLeads(20)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 3 }))
    await app.client.email.campaigns.send({ id })
    await app.client.email.campaigns.pause({ id })
    // A backup from the moment everybody was queued and nobody written to.
    await app.stopEngine()
    app.startEngine()
    await app.client.email.campaigns.resume({ id })
    await until(() => app.rows().length === 20)
    const copy = join(app.host.dataFolder, 'backup.db')
    app.services.database.query('SELECT 1')
    await until(() => sent() === 20)
    await app.reopen(() => {
      const live = new Database(join(app.host.dataFolder, 'main.db'))
      live.exec(`VACUUM INTO '${copy}'`)
      live.close()
      const backup = new Database(copy)
      backup.exec(`UPDATE outbox SET state = 'queued', sent_at = NULL, attempts = 0 WHERE id <= 15`)
      backup.exec('DELETE FROM send_attempts')
      // Five people who were only queued after that backup: their rows are not in it.
      backup.exec(`DELETE FROM outbox WHERE id > 15`)
      backup.exec(`UPDATE campaigns SET queue_cursor = (SELECT max(lead_id) FROM outbox)`)
      backup.close()
      restoreCopy(app.host.dataFolder, copy)
    })
    app.startEngine()
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'paused')
    expect((await app.client.email.campaigns.get({ id })).pauseReason).toBe('restored_copy')
    await app.client.email.campaigns.resume({ id })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    expect(sink.arrived()).toHaveLength(20)
    expect(app.rows().every((row) => row.state === 'sent')).toBe(true)
  })

  it('knows a campaign that is started again from before it was started', async () => {
    await app.addLeads(4)
    const id = await app.addCampaign(await app.addAccount(sink.port))
    const copy = join(app.host.dataFolder, 'backup.db')
    new Database(join(app.host.dataFolder, 'main.db'), { readonly: true })
      .exec(`VACUUM INTO '${copy}'`)
      .close()
    await app.client.email.campaigns.send({ id })
    await until(() => sent() === 4)
    await app.reopen(() => restoreCopy(app.host.dataFolder, copy))
    expect(app.rows()).toEqual([])
    app.startEngine()
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    await settle()
    expect(sink.arrived()).toHaveLength(4)
    expect((await app.client.email.campaigns.get({ id })).stats).toMatchObject({
      sent: 4,
      uncertain: 0,
    })
  })
})

describe('the sending connection', () => {
  it('is refused where it would not be durable', async () => {
    const { assertDurable } = await import('#main/database/sqliteConnection.ts')
    const connection = new Database(join(app.host.dataFolder, 'other.db'))
    connection.pragma('journal_mode = WAL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('synchronous = NORMAL')
    expect(() => assertDurable(connection)).toThrow('synchronous')
    connection.close()
  })
})
