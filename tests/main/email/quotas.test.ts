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
        let row = 0
        const claimed: number[] = []
        pace.reload(now, rate)
        for (const { kind, time } of plan) {
          if (kind === 'wait') now += time
          else if (kind === 'claim')
            for (let more = pace.allowance(now, rate, 1 + time); more > 0; more -= 1) {
              pace.claim((row += 1), now, rate)
              claimed.push(row)
            }
          else if (kind === 'putBack')
            claimed.splice(0, time).forEach((one) => pace.putBack(one, rate))
          else if (kind === 'restart') {
            claimed.splice(0).forEach((one) => pace.drop(one))
            pace.reload(now, rate)
          } else if (kind === 'handOver') {
            // Some together, in one transaction.
            const ready = claimed.slice(0, 1 + time)
            ready.forEach((one) => pace.arrive(one, now, rate))
            const leaving = ready.filter((one) => pace.mayLeave(one, now, rate))
            for (const one of leaving) {
              insert.run(now)
              pace.settle(one, now)
              claimed.splice(claimed.indexOf(one), 1)
            }
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

  /** A pace on an empty database. */
  function freshPace(rate: SendingRate, now: number) {
    const database = openConnection(join(folder, 'fresh.db'))
    database.exec(
      'CREATE TABLE send_attempts (account_id integer NOT NULL, attempted_at bigint NOT NULL)',
    )
    const pace = createPace(database, 1)
    pace.reload(now, rate)
    database.close()
    return pace
  }

  it('is what it was once all that was claimed was put back', () => {
    const rate = { maxPerMinute: 60, maxPerHour: 20, maxPerDay: 20 }
    const now = 1_000_000_000
    const pace = freshPace(rate, now)
    for (let round = 0; round < 10; round += 1) {
      expect(pace.wait(now + round, rate)).toBe(0)
      pace.claim(2 * round, now + round, rate)
      pace.claim(2 * round + 1, now + round, rate)
      pace.putBack(2 * round, rate)
      pace.putBack(2 * round + 1, rate)
    }
    expect(pace.wait(now + 10, rate)).toBe(0)
  })

  it('claims no more than may leave, what is claimed already counted', () => {
    const rate = { maxPerMinute: 600, maxPerHour: null, maxPerDay: 3 }
    const now = 1_000_000_000
    const pace = freshPace(rate, now)
    for (const row of [1, 2, 3]) {
      expect(pace.allowance(now, rate, 1)).toBe(1)
      pace.claim(row, now, rate)
    }
    expect(pace.allowance(now + 10_000, rate, 1)).toBe(0)
    pace.drop(2)
    expect(pace.allowance(now + 10_000, rate, 5)).toBe(1)
  })

  it('counts a message once whose transaction was tried again, and none that did not leave', () => {
    const rate = { maxPerMinute: 600, maxPerHour: 2, maxPerDay: null }
    const now = 1_000_000_000
    const pace = freshPace(rate, now)
    for (const row of [1, 2, 3]) pace.claim(row, now, rate)
    expect([1, 2, 3].map((row) => pace.arrive(row, now, rate))).toEqual([0, 0, Infinity])
    expect(pace.mayLeave(1, now, rate)).toBe(true)
    expect(pace.mayLeave(2, now, rate)).toBe(true)
    expect(pace.mayLeave(3, now, rate)).toBe(false)
    // Their common commit failed, and each is tried by itself.
    expect(pace.mayLeave(1, now, rate)).toBe(true)
    expect(pace.mayLeave(2, now, rate)).toBe(true)
    pace.settle(1, null)
    pace.settle(2, now)
    pace.drop(1)
    expect(pace.mayLeave(3, now + 1, rate)).toBe(true)
    pace.settle(3, now + 1)
    expect(pace.mayLeave(4, now + 2, rate)).toBe(false)
  })

  it.each([
    ['at once', () => 0],
    ['after twenty seconds', () => 20_000],
    [
      'after twenty seconds, more or less',
      (row: number) => 20_000 + ((Math.imul(row, 2_654_435_761) >>> 16) % 10) * 100,
    ],
  ])(
    'is full at the limit of a minute where messages are ready to leave %s, and refuses none',
    (_when, took) => {
      const rate = { maxPerMinute: 30, maxPerHour: null, maxPerDay: null }
      const start = 1_000_000_000
      const pace = freshPace(rate, start)
      const begun = new Map<number, { ready: number; hasArrived: boolean }>()
      const left: number[] = []
      let refused = 0
      for (let now = start, row = 0; now < start + hour; now += 100) {
        for (const [one, state] of begun)
          if (now >= state.ready) {
            if (!state.hasArrived) state.ready = now + pace.arrive(one, now, rate)
            state.hasArrived = true
            if (now < state.ready && state.ready <= now + 2_000) continue
            begun.delete(one)
            if (pace.mayLeave(one, now, rate)) left.push(now)
            else refused += 1
            pace.settle(one, left.at(-1) === now ? now : null)
            pace.drop(one)
          }
        while (pace.waitToBegin(now, rate) === 0 && pace.allowance(now, rate, 1) > 0) {
          pace.claim((row += 1), now, rate)
          begun.set(row, { ready: now + took(row), hasArrived: false })
        }
      }
      // An hour's worth, less what the first one took and what the wait learns by.
      expect(left.length).toBeGreaterThan(0.97 * 60 * 30)
      expect(busiest(left, 60_000)).toBeLessThanOrEqual(30)
      expect(refused).toBe(0)
    },
  )
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
