// 8,000 real leads and 842 closed deals (Olist, for tests only, never part of this repository)
// through the real import: every figure equals a plain computation over the files. Skipped, and
// said so, where the files are not there.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/olist')
const isThere = existsSync(folder)
if (!isThere) console.log('The Olist files are not beside the project: their test is skipped.')

type Lead = { id: string; arrived: number; source: string; wonAt: number | null; cents: number }
const rowsOf = (name: string): Record<string, string>[] =>
  parse(readFileSync(resolve(folder, `olist_${name}_dataset.csv`)), { columns: true, bom: true })

function readLeads(): Lead[] {
  const deals = new Map(rowsOf('closed_deals').map((deal) => [deal['mql_id'], deal]))
  return rowsOf('marketing_qualified_leads').map((row) => {
    const deal = deals.get(row['mql_id'])
    return {
      id: row['mql_id'] ?? '',
      arrived: Date.parse(`${row['first_contact_date']}T00:00:00Z`),
      source: row['origin'] ?? '',
      wonAt: deal === undefined ? null : Date.parse(`${deal['won_date']?.replace(' ', 'T')}Z`),
      cents: Math.round(Number(deal?.['declared_monthly_revenue'] ?? 0) * 100),
    }
  })
}

const day = 24 * 60 * 60 * 1000
const whole = { period: 'dates', from: '2017-01-01', to: '2018-12-31', timeZone: 'UTC' } as const
const moment = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

const bySource = (leads: Lead[]) =>
  new Map(
    [...new Set(leads.map(({ source }) => source))].map((source) => [
      source,
      leads.filter((lead) => lead.source === source),
    ]),
  )

describe.skipIf(!isThere)('the Olist funnel', () => {
  let app: TestApp
  let leads: Lead[]
  beforeAll(async () => {
    leads = readLeads()
    app = await createTestApp()
    app.host.clock.set(Date.parse('2018-12-31T12:00:00Z'))
    const lines = leads.map(
      (lead) =>
        `${lead.id}@olist.example,${lead.source},${moment(lead.arrived)},${lead.wonAt === null ? 'new' : 'won'},${lead.wonAt === null ? '' : moment(lead.wonAt)},${lead.cents / 100}`,
    )
    const buckets = await app.client.crm.imports.run({
      file: new File(
        [['email,source,created at,status,won at,value', ...lines].join('\n')],
        'olist.csv',
      ),
    })
    expect(buckets).toMatchObject({ total: 8_000, created: 8_000, invalid: 0 })
  }, 120_000)
  afterAll(() => app?.remove())

  const won = () => leads.filter((lead) => lead.wonAt !== null)
  const sum = (some: Lead[]) => some.reduce((total, { cents }) => total + cents, 0) / 100

  it('has the dashboard of a plain count, whole and in any period', async () => {
    const all = await app.client.dashboard.overview(whole)
    expect([all.figures.leads.value, all.figures.won.value, all.figures.wonAmount.value]).toEqual([
      8_000,
      842,
      sum(won()),
    ])
    expect(all.figures.conversion.value).toBe(Math.round((842 / 8_000) * 1_000) / 10)
    for (const [from, to] of [
      ['2018-01-01', '2018-03-31'],
      ['2017-06-14', '2017-06-14'],
      ['2018-02-10', '2018-05-05'],
    ] as const) {
      const [first, end] = [Date.parse(from), Date.parse(to) + day]
      const inside = (at: number | null, start = first, stop = end) =>
        at !== null && at >= start && at < stop
      const { figures, chart, unit } = await app.client.dashboard.overview({
        period: 'dates',
        from,
        to,
        timeZone: 'UTC',
      })
      const length = end - first
      expect(figures.leads).toEqual({
        value: 8_000,
        current: leads.filter((lead) => inside(lead.arrived)).length,
        previous: leads.filter((lead) => inside(lead.arrived, first - length, first)).length,
      })
      expect(figures.won.value).toBe(leads.filter((lead) => inside(lead.wonAt)).length)
      expect(figures.wonAmount.value).toBe(sum(leads.filter((lead) => inside(lead.wonAt))))
      expect(unit).toBe('day')
      for (const point of chart) {
        const start = Date.parse(point.date)
        expect([point.date, point.leads, point.won]).toEqual([
          point.date,
          leads.filter((lead) => inside(lead.arrived, start, start + day)).length,
          leads.filter((lead) => inside(lead.wonAt, start, start + day)).length,
        ])
      }
    }
  })

  it('has the sources of a plain count', async () => {
    const { items } = await app.client.analytics.sources(whole)
    const sources = bySource(leads)
    expect(
      Object.fromEntries(
        items.map((item) => [
          item.source ?? '',
          [item.leads, item.value, item.won, item.wonAmount],
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        [...sources].map(([source, own]) => [
          source,
          [
            own.length,
            sum(own),
            own.filter(({ wonAt }) => wonAt !== null).length,
            sum(own.filter(({ wonAt }) => wonAt !== null)),
          ],
        ]),
      ),
    )
  })

  it('attributes each win to its source, there being nothing else', async () => {
    const { items, amount, wins } = await app.client.analytics.attribution(whole)
    expect([wins, amount]).toEqual([842, sum(won())])
    const sources = bySource(won())
    expect(items).toHaveLength(sources.size)
    for (const item of items) {
      const own = sources.get(item.name ?? '') ?? []
      expect(item).toMatchObject({
        kind: 'source',
        wins: own.length,
        first: sum(own),
        last: sum(own),
        linear: sum(own),
      })
    }
  })

  it('moves nobody: which stages an imported lead passed is not in the file', async () => {
    const { stages } = await app.client.analytics.stages(whole)
    expect(stages.filter(({ left }) => left > 0)).toEqual([])
  })

  it('has the cohorts of a plain count', async () => {
    const { months } = await app.client.analytics.cohorts({ months: 24 })
    const now = app.host.clock.now()
    for (const month of months) {
      // One deal is dated before its lead: how long that took nobody knows.
      const own = leads.filter(
        ({ arrived, wonAt }) =>
          new Date(arrived).toISOString().startsWith(month.month) &&
          (wonAt === null || wonAt >= arrived),
      )
      expect([month.month, month.leads, month.won]).toEqual([
        month.month,
        own.length,
        own.filter(({ wonAt }) => wonAt !== null).length,
      ])
      const [year, number] = month.month.split('-').map(Number) as [number, number]
      month.shares.forEach((share, index) => {
        const isLived = now - Date.UTC(year, number, 1) >= (index + 1) * 30 * day
        const inTime = own.filter(
          ({ wonAt, arrived }) => wonAt !== null && wonAt - arrived < (index + 1) * 30 * day,
        )
        expect(share).toBe(own.length === 0 || !isLived ? null : inTime.length / own.length)
      })
    }
  })

  it('gives no forecast: no lead was seen passing a stage', async () => {
    const forecast = await app.client.analytics.forecast()
    expect(forecast.estimate).toBeNull()
    expect(forecast.stages[0]).toMatchObject({
      status: 'new',
      leads: 7_158,
      won: 0,
      lost: 0,
      rate: null,
    })
  })
})
