// Pages with data, without, and with a backend that fails: never blank.
import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import CrmPage from '../../src-renderer/features/crm/CrmPage.vue'
import DashboardPage from '../../src-renderer/features/dashboard/DashboardPage.vue'
import EmailOutboxPage from '../../src-renderer/features/email/sending/EmailOutboxPage.vue'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'

const answers = vi.hoisted(() => new Map<string, (input: unknown) => unknown>())
vi.mock('../../src-renderer/api/connectApi.ts', () => ({
  connectApi: () => ({
    link: {
      call: (path: readonly string[], input: unknown) => {
        const answer = answers.get(path.join('.'))
        return answer ? Promise.resolve().then(() => answer(input)) : new Promise(() => undefined)
      },
    },
    renew: () => undefined,
  }),
}))
vi.mock('../../src-renderer/ui/charts/EChart.vue', () => ({ default: { render: () => null } }))

const stage = { count: 0, value: 0 }
const byStatus = {
  new: { count: 1, value: 1200 },
  contacted: stage,
  qualified: stage,
  proposal: stage,
  negotiation: stage,
  won: stage,
  lost: stage,
}
const pipeline = { totalLeads: 1, totalValue: 1200, conversionRate: 0, byStatus }
const lead = {
  id: 7,
  email: 'lea@exemple.example',
  firstName: 'Léa',
  lastName: 'Moreau',
  phone: null,
  company: null,
  jobTitle: null,
  status: 'new',
  score: 10,
  source: null,
  estimatedValue: 1200,
  tags: [],
  notes: null,
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-01T08:00:00.000Z',
  lastContactAt: null,
  otherData: {},
  owner: null,
  emails: [],
  phones: [],
  lostReason: null,
  nextAction: null,
  stageSince: '2026-11-01T08:00:00.000Z',
}
const figure = (value: number) => ({ value, current: value, previous: null })
const overview = (leads: number) => ({
  days: 30,
  from: '2026-10-23T00:00:00.000Z',
  to: '2026-11-22T00:00:00.000Z',
  period: {
    from: '2026-10-23T00:00:00.000Z',
    to: '2026-11-22T00:00:00.000Z',
    firstDate: '2026-10-23',
    lastDate: '2026-11-21',
    days: 30,
  },
  previous: {
    from: '2026-09-23T00:00:00.000Z',
    to: '2026-10-23T00:00:00.000Z',
    firstDate: '2026-09-23',
    lastDate: '2026-10-22',
    days: 30,
  },
  figures: {
    leads: figure(leads),
    won: figure(0),
    wonAmount: figure(0),
    campaigns: figure(0),
    funnels: figure(0),
    emailsSent: figure(0),
    conversion: figure(0),
  },
  standing: { leads: 40, won: 3 },
  sandboxMessages: 0,
  funnelTraffic: null,
  unit: 'day',
  chart: [{ date: '2026-11-01', leads, emailsSent: 0, won: 0 }],
  pipeline,
})

let opened: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answers.clear()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  opened?.close()
  vi.unstubAllGlobals()
})

test('The first run offers an import, a lead and example data, and no figures of nothing', async () => {
  answers.set('dashboard.overview', () => overview(0))
  opened = await mountPage(DashboardPage, '/dashboard')
  for (const id of ['first-import', 'first-lead', 'first-demo'])
    expect(opened.element.querySelector(`[data-testid="${id}"]`)).not.toBeNull()
  expect(opened.element.querySelector('[data-testid="figure-leads"]')).toBeNull()
})

test('Without a lead, figures stand once a campaign is there; unknown changes are a dash', async () => {
  const { figures, ...rest } = overview(0)
  answers.set('dashboard.overview', () => ({
    ...rest,
    figures: { ...figures, campaigns: figure(1) },
  }))
  opened = await mountPage(DashboardPage, '/dashboard')
  for (const id of ['first-import', 'figure-leads', 'figure-emails'])
    expect(opened.element.querySelector(`[data-testid="${id}"]`)).not.toBeNull()
  expect(opened.element.querySelector('[data-testid="figure-leads"]')?.textContent).toContain('—')
})

test('The dashboard shows its figures and the pipeline', async () => {
  answers.set('dashboard.overview', () => overview(1))
  answers.set('dashboard.activity', () => [])
  opened = await mountPage(DashboardPage, '/dashboard')
  expect(opened.element.textContent).toContain('Pipeline par étape')
  expect(opened.element.querySelector('[data-testid="first-demo"]')).toBeNull()
})

test('A period of the past says what was true at its end, what is of today, and how many days are compared', async () => {
  const shown = overview(900)
  answers.set('dashboard.overview', () => ({
    ...shown,
    period: { ...shown.period, days: 28 },
    previous: { ...shown.previous, days: 29 },
  }))
  answers.set('dashboard.activity', () => [])
  opened = await mountPage(DashboardPage, '/dashboard?period=dates&from=2025-02-01&to=2025-02-28')
  const words = (name: string) =>
    opened?.element.querySelector(`[data-testid="figure-${name}"]`)?.textContent
  expect(words('conversion')).toContain('3 gagnés sur 40')
  expect(words('leads')).toMatch(/^Leads40/)
  expect(words('campaigns')).toContain('aujourd’hui')
  expect(words('conversion')).not.toContain('aujourd’hui')
  expect(opened.element.querySelector('[data-testid="period-dates-shown"]')?.textContent).toContain(
    '28 jours contre 29',
  )
})

test('A failing backend gives a sentence, a way to try again, and details', async () => {
  answers.set('dashboard.overview', () => {
    throw new ORPCError('INTERNAL_SERVER_ERROR', { status: 500 })
  })
  opened = await mountPage(DashboardPage, '/dashboard')
  expect(opened.element.querySelector('[role="alert"]')?.textContent).toContain(
    'Ce qui était enregistré est conservé',
  )
  expect(opened.element.textContent).toContain('Copier les détails')
})

test('The lead list asks with the filter of the address and opens a lead by keyboard', async () => {
  const asked = vi.fn((_input: unknown) => ({ items: [lead], total: null, nextCursor: null }))
  answers.set('crm.leads.list', asked)
  answers.set('crm.leads.count', () => ({ total: 1 }))
  answers.set('crm.leads.get', () => lead)
  answers.set('crm.pipeline.stats', () => pipeline)
  opened = await mountPage(CrmPage, '/crm?status=new&q=lé&sort=-score')
  expect(asked.mock.calls[0]?.[0]).toMatchObject({
    status: 'new',
    search: 'lé',
    sort: '-score',
    withTotal: false,
  })
  const grid = opened.element.querySelector<HTMLElement>('[role="grid"]')
  for (const key of ['ArrowDown', 'Enter'])
    grid?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await flushPromises()
  expect(opened.path()).toContain('lead=7')
  expect(opened.element.querySelector('[data-testid="lead-panel"]')?.textContent).toContain(
    'Léa Moreau',
  )
  opened.element
    .querySelector('[data-testid="lead-panel"]')
    ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(opened.path()).not.toContain('lead=')
})

test('An empty outbox says what it is for', async () => {
  answers.set('email.outbox.status', () => ({
    engine: 'running',
    waiting: 0,
    uncertain: 0,
    offline: false,
    sandboxOnly: true,
    sending: [],
    blockedAccounts: [],
  }))
  opened = await mountPage(EmailOutboxPage, '/email/outbox')
  expect(opened.element.textContent).toContain('Rien à envoyer')
})
