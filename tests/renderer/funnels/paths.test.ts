// Where visitors go: rows and streams from the same numbers, an end for what leads nowhere, the
// biggest loss by name.
import { expect, test } from 'vitest'
import type { FunnelStats } from '#shared/contract/funnelStats.ts'
import {
  biggestLoss,
  pathRows,
  pathsOption,
  type PathWords,
} from '../../../src-renderer/features/funnels/figures/paths.chart.ts'
import { colours } from '../../../src-renderer/styles/tokens.ts'

type Step = FunnelStats['steps'][number]
const step = (
  pageId: number,
  visitors: number,
  paths: Step['paths'],
  left: number | null,
): Step => ({
  ...{
    pageId,
    name: `Étape ${pageId}`,
    pageType: 'sales',
    visitors,
    conversions: 0,
    conversionRate: 0,
    paths,
    left,
  },
})
const steps = [
  step(
    1,
    200,
    [
      { outcome: 'form', toPageId: 2, visitors: 80 },
      { outcome: 'next', toPageId: 2, visitors: 20 },
    ],
    100,
  ),
  step(
    2,
    100,
    [
      { outcome: 'payment', toPageId: null, visitors: 30 },
      { outcome: 'accepted', toPageId: 3, visitors: 25 },
      { outcome: 'declined', toPageId: 1, visitors: 5 },
    ],
    40,
  ),
  step(3, 25, [], null),
]
const words: PathWords = {
  ends: { left: 'L', payment: 'P', end: 'E', back: 'B' },
  outcome: (name) => name,
  number: String,
  percent: (value) => `${value} %`,
}

test('Rows say everything the streams show', () => {
  expect(
    pathRows(steps).map(({ from, outcome, to, visitors, share }) => [
      from.pageId,
      outcome,
      to?.pageId ?? null,
      visitors,
      share,
    ]),
  ).toEqual([
    [1, 'form', 2, 80, 40],
    [1, 'next', 2, 20, 10],
    [1, 'left', null, 100, 50],
    [2, 'payment', null, 30, 30],
    [2, 'accepted', 3, 25, 25],
    [2, 'declined', 1, 5, 5],
    [2, 'left', null, 40, 40],
  ])
  const [series] = pathsOption(steps, colours.light, words).series as {
    links: { source: string; target: string; value: number }[]
    data: { name: string }[]
  }[]
  expect(series?.links.map(({ value }) => value)).toEqual([80, 20, 100, 30, 25, 5, 40])
  expect(series?.data.map(({ name }) => name)).toEqual([
    'step 1',
    'step 2',
    'step 3',
    'left',
    'payment',
    'back',
  ])
})

test('Streams only run forward, so that a way back is an end and never a circle', () => {
  const [series] = pathsOption(steps, colours.light, words).series as {
    links: { source: string; target: string; value: number }[]
  }[]
  const places = new Map(steps.map(({ pageId }, at) => [`step ${pageId}`, at]))
  for (const { source, target } of series?.links ?? [])
    expect(places.get(target) ?? 99).toBeGreaterThan(places.get(source) ?? 99)
  expect(series?.links.find(({ value }) => value === 5)?.target).toBe('back')
})

test('The biggest loss is where most people left, and none is made up', () => {
  expect(biggestLoss(steps)).toMatchObject({ from: { pageId: 1 }, visitors: 100, share: 50 })
  expect(
    biggestLoss([
      step(1, 10, [{ outcome: 'next', toPageId: null, visitors: 10 }], 0),
      step(2, 5, [], null),
    ]),
  ).toBeNull()
  expect(biggestLoss([])).toBeNull()
})
