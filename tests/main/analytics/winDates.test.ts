// The dates of wins: what a file says and nothing else, in the zone of the business, and never a path
// or a day that nobody recorded.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/testApp.ts'
import { makeSource } from '../../support/weboxFile.ts'
import { importCalls } from '../crm/import/importCalls.ts'
import { weboxCalls } from '../webox/weboxCalls.ts'
import { keptFigures, naiveFigures } from './naiveFigures.ts'

let app: TestApp
const { run } = importCalls(() => app)
const webox = weboxCalls(() => app)
beforeEach(async () => void (app = await createTestApp()))
afterEach(() => app.remove())

const winsOf = async (from: string, to: string) =>
  (await app.client.dashboard.overview({ from, to })).figures.won.value
const cohort = async (month: string) =>
  (await app.client.analytics.cohorts({ months: 36 })).months.find((each) => each.month === month)

describe('a win in a file', () => {
  it('is on the day it was on for the business', async () => {
    await app.client.settings.update({ timeZone: 'Europe/Paris' })
    await run('email,status,created at,won at\na@x.example,won,2026-03-01,2026-03-31 23:30\n')
    expect(await winsOf('2026-03-31', '2026-03-31')).toBe(1)
    expect(await winsOf('2026-04-01', '2026-04-30')).toBe(0)
  })

  it('on a bare date stays on that date in New York, and today stays today in Auckland', async () => {
    await app.client.settings.update({ timeZone: 'America/New_York' })
    await run('email,status,created at,won at\na@x.example,won,2026-03-01,2026-03-31\n')
    expect(await winsOf('2026-03-31', '2026-03-31')).toBe(1)
    await app.client.settings.update({ timeZone: 'Pacific/Auckland' })
    app.host.clock.set(Date.parse('2026-11-22T12:30:00Z'))
    const { problems } = await run('email,status,won at\nb@x.example,won,23/11/2026\n')
    expect(problems).toEqual([])
    expect(await winsOf('2026-11-23', '2026-11-23')).toBe(1)
  })

  it('before anybody arrived gives no conversion beyond all, and teaches no cohort', async () => {
    app.host.clock.set(Date.parse('2026-03-01T09:00:00Z'))
    await app.client.crm.leads.create({ firstName: 'Here', status: 'won' })
    app.host.clock.set(Date.parse('2026-11-22T09:00:00Z'))
    const rows = [1, 2, 3, 4].map((n) => `p${n}@x.example,won,2026-03-0${n + 1}\n`)
    await run(`email,status,won at\n${rows.join('')}`)
    const { figures, standing } = await app.client.dashboard.overview({
      ...{ from: '2026-03-01', to: '2026-03-31' },
    })
    expect(figures.won.value).toBe(5)
    expect(standing).toEqual({ leads: 1, won: 1 })
    expect(figures.conversion.value).toBe(100)
    const { standing: now } = await app.client.dashboard.overview({})
    expect(now).toEqual({ leads: 5, won: 5 })
    expect(await cohort('2026-03')).toMatchObject({ leads: 1, won: 1 })
    expect(await cohort('2026-11')).toMatchObject({ leads: 0, won: 0 })
    expect(keptFigures(app.services.database)).toEqual(naiveFigures(app.services.database))
  })

  it('that is corrected is no unchanged row', async () => {
    const file = (date: string) => `email,status,won at\na@x.example,won,${date}\n`
    await run(file('2026-03-10'))
    expect(await run(file('2026-03-12'))).toMatchObject({ unchanged: 1 })
    expect(await winsOf('2026-03-10', '2026-03-10')).toBe(1)
    const corrected = await run(file('2026-03-12'), undefined, { existing: 'overwrite' })
    expect(corrected).toMatchObject({ updated: 1, unchanged: 0 })
    expect([
      await winsOf('2026-03-10', '2026-03-10'),
      await winsOf('2026-03-12', '2026-03-12'),
    ]).toEqual([0, 1])
    expect(keptFigures(app.services.database)).toEqual(naiveFigures(app.services.database))
  })

  it('fills what was won on no known day', async () => {
    await run('email,status\na@x.example,won\n')
    expect(await run('email,status,won at\na@x.example,won,2026-03-12\n')).toMatchObject({
      ...{ updated: 1, unchanged: 0 },
    })
    expect(await winsOf('2026-03-12', '2026-03-12')).toBe(1)
    expect(await winsOf('2026-11-22', '2026-11-22')).toBe(0)
  })

  it('is there again when a deleted lead is taken back', async () => {
    await run('email,status,won at\na@x.example,won,2026-03-12\n')
    await app.client.crm.leads.delete({ id: 1 })
    expect(await winsOf('2026-03-12', '2026-03-12')).toBe(0)
    await app.client.crm.leads.restore({ id: 1 })
    expect(await winsOf('2026-03-12', '2026-03-12')).toBe(1)
  })
})

describe('customers and losses of a file', () => {
  it('who were known here as new teach nothing either, and are won when the file says they came', async () => {
    const people = Array.from({ length: 40 }, (_, n) => `p${n}@x.example`)
    await run(`email\n${people.join('\n')}\n`)
    const rows = people.map(
      (email, n) => `${email},${n % 4 === 0 ? 'lost' : 'won'},2025-05-0${(n % 9) + 1}`,
    )
    await run(`email,status,created at\n${rows.join('\n')}\n`)
    const { stages } = await app.client.analytics.forecast()
    expect(stages.every(({ won, lost }) => won === 0 && lost === 0)).toBe(true)
    expect(await winsOf('2025-05-01', '2025-05-09')).toBe(30)
    expect(await winsOf('2026-11-22', '2026-11-22')).toBe(0)
    expect(keptFigures(app.services.database)).toEqual(naiveFigures(app.services.database))
  })

  it('teach the forecast neither a win nor a loss: which stages they passed nobody recorded', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, n) =>
        `p${n}@x.example,${n % 3 === 0 ? 'lost' : 'won'},2026-01-01,2026-02-0${(n % 9) + 1}\n`,
    )
    await run(`email,status,created at,won at\n${rows.join('')}`)
    await app.client.crm.leads.create({ firstName: 'Open', estimatedValue: 1_000 })
    const { stages, estimate } = await app.client.analytics.forecast()
    expect(stages.every(({ won, lost, rate }) => won === 0 && lost === 0 && rate === null)).toBe(
      true,
    )
    expect(estimate).toBeNull()
    expect(
      (await app.client.analytics.stages({ from: '2026-01-01', to: '2026-12-31' })).stages,
    ).toSatisfy((all: { left: number }[]) => all.every(({ left }) => left === 0))
  })
})

describe('a customer of WeBox who is known here', () => {
  it('was won when one who is new was, not on the day of the import', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'webox-wins-'))
    const path = join(folder, 'webox.db')
    makeSource(path, (insert) => {
      for (const [id, email] of ['known@x.example', 'new@x.example'].entries())
        insert('leads', {
          ...{ id: id + 1, email, first_name: 'Zoé', status: 'WON' },
          ...{ created_at: '2025-10-19 06:50:00', updated_at: '2025-12-01 06:50:00' },
        })
    })
    await app.client.crm.leads.create({ email: 'known@x.example' })
    await webox.run(path)
    expect(webox.here('SELECT count(*) AS n FROM lead_wins')).toBe(2)
    expect(await winsOf('2025-10-19', '2025-10-19')).toBe(2)
    expect(await winsOf('2026-11-22', '2026-11-22')).toBe(0)
    expect(keptFigures(app.services.database)).toEqual(naiveFigures(app.services.database))
    await rm(folder, { recursive: true })
  })

  it('has bare dates on those dates in New York', async () => {
    await app.client.settings.update({ timeZone: 'America/New_York' })
    const folder = await mkdtemp(join(tmpdir(), 'webox-wins-'))
    const path = join(folder, 'webox.db')
    makeSource(path, (insert) => {
      insert('leads', { id: 1, email: 'a@x.example', status: 'WON', created_at: '2025-10-19' })
      insert('leads', {
        id: 2,
        email: 'b@x.example',
        status: 'WON',
        created_at: '19/10/2025 23:30',
      })
    })
    await webox.run(path)
    expect(await winsOf('2025-10-19', '2025-10-19')).toBe(2)
    await rm(folder, { recursive: true })
  })
})
