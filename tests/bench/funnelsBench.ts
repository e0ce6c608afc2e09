// The figures of a funnel with a million visits, through the procedure a view calls: as quick as
// one with a thousand.
import { openConnection } from '#main/database/sqliteConnection.ts'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { percentile, type BenchRow } from './benchReport.ts'

const calls = 60
const day = 24 * 60 * 60 * 1000

/**
 * Visits of two steps over a year from forty sources, a form for every tenth; through the triggers
 * that keep the totals.
 * @returns the funnel's id
 */
async function fillFunnel(app: TestApp, visits: number): Promise<number> {
  const { id, pages } = await app.client.funnels.create({
    query: { template: 'webinar-replay-fr' },
    body: { name: `${visits}` },
  })
  const [first, second] = pages.map((page) => page.id)
  const connection = openConnection(app.services.database.path)
  const at = `${app.host.clock.now()} - (n * 2654435761 % 31536000) * 1000`
  const rows = (count: number) =>
    `WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < ${count})`
  connection.exec(`BEGIN;
    INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor, source)
      ${rows(visits)} SELECT 'v${id}-' || n, 'visit', ${at}, ${id}, CASE n % 4 WHEN 0 THEN ${second} ELSE ${first} END, 'v' || (n / 2), 'source ' || (n % 40) FROM rows;
    INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor, source)
      ${rows(visits / 10)} SELECT 'f${id}-' || n, 'form', ${at}, ${id}, ${first}, 'v' || (n * 5), '' FROM rows;
    COMMIT`)
  connection.close()
  return id
}

/**
 * Small and large by turns, so that whatever else the machine does falls on both. The bound is the
 * issue's: 100 ms for the million.
 */
export async function benchFunnels(visits: number): Promise<BenchRow[]> {
  const app = await createTestApp()
  const small = await fillFunnel(app, 1_000)
  const large = await fillFunnel(app, visits)
  const now = app.host.clock.now()
  const rows: BenchRow[] = []
  for (const days of [null, 365, 30]) {
    const period =
      days === null
        ? {}
        : { from: new Date(now - days * day).toISOString(), to: new Date(now).toISOString() }
    const times = { small: [] as number[], large: [] as number[] }
    for (let index = -5; index < calls; index += 1) {
      for (const [size, id] of [
        ['small', small],
        ['large', large],
      ] as const) {
        const began = performance.now()
        await app.client.funnels.stats({ id, ...period })
        if (index >= 0) times[size].push(performance.now() - began)
      }
    }
    const value = percentile(times.large, 0.95)
    const ratio = percentile(times.large, 0.5) / percentile(times.small, 0.5)
    const name = `funnel of ${visits.toLocaleString('en')} visits, ${days === null ? 'all time' : `${days} days`}, p95`
    rows.push({ name, leads: 0, value, unit: 'ms', ratio, target: '<= 100 ms', ok: value <= 100 })
  }
  await app.remove()
  return rows
}
