// The page of people who were silent for long: whom it chooses, what it asks before it erases, and that
// it erases a few at a time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RetainedPerson } from '#shared/contract/crm/retention.ts'
import CrmRetentionPage from '../../../src-renderer/features/crm/retention/CrmRetentionPage.vue'
import { useNotices } from '../../../src-renderer/stores/notices.store.ts'
import { answer, fail, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, wordsOf, write } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

const person = (id: number, more: Partial<RetainedPerson> = {}): RetainedPerson => ({
  ...{ id, firstName: 'Zoé', lastName: `N${id}`, company: null, email: `zoe${id}@exemple.fr` },
  ...{ status: 'new', createdAt: '2020-01-15T12:00:00.000Z', lastOwnContact: null },
  ...{ lastContactAt: null, keptOut: null, keep: null, ...more },
})
const people = Array.from({ length: 45 }, (_, at) => person(at + 1))
type Asked = { view?: string; limit?: number; cursor?: string }

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
beforeEach(() => {
  answer('crm.retention.list', ({ view = 'due', limit = 50, cursor }: Asked) => {
    const all =
      view === 'due' ? people : view === 'keptOut' ? [person(90, { keptOut: 'task' })] : []
    const from = Number(cursor ?? 0)
    return {
      ...{ months: 36, before: '2023-11-29T23:00:00.000Z', total: null },
      items: all.slice(from, from + Math.min(limit, 30)),
      nextCursor: from + 30 < all.length ? String(from + 30) : null,
      counts: { due: people.length, keptOut: 1, kept: 0 },
    }
  })
  answer('crm.retention.keepMany', ({ ids }: { ids: number[] }) => ({ kept: ids.length }))
  answer('crm.retention.releaseMany', ({ ids }: { ids: number[] }) => ({ released: ids.length }))
  answer('crm.retention.erase', ({ ids }: { ids: number[] }) => ({
    ...{ erased: ids.length - 1, refusalsKept: 1, left: [{ id: ids[0], because: 'not_due' }] },
  }))
})
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})
const open = async () => {
  mounted = await mountPage(CrmRetentionPage, '/crm/retention')
  return mounted.element
}
const button = (id: string) => byId<HTMLButtonElement>(document, id)

test('says why somebody is asked about, or left aside, and counts the kinds', async () => {
  const page = await open()
  expect(wordsOf(page.querySelector('[data-testid="retained"]') ?? page)).toContain(
    'Aucun contact de sa part, ici depuis le 15 janv. 2020.',
  )
  expect(wordsOf(byId(page, 'tab-due'))).toBe('À décider (45)')
  await click(byId(page, 'tab-keptOut'))
  expect(wordsOf(page)).toContain('Une tâche est ouverte.')
  expect(page.querySelector('[data-testid="retained-erase"]')).toBeNull()
})

test('keeps nobody without a reason, and takes the decision back', async () => {
  const page = await open()
  await click(byId(page, 'retained-keep'))
  await click(button('keep-save'))
  expect(inputsOf('crm.retention.keepMany')).toEqual([])
  expect(wordsOf(document.body)).toContain('Une raison est nécessaire')
  await write(document, 'keep-reason', 'Un projet au printemps')
  await click(button('keep-save'))
  expect(inputsOf('crm.retention.keepMany')).toEqual([
    { ids: [1], reason: 'Un projet au printemps' },
  ])
  const [notice] = useNotices().notices
  await notice?.action?.run()
  await flushPromises()
  expect(inputsOf('crm.retention.releaseMany')).toEqual([{ ids: [1] }])
})

test('erases all who were chosen after one question, twenty at a time', async () => {
  const page = await open()
  expect(button('retention-erase').disabled).toBe(true)
  await click(button('retention-all'))
  expect(wordsOf(byId(page, 'retention-chosen'))).toBe('45 personnes choisies')
  await click(button('retention-erase'))
  expect(inputsOf('crm.retention.erase')).toEqual([])
  expect(wordsOf(document.body)).toContain('Effacer définitivement 45 personnes ?')
  expect(wordsOf(document.body)).toContain('Cela ne peut pas être annulé.')
  await click(button('erase-confirm'))
  await flushPromises()
  const sizes = inputsOf('crm.retention.erase').map((input) => (input as { ids: [] }).ids.length)
  expect(sizes).toEqual([20, 20, 5])
  const [notice] = useNotices().notices
  expect(notice?.title).toBe('42 personnes effacées')
  expect(notice?.text).toContain('3 n’étaient plus à décider')
  expect(notice?.action).toBeUndefined()
})

test('stops where it is closed, and says what went wrong', async () => {
  const page = await open()
  await click(byId(page, 'retention-all'))
  let goOn = () => undefined as void
  answer('crm.retention.erase', async ({ ids }: { ids: number[] }) => {
    await new Promise<void>((resolve) => (goOn = resolve))
    return { erased: ids.length, refusalsKept: 0, left: [] }
  })
  await click(button('retention-erase'))
  await click(button('erase-confirm'))
  await click(button('erase-stop'))
  goOn()
  await flushPromises()
  expect(inputsOf('crm.retention.erase')).toHaveLength(1)
  expect(useNotices().notices.at(-1)?.title).toBe('20 personnes effacées')

  fail('crm.retention.erase')
  await click(byId(page, 'retained-erase'))
  await click(button('erase-confirm'))
  expect(document.querySelector('[role="alert"]')).not.toBeNull()
})
