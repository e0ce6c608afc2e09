// The page of duplicates: what the tabs count with it, and what is told when an answer is taken back.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Lead } from '#shared/contract/crm.contract.ts'
import CrmDuplicatesPage from '../../../src-renderer/features/crm/duplicates/CrmDuplicatesPage.vue'
import { useNotices } from '../../../src-renderer/stores/notices.store.ts'
import { answer, fail, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

const lead = (id: number): Lead => ({
  ...{ id, firstName: 'Zoé', lastName: 'Petit', email: `zoe${id}@exemple.fr`, phone: null },
  ...{ company: null, jobTitle: null, status: 'new', owner: null, lostReason: null },
  ...{ source: null, estimatedValue: 0, tags: [], notes: null, emails: [], phones: [] },
  ...{ emailLabel: null, phoneLabel: null, score: 10, otherData: {}, custom: {} },
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-01T08:00:00.000Z',
  lastContactAt: null,
})
const group = {
  ...{ ids: [1, 2], reasons: ['name'], isCertain: false, keep: 1 },
  leads: [lead(1), lead(2)],
}

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answer('crm.leads.duplicates.list', { items: [group], total: 7, certain: 0, isComplete: true })
  answer('crm.leads.duplicates.known', { total: null })
  answer('crm.leads.duplicates.different', undefined)
})
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})

test('the tabs count what the page has just found', async () => {
  mounted = await mountPage(CrmDuplicatesPage, '/crm/duplicates', { route: '/crm/duplicates' })
  const tab = mounted.element.querySelector('a[href="/crm/duplicates"]')
  expect(tab?.querySelector('.badge')?.textContent).toBe('7')
})

test('an answer that cannot be taken back is told, and nothing else breaks', async () => {
  mounted = await mountPage(CrmDuplicatesPage, '/crm/duplicates', { route: '/crm/duplicates' })
  await click(byId(mounted.element, 'duplicate-different'))
  const store = useNotices()
  const [said] = store.notices
  fail('crm.leads.duplicates.notDifferent')
  await expect(Promise.resolve(said?.action?.run())).resolves.not.toThrow()
  await flushPromises()
  expect(inputsOf('crm.leads.duplicates.notDifferent')).toEqual([{ ids: [1, 2] }])
  expect(store.notices.map(({ tone }) => tone)).toContain('danger')
})
