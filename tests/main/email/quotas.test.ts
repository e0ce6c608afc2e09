// The limits of an account a minute, an hour and a day: never exceeded over any span, by what the
// database says left, whatever is claimed, handed over late, put back or started again.
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createPace } from '#main/features/email/outbox/outbox.pace.ts'
import { day, hour, type SendingRate } from '#shared/rules/sending/sendingRates.ts'
import { createMailApp, until, type MailApp } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'

/** The most that left in any span of that length. */
const busiest = (moments: number[], span: number) =>
  Math.max(
    0,
    ...moments.map((end) => moments.filter((one) => one > end - span && one <= end).length),
  )

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('wait' as const), time: fc.integer({ min: 0, max: 2 * hour }) }),
    fc.record({ kind: fc.constant('wait' as const), time: fc.integer({ min: 0, max: 20_000 }) }),
    fc.record({
      kind: fc.constantFrom('claim', 'handOver', 'putBack', 'restart'),
      time: fc.nat(3),
    }),
  ),
  { minLength: 40, maxLength: 250 },
)
const rates = fc.record({
  maxPerMinute: fc.integer({ min: 1, max: 6 }),
  maxPerHour: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  maxPerDay: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
})

describe('the pace of an account', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'webox-pace-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('exceeds no limit over any minute, hour or day, through restarts and late hand-overs', () => {
    const database = openConnection(join(folder, 'pace.db'))
    database.exec(
      'CREATE TABLE send_attempts (account_id integer NOT NULL, attempted_at bigint NOT NULL)',
    )
    const insert = database.prepare<[number]>('INSERT INTO send_attempts VALUES (1, ?)')
    const left = database.prepare<[], { at: number }>(
      'SELECT attempted_at AS at FROM send_attempts',
    )
    fc.assert(
      fc.property(rates, steps, (rate: SendingRate, plan) => {
        database.exec('DELETE FROM send_attempts')
        const pace = createPace(database, 1)
        let now = 1_000_000_000
        let claimed = 0
        pace.reload(now, rate)
        for (const { kind, time } of plan) {
          if (kind === 'wait') now += time
          else if (kind === 'claim')
            for (let more = pace.allowance(now, rate, 1 + time); more > 0; more -= 1) {
              pace.take(now, rate)
              claimed += 1
            }
          else if (kind === 'putBack') claimed = Math.max(0, claimed - time)
          else if (kind === 'restart') {
            claimed = 0
            pace.reload(now, rate)
          } else if (claimed > 0 && pace.waitForHandOver(now, rate) === 0) {
            claimed -= 1
            insert.run(now)
            pace.countHandOver(now)
          }
        }
        const moments = left.all().map(({ at }) => at)
        expect(busiest(moments, 60_000)).toBeLessThanOrEqual(rate.maxPerMinute)
        expect(busiest(moments, hour)).toBeLessThanOrEqual(rate.maxPerHour ?? Infinity)
        expect(busiest(moments, day)).toBeLessThanOrEqual(rate.maxPerDay ?? Infinity)
      }),
      { numRuns: 300 },
    )
    database.close()
  })
})

describe('an account with limits', () => {
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
  const sent = () => app.rows().filter(({ state }) => state === 'sent').length
  async function staysAt(count: number) {
    await until(() => sent() === count, `${count} sent`)
    await until(() => app.rows().every(({ state }) => state === 'sent' || state === 'queued'))
    for (let look = 0; look < 15; look += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sent()).toBe(count)
    expect(sink.arrived()).toHaveLength(count)
  }

  it('sends no more in a day than it may, through a restart, and the rest the next day', async () => {
    await app.addLeads(7)
    const account = await app.addAccount(sink.port, { maxPerDay: 3 })
    const id = await app.addCampaign(account)
    const forecast = await app.client.email.accounts.forecast({ id: account, messages: 7 })
    const start = app.host.clock.now()
    expect(Date.parse(forecast.finishedAt ?? '') - start).toBeGreaterThanOrEqual(2 * day)
    await app.client.email.campaigns.send({ id })
    await staysAt(3)
    const { items } = await app.client.email.accounts.list({})
    expect(items[0]).toMatchObject({ maxPerDay: 3, used: { lastHour: 3, lastDay: 3 } })
    await app.stopEngine()
    app.startEngine()
    app.host.clock.advance(day - 60_000)
    await staysAt(3)
    app.host.clock.advance(61_000)
    await staysAt(6)
    app.host.clock.advance(day + 1_000)
    await until(() => sent() === 7, 'the last one')
  })

  it('keeps the limit of an hour as well', async () => {
    await app.addLeads(4)
    const account = await app.addAccount(sink.port, { maxPerHour: 2, maxPerDay: 3 })
    await app.client.email.campaigns.send({ id: await app.addCampaign(account) })
    await staysAt(2)
    app.host.clock.advance(hour + 1_000)
    await staysAt(3)
  })
})
