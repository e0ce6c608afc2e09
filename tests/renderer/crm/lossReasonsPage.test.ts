// Reasons for losing that are renamed: the leads that say them go along, and it can be taken back.
import { afterEach, expect, it, vi } from 'vitest'
import CrmLossReasonsPage from '../../../src-renderer/features/crm/losses/CrmLossReasonsPage.vue'
import { useNotices } from '../../../src-renderer/stores/notices.store.ts'
import { answer, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { flushPromises } from '../support/flushPromises.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, write } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

let mounted: Awaited<ReturnType<typeof mountPage>> | undefined
afterEach(() => {
  mounted?.close()
  forgetAnswers()
})

const kept = (name: string) => ({
  items: [
    { name, isArchived: false, leads: 3 },
    { name: 'Délai', isArchived: false, leads: 0 },
  ],
  ...{ others: [], isOwn: true },
})

it('says how many leads change, sends what the reason was called, and takes it back', async () => {
  answer('crm.lossReasons.list', kept('Prix'))
  answer('crm.bulk.undo', { restored: 3, kept: 0 })
  mounted = await mountPage(CrmLossReasonsPage, '/crm/settings/losses')
  const { element } = mounted
  await write(element, 'loss-name-1', 'Délais')
  await write(element, 'loss-name-0', 'PRIX')
  // Another way of writing it is no other reason; nobody says the second one.
  expect(element.textContent).not.toContain('changera dans')
  await write(element, 'loss-name-0', 'Trop cher')
  expect(element.textContent).toContain('changera dans 3 leads')
  const renames = [{ id: 7, from: 'Prix', to: 'Trop cher', leads: 3 }]
  answer('crm.lossReasons.set', { ...kept('Trop cher'), renames })
  await click(byId(element, 'losses-save'))
  await flushPromises()
  expect(inputsOf('crm.lossReasons.set')).toEqual([
    {
      items: [
        { name: 'Trop cher', isArchived: false, was: 'Prix' },
        { name: 'Délais', isArchived: false },
      ],
    },
  ])
  const notice = useNotices().notices.at(-1)
  expect(notice?.title).toBe('Motifs enregistrés, 3 leads mis à jour')
  answer('crm.lossReasons.set', { ...kept('Prix'), renames: [] })
  await notice?.action?.run()
  expect(inputsOf('crm.bulk.undo')).toEqual([{ id: 7 }])
  expect(inputsOf('crm.lossReasons.set').at(-1)).toEqual({
    items: [
      { name: 'Prix', isArchived: false },
      { name: 'Délai', isArchived: false },
    ],
  })
})
