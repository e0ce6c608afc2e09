// The limits of a minute, an hour and a day hold over every span of that length, whatever moments
// messages are asked for at, and the forecast keeps them too.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSending } from '#shared/rules/sending/sendingPlan.ts'
import { day, hour, SendingWindows, type SendingRate } from '#shared/rules/sending/sendingRates.ts'

const limit = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: null })
const rates: fc.Arbitrary<SendingRate> = fc.record({
  maxPerMinute: fc.integer({ min: 1, max: 30 }),
  maxPerHour: limit(60),
  maxPerDay: limit(90),
})

/** The most that ever left in a span of that length. */
function busiest(moments: number[], span: number): number {
  let most = 0
  let first = 0
  moments.forEach((moment, index) => {
    while ((moments[first] as number) <= moment - span) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}
function expectKept(moments: number[], rate: SendingRate) {
  expect(busiest(moments, 60_000)).toBeLessThanOrEqual(rate.maxPerMinute)
  expect(busiest(moments, hour)).toBeLessThanOrEqual(rate.maxPerHour ?? Infinity)
  expect(busiest(moments, day)).toBeLessThanOrEqual(rate.maxPerDay ?? Infinity)
}

describe('limits over any span', () => {
  it('are kept however irregularly messages are asked for', () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.integer({ min: 0, max: 3 * hour }), { maxLength: 300 }),
        (rate, pauses) => {
          const windows = new SendingWindows()
          const left: number[] = []
          let now = 0
          for (const pause of pauses) {
            now += pause
            if (windows.wait(now, rate) > 0) continue
            windows.take(now)
            left.push(now)
          }
          expectKept(left, rate)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('give a wait after which one may leave, and a moment before which none may', () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.integer({ min: 0, max: 5 * 60_000 }), { minLength: 1, maxLength: 150 }),
        (rate, pauses) => {
          const windows = new SendingWindows()
          let now = 0
          for (const pause of pauses) {
            now += pause
            const wait = windows.wait(now, rate)
            if (wait > 0) {
              expect(windows.wait(now + wait - 1, rate)).toBeGreaterThan(0)
              expect(windows.wait(now + wait, rate)).toBe(0)
              now += wait
            }
            const room = windows.room(now, rate, 1_000)
            expect(room).toBeGreaterThan(0)
            for (let sent = 0; sent < room; sent += 1) {
              expect(windows.wait(now, rate)).toBe(0)
              windows.take(now)
            }
            expect(windows.room(now, rate, 1)).toBe(0)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('keep a clock that was set back from making room', () => {
    const rate = { maxPerMinute: 10, maxPerHour: 2, maxPerDay: null }
    const windows = new SendingWindows()
    windows.take(2 * hour)
    windows.take(hour)
    expect(windows.wait(2 * hour, rate)).toBe(hour)
  })
})

describe('the forecast', () => {
  const none: number[] = []
  type Asked = { waiting: number; messages: number; from: number }
  /** Of one account. */
  const forecast = (
    { waiting, messages, from }: Asked,
    rate: SendingRate,
    moments: number[],
    now: number,
  ) =>
    planSending(
      [{ rate, moments, from: now }],
      [
        { messages: waiting, lanes: [0], from: now },
        { messages, lanes: [0], from },
      ],
      now,
    )
  const finished = (count: number, rate: SendingRate, moments = none, now = 0, from = now) =>
    forecast({ waiting: 0, messages: count, from }, rate, moments, now)

  it('keeps the limits, and is no more than a minute later than the fastest who keep them', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 250 }), (rate, count) => {
        const now = 1_000_000
        const told = Array.from({ length: count }, (_, index) =>
          finished(index + 1, rate, [], now),
        ) as number[]
        expectKept(told, rate)
        // As fast as the limits alone allow, without spreading anything.
        const windows = new SendingWindows()
        let fastest = now
        for (const moment of told) {
          fastest += windows.wait(fastest, rate)
          windows.take(fastest)
          expect(moment).toBeGreaterThanOrEqual(fastest)
          expect(moment - fastest).toBeLessThanOrEqual(60_000)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('counts what left already', () => {
    const rate = { maxPerMinute: 60, maxPerHour: null, maxPerDay: 3 }
    const now = 10 * day
    const left = [now - 20 * hour, now - 10 * hour, now - hour]
    expect(finished(1, rate, left, now)).toBe(now + 4 * hour)
    expect(finished(4, rate, left, now)).toBe(now + day + 4 * hour)
  })

  it('lets what waits leave from now on, and the others from their own moment', () => {
    const rate = { maxPerMinute: 60, maxPerHour: null, maxPerDay: 100 }
    const later = (waiting: number, from: number) =>
      forecast({ waiting, messages: 1, from }, rate, [], 0)
    expect(later(50, 3 * hour)).toBe(3 * hour)
    expect(later(100, 3 * hour)).toBe(day)
    expect(later(250, 3 * hour)).toBe(2 * day + 50_000)
    expect(later(100, 3 * day)).toBe(3 * day)
  })

  it('tells a million as minutes, hours and days add up', () => {
    const rate = { maxPerMinute: 30, maxPerHour: 500, maxPerDay: 2_000 }
    const perHour = 500
    expect(finished(1_000_000, rate)).toBe(
      (1_000_000 / 2_000 - 1) * day + (2_000 / perHour - 1) * hour + (perHour - 1) * 2_000,
    )
  })

  it('says nothing where nothing would ever leave, or more than anybody waits for', () => {
    const never = { maxPerMinute: 1, maxPerHour: null, maxPerDay: 0 }
    const rate = { ...never, maxPerDay: 1 }
    expect(finished(1, never)).toBeNull()
    expect(forecast({ waiting: 1, messages: 1_000_000, from: 0 }, rate, [], 0)).toBeNull()
  })
})
