// The page that names and orders the stages, and the words every other page takes from it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'
import { usualStages, type StageSetting } from '#shared/rules/leads/stages.ts'
import CrmStagesPage from '../../../src-renderer/features/crm/stages/CrmStagesPage.vue'
import { createTranslator, nameStages } from '../../../src-renderer/i18n/i18n.ts'
import { answer, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, wordsOf, write } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)
beforeEach(forgetAnswers)
let close = () => undefined as void
afterEach(() => close())

async function mount() {
  answer('crm.stages.set', { items: [] })
  answer('crm.tasks.due', { overdue: 0, today: 0, next: [] })
  const page = await mountPage(CrmStagesPage, '/crm/stages')
  close = page.close
  return page.element
}
const save = (element: HTMLElement) => byId<HTMLButtonElement>(element, 'stages-save')
const orderOf = (element: HTMLElement) =>
  [...element.querySelectorAll<HTMLElement>('[data-testid^="stage-row-"]')].map((row) =>
    row.dataset['testid']?.replace('stage-row-', ''),
  )
const key = (element: HTMLElement, name: string) =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key: name, altKey: true, bubbles: true }))

it('sends a name of one’s own, and ours as ours whatever was typed before', async () => {
  const element = await mount()
  expect(save(element).disabled).toBe(true)
  await write(element, 'stage-name-proposal', ' Devis envoyé ')
  await write(element, 'stage-name-new', 'Prospect')
  await write(element, 'stage-name-new', 'Nouveau')
  await click(save(element))
  expect(inputsOf('crm.stages.set')).toEqual([
    {
      items: leadStatuses.map((status) => ({
        status,
        name: status === 'proposal' ? 'Devis envoyé' : null,
      })),
    },
  ])
})

it('says which name is missing or taken, and saves nothing then', async () => {
  const element = await mount()
  await write(element, 'stage-name-new', '  ')
  expect(wordsOf(byId(element, 'stage-row-new'))).toContain('a besoin d’un nom')
  expect(byId(element, 'stage-name-new').getAttribute('aria-invalid')).toBe('true')
  await write(element, 'stage-name-new', 'GAGNE')
  expect(wordsOf(byId(element, 'stage-row-new'))).toContain('s’appelle déjà ainsi')
  expect(wordsOf(byId(element, 'stage-row-won'))).not.toContain('s’appelle déjà ainsi')
  expect(save(element).disabled).toBe(true)
  await click(save(element))
  expect(inputsOf('crm.stages.set')).toEqual([])
  await click(byId(element, 'stage-reset-new'))
  expect(byId<HTMLInputElement>(element, 'stage-name-new').value).toBe('Nouveau')
})

it('moves by the keyboard too, never past the end of the open ones, and goes back whole', async () => {
  const element = await mount()
  key(byId(element, 'stage-name-new'), 'ArrowDown')
  key(byId(element, 'stage-name-negotiation'), 'ArrowDown')
  key(byId(element, 'stage-name-won'), 'ArrowDown')
  await vi.waitFor(() =>
    expect(orderOf(element)).toEqual(['contacted', 'new', ...leadStatuses.slice(2)]),
  )
  await click(byId(element, 'stages-reset'))
  expect(orderOf(element)).toEqual([...leadStatuses])
  expect(save(element).disabled).toBe(true)
})

it('gives every sentence the user’s words, signs of messages included, and ours back', async () => {
  const { global } = await createTranslator('fr')
  const own = (name: string | null): StageSetting[] =>
    usualStages.map((stage) => (stage.status === 'won' ? { ...stage, name } : stage))
  for (const name of ['Signé', "Signé | {name} @:x {'a'} %", '<b>Signé</b>']) {
    nameStages(global, 'fr', own(name))
    expect(global.t('stages.won')).toBe(name)
    expect(global.t('stages.lost')).toBe('Perdu')
  }
  nameStages(global, 'fr', own(null))
  expect(global.t('stages.won')).toBe('Gagné')
})
