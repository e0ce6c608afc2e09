// The flow as it is drawn, the figures as they are charted, the page as its form holds it.
import { expect, test } from 'vitest'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import { flowEdges, flowNodes } from '../../../src-renderer/features/funnels/flow/flowElements.ts'
import {
  emailEdges,
  emailNodes,
  readDelay,
  toMinutes,
} from '../../../src-renderer/features/funnels/flow/flowEmails.ts'
import {
  firstView,
  flowPaths,
  flowPlaces,
  freePlace,
  pathKindsOf,
  tidyPlaces,
} from '../../../src-renderer/features/funnels/flow/flowGraph.ts'
import { funnelState } from '../../../src-renderer/features/funnels/list/funnelState.ts'
import {
  isPageFieldSavable,
  isPaymentUrlFine,
  isSlugFine,
  isVideoUrlFine,
  keepTyping,
  pageToForm,
  slugOf,
} from '../../../src-renderer/features/funnels/flow/pageForm.ts'
import {
  periodOf,
  readDays,
  writeDays,
} from '../../../src-renderer/features/funnels/figures/periods.ts'
import { stepsOption } from '../../../src-renderer/features/funnels/figures/steps.chart.ts'
import { colours } from '../../../src-renderer/styles/tokens.ts'

const page = (id: number, more: Partial<FunnelPage> = {}): FunnelPage => ({
  id,
  name: `Page ${id}`,
  pageType: 'optin',
  slug: `page-${id}`,
  position: id,
  url: null,
  funnelId: 1,
  blocks: [],
  seo: { title: '', description: '' },
  offer: null,
  paths: {},
  flow: { x: 0, y: 0 },
  updatedAt: '2026-11-01T08:00:00.000Z',
  ...more,
})
const pages = [
  page(1, { paths: { next: 2 } }),
  page(2, { pageType: 'sales', paths: { accepted: 3, declined: 4 } }),
  page(3, { pageType: 'thank_you', paths: { next: 99 } }),
  page(4, { pageType: 'downsell', paths: { accepted: 3, declined: null } }),
]

test('Paths lead to pages that are still there', () => {
  expect(flowPaths(pages).map(({ id, to }) => `${id} ${to}`)).toEqual([
    '1-next 2',
    '2-accepted 3',
    '2-declined 4',
    '4-accepted 3',
  ])
})

test('An offer is taken or declined, other steps lead on, and a path already drawn is always shown', () => {
  expect(pathKindsOf(page(1))).toEqual(['next'])
  expect(pathKindsOf(page(1, { pageType: 'upsell' }))).toEqual(['accepted', 'declined'])
  expect(pathKindsOf(page(1, { pageType: 'upsell', paths: { next: 3 } }))).toEqual([
    'next',
    'accepted',
    'declined',
  ])
})

test('Steps that were never placed stand in columns by the longest way from the first; placed ones stay', () => {
  const places = flowPlaces(pages)
  expect([1, 2, 3, 4].map((id) => places.get(id)?.x)).toEqual([0, 272, 816, 544])
  expect([1, 2, 3, 4].map((id) => places.get(id)?.y)).toEqual([0, 0, 0, 270])
  const placed = pages.map((one, index) => ({ ...one, flow: { x: index, y: 5 } }))
  expect(flowPlaces(placed).get(4)).toEqual({ x: 3, y: 5 })
  expect(tidyPlaces(placed).get(2)).toEqual({ x: 272, y: 0 })
  expect(freePlace(placed)).toEqual({ x: 275, y: 5 })
})

test('A circle of paths is laid out all the same', () => {
  expect(tidyPlaces([page(1, { paths: { next: 2 } }), page(2, { paths: { next: 1 } })]).size).toBe(
    2,
  )
})

test('Steps nothing leads to stand below, and never one on another', () => {
  const places = tidyPlaces([...pages, page(5), page(6)])
  expect(places.get(5)).toEqual({ x: 0, y: 540 })
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(6)
})

test('The flow is first seen whole, or legible from its beginning', () => {
  expect(firstView(new Map([[1, { x: 0, y: 0 }]]), { width: 800, height: 600 })).toEqual({
    x: 297,
    y: 190,
    zoom: 1,
  })
  const long = new Map(Array.from({ length: 20 }, (_, at) => [at, { x: at * 272, y: 0 }]))
  expect(firstView(long, { width: 800, height: 600 })).toMatchObject({ x: 32, zoom: 0.7 })
})

test('Nodes carry what was measured and what is wrong; without measure they carry nothing', () => {
  const stats = {
    visitors: 4,
    answered: 1,
    leads: 1,
    sales: 0,
    revenue: 0,
    currency: 'EUR',
    revenueByCurrency: [],
    importedTotals: null,
    conversionRate: 25,
    sources: [],
    steps: [
      {
        pageId: 1,
        name: 'Page 1',
        pageType: 'optin' as const,
        visitors: 4,
        conversions: 1,
        conversionRate: 25,
        paths: [],
        left: 3,
      },
    ],
  }
  const nodes = flowNodes({
    pages,
    places: flowPlaces(pages),
    stats,
    problems: [
      { problem: 'unreachable', pageId: 4 },
      { problem: 'no_thank_you', pageId: null },
    ],
    selectedId: 2,
  })
  expect(nodes.map(({ data }) => data?.figures?.visitors ?? null)).toEqual([4, null, null, null])
  expect(nodes[3]?.data?.problems).toEqual(['unreachable'])
  expect(nodes.map(({ data }) => data?.isFirst)).toEqual([true, false, false, false])
  expect(flowEdges(pages, (kind) => kind)[1]).toMatchObject({
    source: '2',
    target: '3',
    sourceHandle: 'accepted',
    ariaLabel: 'Page 2 → Page 3 (accepted)',
  })
})

test('E-mails hang below the step whose form starts them, in the order they are sent', () => {
  const email = (id: number, more: object = {}) => ({
    id,
    funnelId: 1,
    pageId: null,
    campaignId: id,
    delayMinutes: 0,
    isOn: true,
    isHeld: false,
    isPaused: false,
    isComplete: true,
    places: [],
    name: 'N',
    sequence: {
      id: 1,
      name: 'E-mails',
      stepKey: `e${id}`,
      isOn: true,
      isPlain: true,
      isSkipped: false,
    },
    subject: `S${id}`,
    sent: 0,
    waiting: 0,
    ...more,
  })
  const drawing = {
    emails: [email(1), email(2), email(3, { pageId: 2 }), email(4, { pageId: 99 })],
    pages,
    problems: [{ problem: 'email_off' as const, pageId: null, emailId: 2 }],
    selectedId: 3,
  }
  const nodes = emailNodes(drawing)
  expect(nodes.map(({ parentNode }) => parentNode)).toEqual(['1', '1', '2', '1'])
  expect(nodes.map(({ position }) => position.y - (nodes[0]?.position.y ?? 0))).toEqual([
    0, 78, 0, 156,
  ])
  expect(nodes.map(({ data }) => [data?.problem, data?.isSelected])).toEqual([
    [null, false],
    ['email_off', false],
    [null, true],
    [null, false],
  ])
  expect(
    emailEdges(drawing, (subject) => subject).map(({ source, target }) => `${source} ${target}`),
  ).toEqual(['1 email-1', 'email-1 email-2', '2 email-3', 'email-2 email-4'])
  expect(
    [readDelay(0), readDelay(90), readDelay(120), readDelay(2880)].map(
      ({ count, unit }) => `${count} ${unit}`,
    ),
  ).toEqual(['0 minutes', '90 minutes', '2 hours', '2 days'])
  expect([toMinutes(2, 'days'), toMinutes(-1, 'hours'), toMinutes(999, 'days')]).toEqual([
    2880, 0, 259_200,
  ])
})

test('Answers that lead the same way are one line that names them', () => {
  const edges = flowEdges(
    [page(1, { pageType: 'sales', paths: { next: 2, accepted: 2, declined: 2 } }), page(2)],
    (kind) => kind,
  )
  expect(edges).toHaveLength(1)
  expect(edges[0]).toMatchObject({
    sourceHandle: 'accepted',
    label: { children: [{ children: 'accepted' }, { children: 'declined' }] },
    ariaLabel: 'Page 1 → Page 2 (next, accepted, declined)',
  })
})

const step = (visitors: number, conversions: number) => ({
  pageId: visitors,
  name: `Étape ${visitors}`,
  pageType: 'optin' as const,
  visitors,
  conversions,
  conversionRate: visitors === 0 ? 0 : (conversions / visitors) * 100,
  paths: [],
  left: null,
})

test('The chart draws the numbers given, the first step on top', () => {
  const option = stepsOption([step(200, 50), step(40, 10)], colours.light, {
    visitors: 'Visites',
    conversions: 'Conversions',
    number: String,
    percent: (value) => `${value} %`,
  })
  expect(option.series).toMatchObject([
    { name: 'Visites', data: [200, 40] },
    { name: 'Conversions', data: [50, 10] },
  ])
  expect(option.yAxis).toMatchObject({ inverse: true, data: ['Étape 200', 'Étape 40'] })
})

test('A period is whole days, today included', () => {
  const now = new Date(2026, 10, 22, 15, 30)
  const { from, to } = periodOf('days7', now, null)
  expect(new Date(from ?? '')).toEqual(new Date(2026, 10, 16))
  expect(new Date(to ?? '')).toEqual(new Date(2026, 10, 23))
  expect(periodOf('all', now, null)).toEqual({})
  expect(periodOf('chosen', now, null)).toEqual({})
  expect(periodOf('chosen', now, [now.getTime(), now.getTime()])).toEqual({
    from: new Date(2026, 10, 22).toISOString(),
    to: new Date(2026, 10, 23).toISOString(),
  })
})

test('Exact days stand in the address, and what is none is not taken', () => {
  const days: [number, number] = [new Date(2026, 10, 1).getTime(), new Date(2026, 10, 22).getTime()]
  expect(writeDays(days)).toBe('2026-11-01_2026-11-22')
  expect(readDays(writeDays(days))).toEqual(days)
  expect([readDays('2026-11-22_2026-11-01'), readDays('x'), readDays(undefined)]).toEqual([
    null,
    null,
    null,
  ])
})

test('The state of a funnel is one word', () => {
  expect(funnelState({ isActive: true, isArchived: true })).toBe('archived')
  expect(funnelState({ isActive: true, isArchived: false })).toBe('active')
  expect(funnelState({ isActive: false, isArchived: false })).toBe('draft')
})

test('An address is made of the words typed, and only secure links are taken', () => {
  expect(slugOf('  Guide d’été : les 10 idées ')).toBe('guide-d-ete-les-10-idees')
  expect(slugOf('…')).toBe('')
  expect(isSlugFine(slugOf('Ça marche'))).toBe(true)
  expect(isSlugFine('')).toBe(false)
  expect([
    isPaymentUrlFine(''),
    isPaymentUrlFine('https://pay.example/x'),
    isPaymentUrlFine('http://pay.example'),
    isPaymentUrlFine('javascript:alert(1)'),
  ]).toEqual([true, true, false, false])
  expect([
    isVideoUrlFine(''),
    isVideoUrlFine('https://v.example/1'),
    isVideoUrlFine('https:/'),
  ]).toEqual([true, true, false])
})

test('What the contract would refuse waits in the form', () => {
  expect(isPageFieldSavable('name', ' ')).toBe(false)
  expect(isPageFieldSavable('slug', 'Pas Bien')).toBe(false)
  expect(isPageFieldSavable('blocks', [{ key: 'aaaa', kind: 'text', text: 'Bonjour' }])).toBe(true)
  expect(isPageFieldSavable('seo', { title: 'x'.repeat(71), description: '' })).toBe(false)
})

test('A space at the end of a word being typed survives what the backend trims', () => {
  const saved = pageToForm(
    page(1, {
      blocks: [{ key: 'aaaa', kind: 'faq', title: 'Des questions', items: [] }],
      seo: { title: 'Un titre', description: '' },
    }),
  )
  const draft = {
    ...saved,
    blocks: [{ key: 'aaaa', kind: 'faq' as const, title: 'Des questions ', items: [] }],
    seo: { title: 'Un titre ', description: '' },
  }
  expect(keepTyping(draft, saved)).toMatchObject({ blocks: draft.blocks, seo: draft.seo })
  const elsewhere = { ...saved, blocks: [] }
  expect(keepTyping(draft, elsewhere).blocks).toEqual([])
})
