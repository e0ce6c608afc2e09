// What is to be done, as it is shown: groups and days, the page, the next action of a lead, and the
// history with its filter.
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { h } from 'vue'
import type { Task } from '#shared/contract/crm/tasks.ts'
import type { TimelineEntry } from '#shared/contract/crm/timeline.ts'
import CrmNextAction from '../../src-renderer/features/crm/tasks/CrmNextAction.vue'
import CrmTasksPage from '../../src-renderer/features/crm/tasks/CrmTasksPage.vue'
import {
  groupOf,
  movedTo,
  quickDay,
  quickDays,
} from '../../src-renderer/features/crm/tasks/taskDates.ts'
import CrmTimeline from '../../src-renderer/features/crm/timeline/CrmTimeline.vue'
import { useNotices } from '../../src-renderer/stores/notices.store.ts'
import { answer, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, submit, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const today = { date: '2026-11-29', timeZone: 'Europe/Paris' }
const task = (more: Partial<Task> = {}): Task => ({
  ...{ id: 1, title: 'Rappeler', dueAt: '2026-11-29', leadId: null, campaignId: null },
  ...{ repeats: null, doneAt: null, kind: 'task', interactionId: null, leadName: null },
  ...{ campaignName: null, createdAt: '2026-11-01T08:00:00.000Z' },
  updatedAt: '2026-11-01T08:00:00.000Z',
  ...more,
})
const page = <T>(items: T[]) => ({ items, total: items.length, nextCursor: null })

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answer('crm.tasks.due', { overdue: 1, today: 1, ...today })
})
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})

test('groups are by the day of the business, and a moment is late once it is past', () => {
  const now = Date.parse('2026-11-29T11:00:00Z')
  const group = (dueAt: string | null) => groupOf({ dueAt }, today, now)
  expect(group(null)).toBe('none')
  expect(group('2026-11-28')).toBe('overdue')
  expect(group('2026-11-29')).toBe('today')
  expect(group('2026-11-29T10:59:00Z')).toBe('overdue')
  expect(group('2026-11-29T22:30:00Z')).toBe('today')
  expect(group('2026-11-29T23:30:00Z')).toBe('week')
  expect(group('2026-12-06')).toBe('week')
  expect(group('2026-12-07')).toBe('later')
})

test('a day is chosen by a click, and keeps the time of the clock', () => {
  expect(quickDays.map((choice) => quickDay(choice, '2026-11-29'))).toEqual([
    '2026-11-29',
    '2026-11-30',
    '2026-12-02',
    '2026-11-30',
  ])
  expect(quickDay('nextWeek', '2026-11-30')).toBe('2026-12-07')
  expect(movedTo('2026-12-01', '2026-11-29', 'Europe/Paris')).toBe('2026-12-01')
  expect(movedTo('2026-12-01', null, 'Europe/Paris')).toBe('2026-12-01')
  // 09:00 in summer is 09:00 in winter.
  expect(movedTo('2026-12-01', '2026-07-01T07:00:00Z', 'Europe/Paris')).toBe(
    '2026-12-01T08:00:00.000Z',
  )
})

describe('the list', () => {
  it('says what is late and what comes, does one by a click and takes that back', async () => {
    answer(
      'crm.tasks.list',
      page([task({ id: 3, title: 'Écrire', dueAt: '2026-11-20' }), task({ id: 4, dueAt: null })]),
    )
    answer('crm.tasks.update', task({ id: 3 }))
    mounted = await mountPage(CrmTasksPage, '/crm/tasks')
    expect(wordsOf(byId(mounted.element, 'tasks-overdue'))).toMatch(
      /En retard.*Écrire.*ven\. 20 nov\./,
    )
    expect(wordsOf(byId(mounted.element, 'tasks-none'))).toContain('Rappeler')
    await click(byId(mounted.element, 'task-done'))
    useNotices().notices[0]?.action?.run()
    await flushPromises()
    expect(inputsOf('crm.tasks.update')).toMatchObject([
      { id: 3, doneAt: expect.any(String) as string },
      { id: 3, doneAt: null },
    ])
  })

  it('walks by the arrows and deletes by the key', async () => {
    answer('crm.tasks.list', page([task({ id: 3 }), task({ id: 4, title: 'Autre' })]))
    answer('crm.tasks.delete', undefined)
    mounted = await mountPage(CrmTasksPage, '/crm/tasks')
    const [first, second] = [...mounted.element.querySelectorAll<HTMLElement>('[data-task]')]
    first?.focus()
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    expect(document.activeElement).toBe(second)
    second?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
    await flushPromises()
    expect(inputsOf('crm.tasks.delete')).toEqual([{ id: 4 }])
  })

  it('is never blank without a task', async () => {
    answer('crm.tasks.list', page([]))
    mounted = await mountPage(CrmTasksPage, '/crm/tasks')
    expect(wordsOf(mounted.element)).toContain('Rien à faire')
  })

  it('adds one with a day and how often', async () => {
    answer('crm.tasks.list', page([]))
    answer('crm.tasks.create', task())
    mounted = await mountPage(CrmTasksPage, '/crm/tasks')
    await click(byId(mounted.element, 'task-new'))
    await write(mounted.element, 'task-title', 'Facture')
    await write(mounted.element, 'task-date', '5/12/2026')
    await submit(mounted.element, 'task-save')
    expect(inputsOf('crm.tasks.create')).toEqual([
      { title: 'Facture', dueAt: '2026-12-05', repeats: null, leadId: null },
    ])
  })
})

describe('the next action of a lead', () => {
  const view = { render: () => h(CrmNextAction, { leadId: 7 }) }

  it('is planned by one click, under the word typed or a usual one', async () => {
    answer('crm.tasks.list', page([]))
    answer('crm.tasks.create', task())
    mounted = await mountPage(view, '/')
    await click(byId(mounted.element, 'next-tomorrow'))
    await write(mounted.element, 'next-title', 'Envoyer le devis')
    await click(byId(mounted.element, 'next-inThreeDays'))
    expect(inputsOf('crm.tasks.create')).toEqual([
      { title: 'Relancer', dueAt: '2026-11-30', leadId: 7 },
      { title: 'Envoyer le devis', dueAt: '2026-12-02', leadId: 7 },
    ])
  })

  it('is done by one click, and then the next is asked for', async () => {
    answer('crm.tasks.list', page([task({ leadId: 7 })]))
    answer('crm.tasks.update', task({ leadId: 7 }))
    mounted = await mountPage(view, '/')
    expect(mounted.element.querySelector('[data-testid="next-today"]')).toBeNull()
    await click(byId(mounted.element, 'task-done'))
    expect(wordsOf(byId(mounted.element, 'next-action'))).toContain('C’est fait. Et ensuite ?')
    expect(byId(mounted.element, 'next-today')).toBeTruthy()
  })
})

describe('the history of a lead', () => {
  const common = { at: '2026-11-20T08:00:00.000Z', isPlanned: false }
  const entries: TimelineEntry[] = [
    {
      ...{
        ...common,
        kind: 'message',
        id: 1,
        campaignId: 2,
        campaignName: 'Lettre',
        letter: null,
        isOpenable: true,
      },
      ...{
        state: 'failed',
        reason: 'refused_recipient',
        reply: '550 No such user',
        isSandbox: false,
      },
      email: 'zoe@exemple.example',
    },
    { ...common, kind: 'stage', id: 2, from: 'new', to: 'qualified' },
    { ...common, kind: 'task', id: 3, task: task({ doneAt: common.at }) },
    { ...common, kind: 'import', id: 4, fileName: 'salon.csv' },
    { ...common, kind: 'creation', id: 4 },
  ]

  it('says what a server answered, and is narrowed by a chip', async () => {
    answer('crm.leads.timeline', { items: entries, total: null, nextCursor: null })
    mounted = await mountPage({ render: () => h(CrmTimeline, { leadId: 7, name: 'Zoé' }) }, '/')
    const words = wordsOf(mounted.element)
    for (const said of [
      'Lettre',
      'Échec · Adresse refusée par le serveur',
      '550 No such user',
      'De Nouveau à Qualifié',
      'Fait : Rappeler',
      'Importé de salon.csv',
      'Ajouté au CRM',
    ])
      expect(words).toContain(said)
    await click(byId(mounted.element, 'timeline-messages'))
    expect(inputsOf('crm.leads.timeline')).toMatchObject([
      { id: 7 },
      { id: 7, kinds: 'message,received,click' },
    ])
  })
})
