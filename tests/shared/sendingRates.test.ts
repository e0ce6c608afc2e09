// The limits of a minute, an hour and a day hold over every span of that length, whatever moments
// messages are asked for at, and the forecast keeps them too.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastSending } from '#shared/rules/sending/sendingForecast.ts'
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
  it('keeps the limits, and nobody who keeps them is finished earlier', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 250 }), (rate, count) => {
        const now = 1_000_000
        const forecast = forecastSending(count, rate, [], now)
        // As fast as the limits alone allow, without spreading anything.
        const windows = new SendingWindows()
        const left: number[] = []
        for (let at = now; left.length < count;) {
          at += windows.wait(at, rate)
          windows.take(at)
          left.push(at)
        }
        expectKept(left, rate)
        expect(forecast?.lastAt).toBeGreaterThanOrEqual(left.at(-1) as number)
        expect((forecast?.lastAt ?? 0) - (left.at(-1) as number)).toBeLessThanOrEqual(day + hour)
      }),
      { numRuns: 100 },
    )
  })

  it('counts what left already', () => {
    const rate = { maxPerMinute: 60, maxPerHour: null, maxPerDay: 3 }
    const now = 10 * day
    const left = [now - 20 * hour, now - 10 * hour, now - hour]
    expect(forecastSending(1, rate, left, now)?.lastAt).toBe(now + 4 * hour)
    expect(forecastSending(4, rate, left, now)?.lastAt).toBe(now + day + 4 * hour)
  })

  it('says nothing where nothing would ever leave', () => {
    expect(
      forecastSending(1, { maxPerMinute: 1, maxPerHour: null, maxPerDay: 0 }, [], 0),
    ).toBeNull()
    expect(
      forecastSending(0, { maxPerMinute: 1, maxPerHour: null, maxPerDay: 1 }, [], 0),
    ).toBeNull()
  })
})
