// Analytics as a user sees it: waiting, without data, broken and full; the charts themselves are
// drawn in the browser tests.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closedLeadsNeeded, type ForecastReport } from '#shared/contract/analytics.contract.ts'
import { openLeadStatuses } from '#shared/leadFields/leadStatus.ts'
import AnalyticsPage from '../../src-renderer/features/analytics/AnalyticsPage.vue'
import { answer, fail, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)
vi.mock('../../src-renderer/ui/charts/EChart.vue', () => ({ default: { render: () => null } }))

const period = {
  from: '2026-10-23T22:00:00.000Z',
  to: '2026-11-22T23:00:00.000Z',
  firstDate: '2026-10-24',
  lastDate: '2026-11-22',
  days: 30,
}
const sources = {
  period,
  items: [
    { source: 'salon', leads: 40, value: 12_000, won: 10, wonAmount: 3_000, winShare: 0.25 },
    { source: null, leads: 8, value: 0, won: 0, wonAmount: 0, winShare: 0 },
  ],
  others: 2,
}
const stageOf = (status: (typeof openLeadStatuses)[number]): ForecastReport['stages'][number] => ({
  status,
  leads: 4,
  value: 2_000,
  won: 1,
  lost: 2,
  rate: null,
  expected: null,
})
const tooLittle: ForecastReport = {
  closedNeeded: closedLeadsNeeded,
  stages: openLeadStatuses.map(stageOf),
  estimate: null,
  leftOut: { leads: 20, value: 10_000 },
}
const estimated: ForecastReport = {
  ...tooLittle,
  stages: tooLittle.stages.map((stage) => ({
    ...stage,
    won: 6,
    lost: 6,
    rate: { value: 0.5, low: 0.3, high: 0.7 },
    expected: 1_000,
  })),
  estimate: { expected: 5_000, low: 3_000, high: 7_000, draws: 2_000, leads: 20, value: 10_000 },
  leftOut: { leads: 0, value: 0 },
}

let opened: Awaited<ReturnType<typeof mountPage>>
const open = async (path: string, language: 'fr' | 'en' = 'fr') =>
  (opened = await mountPage(AnalyticsPage, path, { language, route: '/analytics/:view?' }))
beforeEach(() => {
  forgetAnswers()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  opened.close()
  vi.unstubAllGlobals()
})

const words = {
  fr: {
    question: 'D’où viennent les leads arrivés dans la période',
    empty: 'Aucun lead n’est arrivé dans cette période',
    failed: 'Ce qui était enregistré est conservé',
    rows: [
      ['salon', '40', '12 000 €', '10', '25 %', '3 000 €'],
      ['Sans source', '8', '0 €', '0', '0 %', '0 €'],
    ],
    others: 'Et 2 autres, non affichés.',
    tooLittle: '3 affaires closes, il en faut 10',
    interval: 'Entre 3 000 € et 7 000 €',
    sum: '5 000 €',
  },
  en: {
    question: 'Where do the leads of the period come from',
    empty: 'No lead arrived in this period',
    failed: 'What was saved is kept',
    rows: [
      ['salon', '40', '€12,000', '10', '25%', '€3,000'],
      ['No source', '8', '€0', '0', '0%', '€0'],
    ],
    others: 'And 2 more, not shown.',
    tooLittle: '3 closed leads, 10 are needed',
    interval: '€3,000 and €7,000',
    sum: '€5,000',
  },
}

describe.each(['fr', 'en'] as const)('analytics (%s)', (language) => {
  const said = words[language]

  it('holds its place while it counts', async () => {
    const { element } = await open('/analytics', language)
    expect(element.querySelector('[aria-busy="true"]')).not.toBeNull()
    expect(wordsOf(element)).not.toContain(said.question)
  })

  it('says that nobody came, instead of drawing nothing', async () => {
    answer('analytics.sources', { period, items: [], others: 0 })
    const { element } = await open('/analytics', language)
    expect(wordsOf(element)).toContain(said.empty)
    expect(element.querySelector('[data-testid="save-table"]')).toBeNull()
  })

  it('says that it could not count, and counts when asked again', async () => {
    fail('analytics.sources')
    const { element } = await open('/analytics', language)
    const alert = element.querySelector('[role="alert"]')!
    expect(wordsOf(alert)).toContain(said.failed)
    answer('analytics.sources', sources)
    await click(alert.querySelector('button')!)
    expect(wordsOf(element)).toContain(said.question)
  })

  it('has the figures as a table, each with the way to its leads', async () => {
    answer('analytics.sources', sources)
    const { element } = await open('/analytics', language)
    const table = byId(element, 'show-table')
    await click(table.querySelector('input') ?? table)
    const rows = [...element.querySelectorAll('tbody tr')]
    expect(rows.map((row) => [...row.children].map(wordsOf))).toEqual(said.rows)
    const link = rows[0]?.querySelector('a')?.getAttribute('href')
    expect(new URL(link ?? '', 'http://x').searchParams.get('source')).toBe('salon')
    expect(wordsOf(element)).toContain(said.others)
  })

  it('foretells nothing from too little, and says how much is missing', async () => {
    answer('analytics.forecast', tooLittle)
    const { element } = await open('/analytics/forecast', language)
    expect(wordsOf(byId(element, 'forecast-sum'))).toContain(said.tooLittle)
  })

  it('gives a forecast with its interval', async () => {
    answer('analytics.forecast', estimated)
    const { element } = await open('/analytics/forecast', language)
    const sum = wordsOf(byId(element, 'forecast-sum'))
    expect(sum).toContain(said.sum)
    expect(sum).toContain(said.interval)
  })
})

it('A period in the address is what is asked for', async () => {
  answer('analytics.sources', sources)
  const { element } = await open('/analytics?period=days90')
  expect(inputsOf('analytics.sources')[0]).toMatchObject({ period: 'days90' })
  expect(element.querySelector('[data-testid="period"]')).not.toBeNull()
})

it('The present has no period: a forecast offers none', async () => {
  answer('analytics.forecast', estimated)
  const { element } = await open('/analytics/forecast')
  expect(element.querySelector('[data-testid="period"]')).toBeNull()
  expect(element.querySelector('[data-testid="print-report"]')).not.toBeNull()
})
