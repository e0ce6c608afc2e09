// The dashboard's figures against what was done: periods, time zones, stages worked back, nothing invented.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lastDays } from '#main/features/dashboard/calendarDays.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const day = 24 * 60 * 60 * 1000
const overview = () => app.client.dashboard.overview({ days: 30, timeZone: 'Europe/Paris' })

describe('the dashboard', () => {
  it('is all zeros when there is nothing', async () => {
    const { figures, chart } = await overview()
    expect(figures).toEqual({
      leads: { value: 0, current: 0, previous: 0 },
      campaigns: { value: 0, current: 0, previous: 0 },
      emailsSent: { value: 0, current: 0, previous: 0 },
      conversion: { value: 0, current: 0, previous: null },
    })
    expect(chart).toHaveLength(30)
    expect(chart.at(-1)?.date).toBe('2026-11-22')
    expect(await app.client.dashboard.activity({})).toEqual([])
  })

  it('compares with the thirty days before, and works conversion back from the stage changes', async () => {
    const end = app.host.clock.now()
    app.host.clock.set(end - 45 * day)
    const early = await app.client.crm.leads.create({ firstName: 'a', status: 'won' })
    const moved = await app.client.crm.leads.create({ firstName: 'b' })
    app.host.clock.set(end - 10 * day)
    await app.client.crm.leads.create({ firstName: 'c' })
    await app.client.crm.leads.create({ firstName: 'd' })
    await app.client.crm.leads.update({ id: moved.id, status: 'contacted' })
    await app.client.crm.leads.update({ id: moved.id, status: 'won' })
    await app.client.crm.leads.update({ id: early.id, status: 'lost' })
    app.host.clock.set(end)
    const { figures, chart } = await overview()
    expect(figures.leads).toEqual({ value: 4, current: 2, previous: 2 })
    expect(figures.conversion).toEqual({ value: 25, current: 25, previous: 50 })
    expect(chart.find((point) => point.date === '2026-11-12')).toEqual({ date: '2026-11-12', leads: 2, emailsSent: 0, won: 1 })
    expect(chart.reduce((sum, point) => sum + point.leads, 0)).toBe(2)
  })

  it('lists what happened, newest first, an import as one line', async () => {
    const lead = await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Roux' })
    app.host.clock.advance(1000)
    await app.client.crm.interactions.create({ id: lead.id, type: 'call' })
    app.host.clock.advance(1000)
    await app.client.crm.leads.update({ id: lead.id, status: 'won' })
    app.host.clock.advance(1000)
    await app.client.crm.imports.run({ file: new File(['email\na@exemple.fr\nb@exemple.fr\n'], 'salon.csv') })
    const activity = await app.client.dashboard.activity({})
    expect(activity.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
      ['leads_imported', 'salon.csv', '2'],
      ['stage_changed', 'Zoé Roux', 'won'],
      ['interaction', 'Zoé Roux', 'call'],
      ['lead_created', 'Zoé Roux', 'won'],
    ])
  })
})

describe('lastDays', () => {
  it('follows a zone across its changes of clock time', () => {
    const spring = lastDays(3, Date.parse('2026-03-30T10:00:00Z'), 'Europe/Paris')
    expect(spring.map((entry) => entry.date)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
    expect(spring.map((entry) => (entry.to - entry.from) / 3_600_000)).toEqual([24, 23, 24])
    const autumn = lastDays(2, Date.parse('2026-10-25T22:59:59Z'), 'Europe/Paris')
    expect(autumn.map((entry) => [entry.date, (entry.to - entry.from) / 3_600_000])).toEqual([
      ['2026-10-24', 24],
      ['2026-10-25', 25],
    ])
  })

  it('knows which day it is on the other side of the world', () => {
    const at = Date.parse('2026-01-01T00:30:00Z')
    expect(lastDays(1, at, 'Pacific/Kiritimati')[0]?.date).toBe('2026-01-01')
    expect(lastDays(1, at, 'America/Los_Angeles')[0]?.date).toBe('2025-12-31')
    expect(lastDays(1, at, 'America/Los_Angeles')[0]?.from).toBe(Date.parse('2025-12-31T08:00:00Z'))
  })
})
