// A figure is compared with what its label says, and a past period says what was true at its end.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolvePeriods } from '#main/features/dashboard/period.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

/** Creates leads at a moment, so many of them won at once. */
async function arrive(at: string, leads: number, won: number): Promise<void> {
  app.host.clock.set(Date.parse(at))
  for (let index = 0; index < leads; index += 1)
    await app.client.crm.leads.create({
      firstName: `${at} ${index}`,
      status: index < won ? 'won' : 'new',
    })
}

describe('a conversion compared with a year earlier', () => {
  it('is the one of the end of those dates, not of the beginning of these', async () => {
    await arrive('2025-06-15T10:00:00Z', 5, 4)
    await arrive('2025-12-15T10:00:00Z', 5, 0)
    await arrive('2026-06-15T10:00:00Z', 2, 1)
    app.host.clock.set(Date.parse('2026-06-30T12:00:00Z'))
    const asked = { period: 'month', timeZone: 'Europe/Paris' } as const
    const { conversion } = (await app.client.dashboard.overview({ ...asked, compare: 'lastYear' }))
      .figures
    expect(conversion).toMatchObject({ current: 41.7, previous: 80 })
    const before = await app.client.dashboard.overview({ ...asked, compare: 'before' })
    expect(before.figures.conversion).toMatchObject({ current: 41.7, previous: 40 })
  })
})

describe('a period of the past', () => {
  it('tells the leads and wins there were at its end', async () => {
    await arrive('2025-03-15T10:00:00Z', 4, 1)
    await arrive('2026-03-15T10:00:00Z', 6, 6)
    const { figures, standing } = await app.client.dashboard.overview({
      ...{ from: '2025-03-01', to: '2025-03-31', timeZone: 'Europe/Paris' },
    })
    expect(figures.leads).toEqual({ value: 10, current: 4, previous: 0 })
    expect(figures.conversion).toEqual({ value: 25, current: 25, previous: null })
    expect(standing).toEqual({ leads: 4, won: 1 })
  })
})

describe('the same dates a year earlier', () => {
  const previous = (from: string, to: string) =>
    resolvePeriods(
      { period: 'dates', from, to, compare: 'lastYear', timeZone: 'Europe/Paris' },
      Date.parse('2029-01-10T09:00:00Z'),
    ).previous

  it('are whole months where whole months are asked for, with the 29th of February', () => {
    expect(previous('2025-02-01', '2025-02-28')).toMatchObject({
      firstDate: '2024-02-01',
      lastDate: '2024-02-29',
      days: 29,
    })
    expect(previous('2028-02-01', '2028-02-29')).toMatchObject({
      lastDate: '2027-02-28',
      days: 28,
    })
    expect(previous('2025-01-01', '2025-02-28').lastDate).toBe('2024-02-29')
  })

  it('stay the same dates where days are asked for', () => {
    expect(previous('2025-02-22', '2025-02-28')).toMatchObject({
      firstDate: '2024-02-22',
      lastDate: '2024-02-28',
    })
    expect(previous('2028-02-29', '2028-02-29')).toMatchObject({
      firstDate: '2027-02-28',
      lastDate: '2027-02-28',
    })
  })
})

describe('the time zone of the business', () => {
  const days = async () =>
    (await app.client.dashboard.overview({ period: 'days7' })).period.lastDate

  it('says which day it is wherever no other zone is asked for', async () => {
    app.host.clock.set(Date.parse('2026-11-22T12:30:00Z'))
    await app.client.settings.update({ timeZone: 'Pacific/Auckland' })
    expect(await days()).toBe('2026-11-23')
    await app.client.settings.update({ timeZone: 'America/New_York' })
    expect(await days()).toBe('2026-11-22')
  })

  it('is refused if nobody knows it', async () => {
    await expect(app.client.settings.update({ timeZone: 'Europe/Atlantis' })).rejects.toThrow()
    expect((await app.client.settings.get()).timeZone).toBeNull()
  })
})
