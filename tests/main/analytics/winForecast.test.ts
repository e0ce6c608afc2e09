// The forecast's arithmetic against closed forms, and that it says nothing without a history.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forecastSum, meanRate, winRate } from '#main/features/analytics/winForecast.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

describe('a win rate', () => {
  it('has the Wilson interval of the books', () => {
    // 5 of 10 at z = 1.2815515655: middle 0.5, half-width z·√(0.25/10 + z²/400) / (1 + z²/10).
    const { value, low, high } = winRate({ won: 5, lost: 5 })
    expect(value).toBe(0.5)
    expect(low).toBeCloseTo(0.3122, 3)
    expect(high).toBeCloseTo(1 - 0.3122, 3)
  })
})

describe('a simulated sum', () => {
  it('has the mean and the spread of the beta-binomial distribution, drawn one by one or at once', () => {
    const [count, worth] = [200, 100]
    const stage = { won: 20, lost: 30, value: count * worth, squares: count * worth ** 2 }
    const mean = meanRate(stage)
    // Variance of a beta-binomial sum: n·p·q·(a + b + n) / (a + b + 1).
    const [a, b] = [20.5, 30.5]
    const deviation = worth * Math.sqrt((count * mean * (1 - mean) * (a + b + count)) / (a + b + 1))
    for (const values of [Array.from({ length: count }, () => worth), null]) {
      const { expected, low, high } = forecastSum([{ ...stage, values }])
      expect(expected).toBeCloseTo(count * worth * mean, 6)
      expect(Math.abs((high - low) / (2 * 1.2816 * deviation) - 1)).toBeLessThan(0.06)
      expect(Math.abs((high + low) / 2 / expected - 1)).toBeLessThan(0.03)
    }
  })

  it('is the same each time', () => {
    const stage = { won: 3, lost: 9, value: 5_000, squares: 9_000_000, values: null }
    expect(forecastSum([stage])).toEqual(forecastSum([stage]))
  })
})

describe('the forecast', () => {
  let app: TestApp
  beforeEach(async () => void (app = await createTestApp()))
  afterEach(() => app.remove())
  const close = async (count: number, outcome: 'won' | 'lost') => {
    for (let index = 0; index < count; index += 1) {
      const { id } = await app.client.crm.leads.create({
        firstName: `${outcome}${index}`,
        status: 'proposal',
        estimatedValue: 100,
      })
      await app.client.crm.leads.update({ id, status: outcome })
    }
  }

  it('says nothing before ten leads of a stage were closed, with both outcomes among them', async () => {
    await app.client.crm.leads.create({ firstName: 'a', status: 'proposal', estimatedValue: 1_000 })
    await close(9, 'won')
    expect((await app.client.analytics.forecast()).estimate).toBeNull()
    await close(1, 'won')
    const oneSided = await app.client.analytics.forecast()
    expect([oneSided.estimate, oneSided.leftOut]).toEqual([null, { leads: 1, value: 1_000 }])
    await close(5, 'lost')
    const told = await app.client.analytics.forecast()
    expect(told.stages.find(({ status }) => status === 'proposal')).toMatchObject({
      won: 10,
      lost: 5,
      leads: 1,
      value: 1_000,
      rate: { value: 10 / 15 },
    })
    expect(told.estimate).toMatchObject({
      expected: 1_000 * (10.5 / 16),
      leads: 1,
      low: 0,
      high: 1_000,
    })
    expect(told.leftOut).toEqual({ leads: 0, value: 0 })
  })

  it('learns nothing from leads that arrived closed', async () => {
    for (let index = 0; index < 12; index += 1)
      await app.client.crm.leads.create({
        firstName: `x${index}`,
        status: index % 2 ? 'won' : 'lost',
      })
    expect(
      (await app.client.analytics.forecast()).stages.every(({ won, lost }) => won + lost === 0),
    ).toBe(true)
  })
})
