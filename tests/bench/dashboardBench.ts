// The dashboard and analytics at ten thousand leads and at many more, in one run: they must answer
// in the blink they take when small.
import { join } from 'node:path'
import { createTestApp, type TestApp } from '../support/testApp.ts'
import { makeEarlierDatabase } from '../support/earlierDatabase.ts'
import { createTestHost } from '../support/testHost.ts'
import { databaseFile } from '#main/app/createApp.ts'
import { percentile, type BenchRow } from './benchReport.ts'
import { fillBusiness, type Size } from './dashboardRows.ts'

const small: Size = { leads: 10_000, events: 50_000 }
const calls = 100

/**
 * Fills a database of the version before the totals were kept, and lets the application migrate it.
 */
async function openBusiness(size: Size): Promise<{ app: TestApp; seconds: number }> {
  const host = await createTestHost()
  await makeEarlierDatabase(join(host.dataFolder, databaseFile), 4, (connection) =>
    fillBusiness(connection, size, host.clock.now()),
  )
  const began = performance.now()
  const app = await createTestApp({ dataFolder: host.dataFolder })
  return { app, seconds: (performance.now() - began) / 1000 }
}

function procedures({ client }: TestApp): Record<string, () => Promise<unknown>> {
  const year = { period: 'days365', compare: 'lastYear' } as const
  return {
    'dashboard, 30 days': () => client.dashboard.overview({}),
    'dashboard, 365 days': () => client.dashboard.overview(year),
    'dashboard, to do today': () => client.dashboard.today({}),
    'dashboard, activity': () => client.dashboard.activity({}),
    'analytics, sources': () => client.analytics.sources(year),
    'analytics, stages': () => client.analytics.stages(year),
    'analytics, cohorts': () => client.analytics.cohorts({}),
    'analytics, campaigns': () => client.analytics.campaigns(year),
    'analytics, funnels': () => client.analytics.funnels(year),
    'analytics, forecast': () => client.analytics.forecast(),
    'analytics, attribution': () => client.analytics.attribution(year),
  }
}

type Times = { small: number[]; large: number[] }

/** Both by turns, call by call: whatever else the machine does falls on both. */
async function measure(smaller: TestApp, larger: TestApp): Promise<Map<string, Times>> {
  const [first, second] = [procedures(smaller), procedures(larger)]
  const results = new Map<string, Times>()
  for (const [name, call] of Object.entries(second)) {
    const times: Times = { small: [], large: [] }
    // Ten first that do not count: what is measured is a window in use, not a cold file.
    for (let index = -10; index < calls; index += 1) {
      const one = await timed(first[name] ?? call)
      const other = await timed(call)
      if (index < 0) continue
      times.small.push(one)
      times.large.push(other)
    }
    results.set(name, times)
  }
  return results
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await call()
  return performance.now() - began
}

/**
 * The bound in milliseconds is of the 95th of a hundred calls; the ratio compares the middle ones,
 * which a busy machine distorts least.
 */
export async function benchDashboard(size: Size): Promise<BenchRow[]> {
  const before = await openBusiness(small)
  const { app, seconds } = await openBusiness(size)
  const results = await measure(before.app, app)
  await before.app.remove()
  await app.remove()
  const rows = [...results].map(([name, times]): BenchRow => {
    const value = percentile(times.large, 0.95)
    const middle = percentile(times.large, 0.5)
    const ratio = middle / percentile(times.small, 0.5)
    return {
      name: `${name}, p95 (median ${middle.toFixed(1)})`,
      leads: size.leads,
      value,
      unit: 'ms',
      ratio,
      target: '<= 50 ms, <= 1.5 of 10k',
      ok: value <= 50 && ratio <= 1.5,
    }
  })
  return [
    ...rows,
    {
      name: `migrating ${size.events.toLocaleString('en')} events`,
      leads: size.leads,
      value: seconds,
      unit: 's',
      ratio: null,
      target: '',
      ok: true,
    },
  ]
}
