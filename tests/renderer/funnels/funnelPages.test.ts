// The views of funnels with data, without, and with a backend that refuses: never blank, and never
// a number that was not measured.
import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import FunnelListPage from '../../../src-renderer/features/funnels/list/FunnelListPage.vue'
import FunnelPageEditor from '../../../src-renderer/features/funnels/editor/FunnelPageEditor.vue'
import FunnelPublish from '../../../src-renderer/features/funnels/publishing/FunnelPublish.vue'
import FunnelStats from '../../../src-renderer/features/funnels/figures/FunnelStats.vue'
import { h } from 'vue'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'

const answers = vi.hoisted(() => new Map<string, (input: unknown) => unknown>())
vi.mock('../../../src-renderer/api/connectApi.ts', () => ({
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
vi.mock('../../../src-renderer/ui/charts/EChart.vue', () => ({ default: { render: () => null } }))

const theme = {
  accent: '#2457c5',
  font: 'sans' as const,
  tone: 'light' as const,
  corners: 'round' as const,
}
const summary = {
  id: 5,
  name: 'Inscription',
  pageType: 'optin' as const,
  slug: 'inscription',
  position: 0,
  url: null,
}
const moment = '2026-11-01T08:00:00.000Z'
const funnel = {
  id: 1,
  name: 'Guide',
  description: '',
  funnelType: 'lead_magnet' as const,
  isActive: false,
  isArchived: false,
  language: 'fr' as const,
  theme,
  confirmationAccountId: null,
  emails: [],
  publishedAt: null as string | null,
  createdAt: moment,
  updatedAt: moment,
  pages: [summary],
}
const blocks: PageBlock[] = [
  { key: 'aaaa', kind: 'text', text: 'Bonjour' },
  { key: 'bbbb', kind: 'divider' },
]
const page = {
  ...summary,
  funnelId: 1,
  blocks,
  seo: { title: '', description: '' },
  offer: null,
  paths: {},
  flow: { x: 0, y: 0 },
  updatedAt: moment,
}
const noStats = {
  currency: 'EUR',
  revenueByCurrency: [],
  importedTotals: null,
  visitors: 0,
  leads: 0,
  sales: 0,
  revenue: 0,
  conversionRate: 0,
  steps: [],
  sources: [],
}
const relay = { paired: false, url: null, lastPullAt: null, lastError: null, waitingEvents: null }

let opened: Awaited<ReturnType<typeof mountPage>> | undefined
const find = (id: string) =>
  opened?.element.querySelector<HTMLElement>(`[data-testid="${id}"]`) ?? null
beforeEach(() => {
  answers.clear()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  opened?.close()
  vi.unstubAllGlobals()
})

test('An empty list says what a funnel is for and offers the first', async () => {
  answers.set('funnels.list', () => ({ items: [], total: 0, nextCursor: null }))
  opened = await mountPage(FunnelListPage, '/funnels')
  expect(opened.element.textContent).toContain('Aucun tunnel pour le moment')
  expect(find('first-funnel')).not.toBeNull()
})

test('A funnel that was never published shows dashes and is not asked for figures', async () => {
  const asked = vi.fn(() => noStats)
  answers.set('funnels.list', () => ({ items: [funnel], total: 1, nextCursor: null }))
  answers.set('funnels.stats', asked)
  opened = await mountPage(FunnelListPage, '/funnels')
  expect(find('funnel-row')?.textContent).toContain('—')
  expect(find('funnel-row')?.textContent).toContain('Brouillon')
  expect(asked).not.toHaveBeenCalled()
})

test('The editor adds, edits, undoes and saves by itself', async () => {
  const saved = vi.fn((input: unknown) => ({
    ...page,
    ...(typeof input === 'object' ? input : {}),
    updatedAt: '2026-11-02T08:00:00.000Z',
  }))
  answers.set('funnels.pages.update', saved)
  answers.set('funnels.pages.preview', () => ({
    html: '<!doctype html><p>Aperçu</p>',
    bytes: 12_000,
  }))
  opened = await mountPage(
    { render: () => h(FunnelPageEditor, { funnel, page }) },
    '/funnels/1/pages/5',
  )
  const rows = () => opened?.element.querySelectorAll('[data-testid="block-row"]').length
  expect(rows()).toBe(2)
  expect(find('preview-weight')?.textContent).toContain('12 ko')
  find('block-add')?.click()
  find('add-faq')?.click()
  await flushPromises()
  expect(rows()).toBe(3)
  expect(find('page-fields')?.textContent).toContain('Question 1')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))
  await flushPromises()
  expect(rows()).toBe(2)
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Z', ctrlKey: true, shiftKey: true }))
  await flushPromises()
  expect(rows()).toBe(3)
  // On a busy machine what was undone is saved, too, before it is done again.
  await vi.waitFor(
    () =>
      expect(saved.mock.calls.at(-1)?.[0]).toMatchObject({
        id: 5,
        blocks: [{ kind: 'text' }, { kind: 'faq' }, { kind: 'divider' }],
      }),
    60_000,
  )
})

test('Statistics of an unpublished funnel are unknown, not zero', async () => {
  answers.set('funnels.stats', () => noStats)
  opened = await mountPage({ render: () => h(FunnelStats, { funnel }) }, '/funnels/1/stats')
  for (const name of ['visitors', 'leads', 'sales', 'revenue', 'conversion'])
    expect(find(`figure-${name}`)?.textContent).toContain('—')
  expect(opened.element.textContent).toContain('Rien n’a été mesuré')
})

test('A relay that refuses is quoted in its own words', async () => {
  answers.set('funnels.check', () => [{ problem: 'no_thank_you', pageId: null }])
  answers.set('funnels.relay.status', () => relay)
  answers.set('funnels.relay.pair', () => {
    throw new ORPCError('UNPROCESSABLE', {
      status: 422,
      data: { reason: 'relay_refused', detail: 'This code was already used.' },
    })
  })
  opened = await mountPage({ render: () => h(FunnelPublish, { funnel }) }, '/funnels/1/publish')
  expect(find('funnel-problems')?.textContent).toContain('page de remerciement')
  for (const [id, value] of [
    ['relay-address', 'http://127.0.0.1:9000'],
    ['relay-code', 'ABCD'],
  ] as const) {
    const input = opened.element.querySelector<HTMLInputElement>(`input[data-testid="${id}"]`)
    if (input) input.value = value
    input?.dispatchEvent(new Event('input', { bubbles: true }))
  }
  await flushPromises()
  opened.element
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await flushPromises()
  expect(opened.element.querySelector('[role="alert"]')?.textContent).toContain(
    'This code was already used.',
  )
})
