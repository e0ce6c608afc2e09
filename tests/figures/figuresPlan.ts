// Asks a made-up business for figures of random periods in five time zones, and compares each with a
// plain count. From a seed: what differs can be asked for again.
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { PeriodChoice } from '#shared/contract/period.ts'
import {
  attributionFigures,
  cohortFigures,
  dayOf,
  forecastFigures,
  funnelFigures,
  periodFigures,
  sourceFigures,
  stageFigures,
  type Span,
} from './figuresModel.ts'
import { edges, makeBusiness, zones, type Business } from './randomBusiness.ts'

export type FiguresPlan = { seed: number; figures: number; steps: number }
export type FiguresReport = {
  compared: number
  byZone: Record<string, number>
  /** What differs, the first ten, in words. */
  differences: string[]
}

const day = 24 * 60 * 60 * 1000
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const daysLater = (date: string, days: number) => dateOf(Date.parse(date) + days * day)
const daysFrom = (first: string, last: string) => (Date.parse(last) - Date.parse(first)) / day

type Asked = Pick<PeriodChoice, 'compare'> & { from: string; to: string; timeZone: string }

export async function compareFigures(plan: FiguresPlan): Promise<FiguresReport> {
  const business = await makeBusiness(plan.seed, plan.steps)
  const report: FiguresReport = { compared: 0, byZone: {}, differences: [] }
  try {
    for (let round = 0; report.compared < plan.figures; round += 1) {
      const zone = zones[round % zones.length] as string
      const before = report.compared
      const compare = comparer(report, `seed ${plan.seed}, round ${round}, ${zone}`)
      await compareRound(business, zone, compare)
      report.byZone[zone] = (report.byZone[zone] ?? 0) + report.compared - before
      if (report.differences.length >= 10) break
    }
  } finally {
    await business.app.remove()
  }
  return report
}

type Compare = (what: string, actual: unknown, expected: unknown) => void

/** Every number (or null) of the expected figures is one figure. */
function comparer(report: FiguresReport, where: string): Compare {
  const compare = (what: string, actual: unknown, expected: unknown): void => {
    if (expected !== null && typeof expected === 'object') {
      for (const [name, value] of Object.entries(expected))
        compare(`${what}.${name}`, (actual as Record<string, unknown> | null)?.[name], value)
      return
    }
    if (typeof expected === 'string' ? actual === expected : isSame(actual, expected)) {
      if (typeof expected !== 'string') report.compared += 1
      return
    }
    report.compared += 1
    report.differences.push(`${where}: ${what} is ${String(actual)}, counted ${String(expected)}`)
  }
  return compare
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'number' && typeof other === 'number' && Math.abs(one - other) < 1e-6)

/** Some begin on the day of something that happened or on which clocks change, or on the next. */
function randomPeriod({ random, facts }: Business, timeZone: string): Asked {
  const lead = random.of(facts.leads)
  const happened = random.of([lead.created, lead.wonAt ?? lead.created, random.of(edges)])
  const from =
    random.below(3) === 0
      ? daysLater('2024-01-01', random.below(870))
      : daysLater(dayOf(happened, timeZone), random.below(2))
  const length = random.of([1, 2, 7, 28, 29, 31, 90, 180, 400])
  const whole = random.below(4) === 0
  const compare = random.of(['before', 'lastYear'] as const)
  if (!whole) return { from, to: daysLater(from, length - 1), compare, timeZone }
  const month = `${from.slice(0, 7)}-01`
  const next = daysLater(month, 32).slice(0, 7)
  return { from: month, to: daysLater(`${next}-01`, -1), compare, timeZone }
}

/** The period compared with, by the rule as it is written: whole months with whole months. */
function comparedWith({ from, to, compare, timeZone: zone }: Asked): Span {
  if (compare === 'before')
    return { first: daysLater(from, -daysFrom(from, to) - 1), last: daysLater(from, -1), zone }
  const yearBefore = (date: string) => {
    const same = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`
    return same.endsWith('-02-29') ? same.replace('29', '28') : same
  }
  const isWhole = from.endsWith('-01') && daysLater(to, 1).endsWith('-01')
  const [year = 0, month = 0] = yearBefore(to).split('-').map(Number)
  return {
    first: from.endsWith('-02-29') ? `${Number(from.slice(0, 4)) - 1}-02-28` : yearBefore(from),
    last: isWhole ? dateOf(Date.UTC(year, month, 0)) : yearBefore(to),
    zone,
  }
}

async function compareRound(business: Business, zone: string, compare: Compare): Promise<void> {
  const { app, facts } = business
  const asked = randomPeriod(business, zone)
  const span: Span = { first: asked.from, last: asked.to, zone }
  const { dashboard, analytics } = app.client
  const what = `${asked.from}–${asked.to} ${asked.compare}`
  compareOverview(compare, `overview ${what}`, await dashboard.overview(asked), {
    ...{ span, facts, earlier: comparedWith(asked) },
  })
  const sources = await analytics.sources(asked)
  const bySource = Object.fromEntries(sources.items.map((item) => [item.source ?? '', item]))
  for (const item of sourceFigures(facts, span))
    compare(`sources ${what} ${item.source}`, bySource[item.source ?? ''], item)
  compare(
    `sources ${what}`,
    { count: sources.items.length },
    {
      count: sourceFigures(facts, span).length,
    },
  )
  compare(`stages ${what}`, (await analytics.stages(asked)).stages, stageFigures(facts, span))
  await compareAttribution(business, asked, span, compare)
  for (const item of (await analytics.funnels(asked)).items) {
    const { visitors, ...counted } = funnelFigures(facts, item.id, span)
    // Never published: nothing can have been measured, unless something was.
    compare(`funnel ${item.id} ${what}`, item, { ...counted, visitors: visitors || null })
  }
  await compareOutOfPeriod(business, zone, compare)
}

type Counting = { span: Span; facts: Business['facts']; earlier: Span }

function compareOverview(
  compare: Compare,
  what: string,
  { figures, period, previous, standing, sandboxMessages, chart }: DashboardOverview,
  { span, facts, earlier }: Counting,
): void {
  compare(what, period, { firstDate: span.first, lastDate: span.last })
  compare(what, previous, { firstDate: earlier.first, lastDate: earlier.last })
  const [now, before] = [periodFigures(facts, span), periodFigures(facts, earlier)]
  compare(what, figures, {
    leads: { value: facts.leads.length, current: now.arrived, previous: before.arrived },
    won: { value: now.won, current: now.won, previous: before.won },
    wonAmount: { current: now.wonAmount, previous: before.wonAmount },
    emailsSent: { current: now.sent, previous: before.sent },
    conversion: { current: now.conversion, previous: before.conversion },
  })
  compare(
    what,
    { standing, sandboxMessages },
    {
      ...{ standing: now.standing, sandboxMessages: now.sandboxed },
    },
  )
  for (const [index, point] of chart.entries()) {
    const next = chart[index + 1]?.date
    const last = next === undefined ? span.last : daysLater(next, -1)
    const { arrived, won, sent } = periodFigures(facts, { ...span, first: point.date, last })
    compare(`${what} ${point.date}`, point, { leads: arrived, won, emailsSent: sent })
  }
}

async function compareAttribution(
  { app, facts }: Business,
  asked: Asked,
  span: Span,
  compare: Compare,
): Promise<void> {
  const what = `attribution ${asked.from}–${asked.to}`
  const { items, wins, amount } = await app.client.analytics.attribution(asked)
  const { won, wonAmount } = periodFigures(facts, span)
  compare(what, { wins, amount }, { wins: won, amount: wonAmount })
  const shown = new Map(
    items.map((item): [string, (typeof items)[number]] => [
      `${item.kind} ${item.id ?? item.name ?? ''}`,
      item,
    ]),
  )
  const counted = attributionFigures(facts, span)
  compare(what, { items: shown.size }, { items: counted.size })
  for (const [key, part] of counted)
    compare(`${what} ${key}`, shown.get(key), {
      ...{ wins: part.wins, first: part.first / 100 },
      ...{ last: part.last / 100, linear: part.linear / 100 },
    })
}

/** Cohorts and the forecast's history: of months, and of all that ever closed. */
async function compareOutOfPeriod(
  { app, facts }: Business,
  zone: string,
  compare: Compare,
): Promise<void> {
  await app.client.settings.update({ timeZone: zone })
  const { months } = await app.client.analytics.cohorts({ months: 24 })
  compare('cohorts', { last: months.at(-1)?.month }, { last: dayOf(facts.now, zone).slice(0, 7) })
  compare(
    'cohorts',
    months,
    cohortFigures(
      facts,
      months.map(({ month }) => month),
      zone,
    ),
  )
  compare('forecast', (await app.client.analytics.forecast()).stages, forecastFigures(facts))
}
