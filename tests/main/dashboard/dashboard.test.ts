// The dashboard's figures against what was done: periods, time zones, stages worked back, nothing
// invented.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chartPoints, resolvePeriods } from '#main/features/dashboard/period.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

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
      won: { value: 0, current: 0, previous: 0 },
      wonAmount: { value: 0, current: 0, previous: 0 },
      // Nothing was ever measured on a funnel.
      funnels: { value: 0, current: null, previous: null },
      campaigns: { value: 0, current: 0, previous: 0 },
      emailsSent: { value: 0, current: 0, previous: 0 },
      conversion: { value: 0, current: null, previous: null },
    })
    expect(chart).toHaveLength(30)
    expect(chart.at(-1)?.date).toBe('2026-11-22')
    expect(await app.client.dashboard.activity({})).toEqual([])
  })

  it('compares with the thirty days before; a win that was taken back counts nowhere', async () => {
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
    expect(figures.conversion).toEqual({ value: 25, current: 25, previous: 0 })
    expect(figures.won).toEqual({ value: 1, current: 1, previous: 0 })
    expect(chart.find((point) => point.date === '2026-11-12')).toEqual({
      date: '2026-11-12',
      leads: 2,
      emailsSent: 0,
      won: 1,
    })
    expect(chart.reduce((sum, point) => sum + point.leads, 0)).toBe(2)
  })

  it('lists what happened, newest first, an import as one line', async () => {
    const lead = await app.client.crm.leads.create({ firstName: 'Zoé', lastName: 'Roux' })
    app.host.clock.advance(1000)
    await app.client.crm.interactions.create({ id: lead.id, type: 'call' })
    app.host.clock.advance(1000)
    await app.client.crm.leads.update({ id: lead.id, status: 'won' })
    app.host.clock.advance(1000)
    await app.client.crm.imports.run({
      file: new File(['email\na@exemple.fr\nb@exemple.fr\n'], 'salon.csv'),
    })
    const activity = await app.client.dashboard.activity({})
    expect(activity.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
      ['leads_imported', 'salon.csv', '2'],
      ['stage_changed', 'Zoé Roux', 'won'],
      ['interaction', 'Zoé Roux', 'call'],
      ['lead_created', 'Zoé Roux', 'won'],
    ])
  })
})

describe('periods', () => {
  const now = Date.parse('2026-11-22T09:00:00Z')
  const asked = { period: 'days30', compare: 'before', timeZone: 'Europe/Paris' } as const

  it('follow a zone across its changes of clock time', () => {
    const spring = chartPoints(
      resolvePeriods({ ...asked, period: 'dates', from: '2026-03-28', to: '2026-03-30' }, now)
        .current,
      'Europe/Paris',
    )
    expect(spring.points.map(({ date, from, until }) => [date, until - from])).toEqual([
      ['2026-03-28', 96],
      ['2026-03-29', 92],
      ['2026-03-30', 96],
    ])
    const autumn = resolvePeriods({ ...asked, days: 2 }, Date.parse('2026-10-25T22:59:59Z')).current
    expect([autumn.firstDate, autumn.lastDate, autumn.until - autumn.from]).toEqual([
      '2026-10-24',
      '2026-10-25',
      49 * 4,
    ])
  })

  it('know which day it is on the other side of the world, and refuse a zone that nobody knows', async () => {
    const at = Date.parse('2026-01-01T00:30:00Z')
    const first = (timeZone: string) => resolvePeriods({ ...asked, days: 1, timeZone }, at).current
    expect(first('Pacific/Kiritimati').firstDate).toBe('2026-01-01')
    expect(first('America/Los_Angeles').firstDate).toBe('2025-12-31')
    expect(first('America/Los_Angeles').from * 900_000).toBe(Date.parse('2025-12-31T08:00:00Z'))
    for (const timeZone of ['Nowhere/Atlantis', '', 'Paris'])
      await expect(app.client.dashboard.overview({ timeZone })).rejects.toThrow()
  })

  it.each([
    ['month', '2026-11-01', '2026-11-22', '2026-10-10', '2026-10-31'],
    ['quarter', '2026-10-01', '2026-11-22', '2026-08-09', '2026-09-30'],
    ['year', '2026-01-01', '2026-11-22', '2025-02-09', '2025-12-31'],
    ['days7', '2026-11-16', '2026-11-22', '2026-11-09', '2026-11-15'],
  ] as const)(
    '%s begins on %s, and has as many days before it',
    (period, first, last, beforeFirst, beforeLast) => {
      const { current, previous } = resolvePeriods({ ...asked, period }, now)
      expect([current.firstDate, current.lastDate, previous.firstDate, previous.lastDate]).toEqual([
        first,
        last,
        beforeFirst,
        beforeLast,
      ])
    },
  )

  it('can be compared with the same dates a year earlier, the 29th of February included', () => {
    const { previous } = resolvePeriods(
      { ...asked, period: 'dates', from: '2028-02-29', to: '2028-03-05', compare: 'lastYear' },
      now,
    )
    expect([previous.firstDate, previous.lastDate]).toEqual(['2027-02-28', '2027-03-05'])
  })

  it('are cut into weeks from Monday and into months where days would be too many', () => {
    const cut = (from: string, to: string) =>
      chartPoints(
        resolvePeriods({ ...asked, period: 'dates', from, to }, now).current,
        'Europe/Paris',
      )
    const weeks = cut('2026-01-01', '2026-06-30')
    expect([weeks.unit, ...weeks.points.slice(0, 3).map(({ date }) => date)]).toEqual([
      'week',
      '2026-01-01',
      '2026-01-05',
      '2026-01-12',
    ])
    const months = cut('2023-05-20', '2026-06-30')
    expect([months.unit, ...months.points.slice(0, 3).map(({ date }) => date)]).toEqual([
      'month',
      '2023-05-20',
      '2023-06-01',
      '2023-07-01',
    ])
  })

  it.each([
    { from: '2026-02-01', to: '2026-01-01' },
    { from: '2026-02-01' },
    { from: '2010-01-01', to: '2026-01-01' },
    // The day after has five digits of a year.
    { from: '9999-01-01', to: '9999-12-31' },
  ])('refuse %j', async (dates) => {
    expect(await errorReasonOf(app.client.dashboard.overview({ period: 'dates', ...dates }))).toBe(
      'period_invalid',
    )
  })
})

describe('what to do today', () => {
  it('names what waits, the most urgent first, and nothing else', async () => {
    expect((await app.client.dashboard.today({})).items).toEqual([])
    const quiet = await app.client.crm.leads.create({ firstName: 'a', status: 'qualified' })
    const spoken = await app.client.crm.leads.create({ firstName: 'b', status: 'qualified' })
    await app.client.crm.leads.create({ firstName: 'c', status: 'contacted' })
    await app.client.email.campaigns.create({ name: 'Brouillon' })
    app.host.clock.advance(20 * day)
    await app.client.crm.interactions.create({ id: spoken.id, type: 'call' })
    const { items, quietSince } = await app.client.dashboard.today({ quietDays: 14 })
    expect(items.map(({ kind, count }) => [kind, count])).toEqual([
      ['quiet_leads', 1],
      ['campaign_draft', 1],
    ])
    const behind = await app.client.crm.leads.list({ status: 'qualified', quietSince })
    expect(behind.items.map(({ id }) => id)).toEqual([quiet.id])
    expect(
      (await app.client.dashboard.today({ quietDays: 30 })).items.map(({ kind }) => kind),
    ).toEqual(['campaign_draft'])
  })
})

describe('the rows behind a figure', () => {
  it('are as many as the figure says', async () => {
    await app.client.crm.imports.run({
      file: new File(
        [
          'email,status,source,created at,won at\na@exemple.fr,won,Salon,2026-10-01,2026-11-10\nb@exemple.fr,won,Site,2026-11-05,2026-11-12\nc@exemple.fr,new,Salon,2026-11-05,\nd@exemple.fr,new,,2026-11-21,2026-11-21\n',
        ],
        'a.csv',
      ),
    })
    const { figures, period } = await overview()
    const count = async (filter: Parameters<TestApp['client']['crm']['leads']['count']>[0]) =>
      (await app.client.crm.leads.count(filter)).total
    expect(await count({ createdFrom: period.from, createdTo: period.to })).toBe(
      figures.leads.current,
    )
    expect(await count({ wonFrom: period.from, wonTo: period.to })).toBe(figures.won.value)
    expect([figures.leads.current, figures.won.value]).toEqual([3, 2])
    expect([
      await count({ source: 'Salon' }),
      await count({ source: '' }),
      await count({ source: 'Salon', status: 'won' }),
    ]).toEqual([2, 1, 1])
    const list = await app.client.crm.leads.list({
      search: 'exemple',
      source: 'Salon',
      createdFrom: period.from,
    })
    expect(list.items.map(({ email }) => email)).toEqual(['c@exemple.fr'])
  })
})

describe('the layout', () => {
  it('is kept, and refused where a card is missing or comes twice', async () => {
    const cards = await app.client.dashboard.layout.get()
    const turned = cards.toReversed().map(({ card }, index) => ({ card, isShown: index !== 0 }))
    expect(await app.client.dashboard.layout.save({ cards: turned })).toEqual(turned)
    expect(await app.client.dashboard.layout.get()).toEqual(turned)
    await expect(
      app.client.dashboard.layout.save({
        cards: turned.with(0, turned[1] ?? { card: 'today', isShown: true }),
      }),
    ).rejects.toThrow(/validation/i)
    expect(await app.client.dashboard.layout.get()).toEqual(turned)
  })
})
