// The sections of the printed report, each from the very answer its view shows.
import type {
  AttributionReport,
  CampaignReport,
  CohortReport,
  ForecastReport,
  FunnelReport,
  LossReport,
  SourceReport,
  StageReport,
} from '#shared/contract/analytics.contract.ts'
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import type { StageNames } from '#shared/rules/leads/stages.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import type { ReportFormat } from './reportFormat.ts'
import { heading, printedTable, quiet, timeChart, type Cell, type Node } from './reportPages.ts'
import { worded, type ReportWords } from './reportWords.ts'

/** @property zone of the days that are told */
export type Writing = {
  words: ReportWords
  format: ReportFormat
  zone: string
  /** As the business calls and orders them. */
  stageNames: StageNames
  stageOrder: readonly LeadStatus[]
}
type Header = { label: string; align?: 'right'; width?: number | '*' }

const text = (label: string): Header => ({ label, width: '*' })
const figure = (label: string): Header => ({ label, align: 'right' })
const bar: Header = { label: '', width: 90 }
const shareOf = (value: number, all: number[]): Cell => ({ bar: value / Math.max(1, ...all) })

function section(
  title: string,
  headers: Header[],
  rows: Cell[][],
  { words, format }: Writing,
  others = 0,
): Node[] {
  const end = others > 0 ? [quiet(worded(words.others, { count: format.number(others) }))] : []
  return [
    heading(title),
    ...(rows.length === 0 ? [quiet(words.none)] : [printedTable({ headers, rows })]),
    ...end,
  ]
}

export function figuresSection(
  { figures, funnelTraffic, chart }: DashboardOverview,
  writing: Writing,
): Node[] {
  const { words, format } = writing
  const known = (value: number | null | undefined, write: (value: number) => string) =>
    value === null || value === undefined ? words.unknown : write(value)
  const percent = (value: number) => format.share(value / 100)
  const rows: Cell[][] = [
    [
      words.leads,
      known(figures.leads.current, format.number),
      known(figures.leads.previous, format.number),
    ],
    [words.won, format.number(figures.won.value), known(figures.won.previous, format.number)],
    [
      words.wonAmount,
      format.money(figures.wonAmount.value),
      known(figures.wonAmount.previous, format.money),
    ],
    [
      words.conversion,
      known(figures.conversion.current, percent),
      known(figures.conversion.previous, percent),
    ],
    [
      words.emails,
      format.number(figures.emailsSent.value),
      known(figures.emailsSent.previous, format.number),
    ],
    [words.visitors, known(funnelTraffic?.visitors, format.number), words.unknown],
  ]
  const series = [
    { label: words.leads, values: chart.map(({ leads }) => leads) },
    { label: words.won, values: chart.map(({ won }) => won) },
  ]
  const dates = {
    first: format.date(chart[0]?.date ?? '1970-01-01'),
    last: format.date(chart.at(-1)?.date ?? '1970-01-01'),
  }
  return [
    ...section(
      words.figures,
      [text(words.figure.name), figure(words.figure.value), figure(words.figure.before)],
      rows,
      writing,
    ),
    heading(words.chart),
    ...(chart.every(({ leads, won }) => leads === 0 && won === 0)
      ? [quiet(words.none)]
      : timeChart(series, dates, format.number)),
  ]
}

export function pipelineSection({ pipeline }: DashboardOverview, writing: Writing): Node[] {
  const { words, format, stageNames, stageOrder } = writing
  const counts = stageOrder.map((status) => pipeline.byStatus[status].count)
  const rows = stageOrder.map((status): Cell[] => {
    const { count, value } = pipeline.byStatus[status]
    return [stageNames[status], shareOf(count, counts), format.number(count), format.money(value)]
  })
  return section(
    words.pipeline,
    [text(words.stage), bar, figure(words.count), figure(words.value)],
    rows,
    writing,
  )
}

export function sourcesSection({ items, others }: SourceReport, writing: Writing): Node[] {
  const { words, format } = writing
  const counts = items.map(({ leads }) => leads)
  const rows = items.map((item): Cell[] => [
    ...[
      item.source ?? words.noSource,
      shareOf(item.leads, counts),
      format.number(item.leads),
      format.money(item.value),
    ],
    ...[format.number(item.won), format.share(item.winShare), format.money(item.wonAmount)],
  ])
  const headers = [
    text(words.source),
    bar,
    figure(words.count),
    figure(words.value),
    figure(words.wins),
    figure(words.share),
    figure(words.wonAmount),
  ]
  return section(words.sources, headers, rows, writing, others)
}

export function stagesSection({ stages, knownSince }: StageReport, writing: Writing): Node[] {
  const { words, format, zone, stageNames } = writing
  const rows = stages
    .filter(({ left }) => left > 0)
    .map((stage): Cell[] => [
      stageNames[stage.status],
      ...[stage.left, stage.forward, stage.lost, stage.back].map(format.number),
      format.decimal(stage.meanDays),
    ])
  const headers = [
    text(words.stage),
    ...[words.left, words.forward, words.lost, words.back, words.days].map(figure),
  ]
  const since =
    knownSince === null
      ? []
      : [quiet(worded(words.known, { date: format.date(dateAt(Date.parse(knownSince), zone)) }))]
  return [...section(words.stages, headers, rows, writing), ...since]
}

export function lossesSection({ items, others }: LossReport, writing: Writing): Node[] {
  const { words, format } = writing
  const counts = items.map(({ leads }) => leads)
  const rows = items.map(({ reason, leads, share, value }): Cell[] => [
    ...[reason ?? words.noReason, shareOf(leads, counts), format.number(leads)],
    ...[format.share(share), format.money(value)],
  ])
  const headers = [
    ...[text(words.reason), bar, figure(words.count)],
    ...[figure(words.lossShare), figure(words.value)],
  ]
  return section(words.losses, headers, rows, writing, others)
}

const printedSpans = [1, 2, 3, 6, 12]

export function cohortsSection({ months }: CohortReport, writing: Writing): Node[] {
  const { words, format } = writing
  const rows = months
    .filter(({ leads }) => leads > 0)
    .map((month): Cell[] => [
      format.month(month.month),
      format.number(month.leads),
      format.number(month.won),
      ...printedSpans.map((span) => format.share(month.shares[span - 1] ?? null)),
    ])
  const headers = [
    text(words.month),
    figure(words.count),
    figure(words.wins),
    ...printedSpans.map((span) => figure(worded(words.within, { days: String(span * 30) }))),
  ]
  return section(words.cohorts, headers, rows, writing)
}

export function campaignsSection({ items, others }: CampaignReport, writing: Writing): Node[] {
  const { words, format } = writing
  const rows = items.map((item): Cell[] => [
    ...[
      item.name,
      format.number(item.recipients),
      item.sent === null ? words.unknown : format.number(item.sent),
      format.number(item.failed),
    ],
    ...[format.number(item.wonAfter), format.money(item.linearAmount)],
  ])
  const headers = [
    text(words.campaign),
    ...[words.recipients, words.accepted, words.failed, words.wonAfter, words.linear].map(figure),
  ]
  return section(words.campaigns, headers, rows, writing, others)
}

export function funnelsSection({ items }: FunnelReport, writing: Writing): Node[] {
  const { words, format } = writing
  const rows = items.map((item): Cell[] => [
    ...[
      item.name,
      item.visitors === null ? words.unknown : format.number(item.visitors),
      format.number(item.leads),
    ],
    ...[format.number(item.sales), format.money(item.revenue)],
  ])
  return section(
    words.funnels,
    [text(words.funnel), ...[words.visitors, words.count, words.sales, words.revenue].map(figure)],
    rows,
    writing,
  )
}

export function forecastSection(
  { stages, estimate, closedNeeded, leftOut }: ForecastReport,
  writing: Writing,
): Node[] {
  const { words, format, stageNames } = writing
  const rows = stages.map((stage): Cell[] => [
    ...[
      stageNames[stage.status],
      format.number(stage.leads),
      format.money(stage.value),
      format.number(stage.won),
      format.number(stage.lost),
    ],
    format.share(stage.rate?.value ?? null),
    stage.rate === null
      ? words.unknown
      : `${format.share(stage.rate.low)} – ${format.share(stage.rate.high)}`,
    stage.expected === null ? words.unknown : format.money(stage.expected),
  ])
  const headers = [
    text(words.stage),
    ...[
      words.count,
      words.value,
      words.wins,
      words.lost,
      words.rate,
      words.interval,
      words.expected,
    ].map(figure),
  ]
  const said =
    estimate === null
      ? worded(words.tooLittle, { needed: format.number(closedNeeded) })
      : worded(words.estimate, {
          expected: format.money(estimate.expected),
          low: format.money(estimate.low),
          high: format.money(estimate.high),
        })
  const out =
    estimate !== null && leftOut.leads > 0
      ? [
          quiet(
            worded(words.leftOut, {
              count: format.number(leftOut.leads),
              value: format.money(leftOut.value),
            }),
          ),
        ]
      : []
  return [...section(words.forecast, headers, rows, writing), { text: said }, ...out]
}

export function attributionSection({ items, others }: AttributionReport, writing: Writing): Node[] {
  const { words, format } = writing
  const amounts = items.map(({ linear }) => linear)
  const rows = items.map((item): Cell[] => [
    ...[
      words.kind[item.kind],
      item.name ?? (item.kind === 'source' ? words.noSource : words.unknown),
      shareOf(item.linear, amounts),
      format.number(item.wins),
    ],
    ...[item.first, item.last, item.linear].map(format.money),
  ])
  const headers = [
    { label: words.touch },
    text(''),
    bar,
    ...[words.wins, words.first, words.last, words.linear].map(figure),
  ]
  return section(words.attribution, headers, rows, writing, others)
}
