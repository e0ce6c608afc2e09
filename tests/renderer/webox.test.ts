// Moving in from WeBox IA as a user sees it: the file, what it holds, the move and its end.
import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WeboxCounts, WeboxImport, WeboxPreview } from '#shared/contract/webox.contract.ts'
import WeboxPage from '../../src-renderer/features/webox/WeboxPage.vue'
import WeboxRunPage from '../../src-renderer/features/webox/WeboxRunPage.vue'
import { answer, fail, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, click, wordsOf } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const nothing = { found: 0, created: 0, merged: 0, refused: 0 }
const counts: WeboxCounts = {
  leads: { found: 1_200, created: 1_100, merged: 90, refused: 10 },
  interactions: nothing,
  campaigns: { found: 3, created: 3, merged: 0, refused: 0 },
  funnels: nothing,
  pages: nothing,
  ads: nothing,
}
const preview: WeboxPreview = { uploadId: 'u1', fileName: 'webox.db', counts, problemCount: 12 }
const move: WeboxImport = {
  id: 5,
  fileName: 'webox.db',
  state: 'done',
  progress: 1,
  counts,
  problemCount: 0,
  keptCount: 0,
  canUndo: true,
  startedAt: '2026-11-20T08:00:00.000Z',
  finishedAt: '2026-11-20T08:01:00.000Z',
  undoneAt: null,
}

let opened: Awaited<ReturnType<typeof mountPage>>
const open = async (language: 'fr' | 'en' = 'fr') =>
  (opened = await mountPage(WeboxPage, '/settings/webox', { language, route: '/settings/webox' }))
const openRun = async (language: 'fr' | 'en' = 'fr') =>
  (opened = await mountPage(WeboxRunPage, '/settings/webox/5', {
    language,
    route: '/settings/webox/:id',
  }))
async function choose(name = 'webox.db') {
  const input = opened.element.querySelector<HTMLInputElement>('input[type="file"]')!
  Object.defineProperty(input, 'files', { value: [new File(['x'], name)], configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
}
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
    drop: 'Déposer la base de WeBox IA ici',
    holds: 'Ce que contient webox.db',
    toLookAt: '12 lignes seraient changées ou refusées',
    leads: ['Leads', '1 200', '1 100', '90', '10'],
    present: 'Tout est déjà repris',
    done: 'webox.db est repris',
    running: 'Reprise de webox.db',
    previous: 'Terminée',
    failed: 'Ce qui était enregistré est conservé',
  },
  en: {
    drop: 'Drop the database of WeBox IA here',
    holds: 'What webox.db holds',
    toLookAt: '12 rows would be changed or refused',
    leads: ['Leads', '1,200', '1,100', '90', '10'],
    present: 'Everything is here already',
    done: 'webox.db has moved in',
    running: 'webox.db',
    previous: 'Done',
    failed: 'What was saved is kept',
  },
}

describe.each(['fr', 'en'] as const)('moving in (%s)', (language) => {
  const said = words[language]

  it('asks for a file while nothing was moved before', async () => {
    answer('webox.list', { items: [] })
    const { element } = await open(language)
    expect(wordsOf(element)).toContain(said.drop)
    expect(element.querySelector('[data-testid="webox-previous"]')).toBeNull()
  })

  it('says what the file holds before anything is written', async () => {
    answer('webox.list', { items: [] })
    answer('webox.preview', preview)
    const { element } = await open(language)
    await choose()
    expect(wordsOf(element)).toContain(said.holds)
    expect(wordsOf(element)).toContain(said.toLookAt)
    const row = byId(element, 'webox-counts').querySelector('tbody tr')
    expect([...(row?.children ?? [])].map(wordsOf)).toEqual(said.leads)
    expect(inputsOf('webox.start')).toEqual([])
  })

  it('has nothing to start where everything is here', async () => {
    const present = { ...counts, leads: { ...nothing, found: 9, merged: 9 }, campaigns: nothing }
    answer('webox.list', { items: [] })
    answer('webox.preview', { ...preview, counts: present, problemCount: 0 })
    const { element } = await open(language)
    await choose()
    const button = byId<HTMLButtonElement>(element, 'webox-start')
    expect([wordsOf(button), button.disabled]).toEqual([said.present, true])
  })

  it('lists earlier moves with how they ended', async () => {
    answer('webox.list', { items: [move] })
    const { element } = await open(language)
    const previous = byId(element, 'webox-previous')
    expect(wordsOf(previous)).toContain(said.previous)
    expect(previous.querySelector('a')?.getAttribute('href')).toBe('/settings/webox/5')
  })

  it('shows the end of a move, and the way back', async () => {
    answer('webox.get', move)
    const { element } = await openRun(language)
    expect(wordsOf(element)).toContain(said.done)
    answer('webox.undo', { ...move, state: 'undoing' })
    await click(byId(element, 'webox-undo'))
    expect(inputsOf('webox.undo')).toEqual([{ id: 5 }])
  })

  it('shows how far a move is, and can stop it', async () => {
    answer('webox.get', { ...move, state: 'running', progress: 0.4, canUndo: false })
    answer('webox.cancel', { ...move, state: 'cancelled' })
    const { element } = await openRun(language)
    expect(wordsOf(element)).toContain(said.running)
    expect(wordsOf(element.querySelector('[role="status"]')!)).toMatch(/^40 ?%$/)
    await click(byId(element, 'webox-cancel'))
    expect(inputsOf('webox.cancel')).toEqual([{ id: 5 }])
  })

  it('says that a move could not be read', async () => {
    fail('webox.get')
    const { element } = await openRun(language)
    expect(wordsOf(element.querySelector('[role="alert"]')!)).toContain(said.failed)
  })
})

it('A move that is not read yet holds its place', async () => {
  const { element } = await openRun()
  expect(element.querySelector('[aria-busy="true"]')).not.toBeNull()
})

it('A file that cannot be read leaves the choice of another', async () => {
  answer('webox.list', { items: [] })
  answer('webox.preview', () => {
    throw new ORPCError('BAD_REQUEST', { status: 400 })
  })
  const { element } = await open()
  await choose('notes.txt')
  expect(element.querySelector('[role="alert"]')).not.toBeNull()
  expect(wordsOf(element)).toContain(words.fr.drop)
})

it('Started, the move has a page of its own', async () => {
  answer('webox.list', { items: [] })
  answer('webox.preview', preview)
  answer('webox.start', { ...move, state: 'running' })
  const { element, path } = await open()
  await choose()
  await click(byId(element, 'webox-start'))
  expect(inputsOf('webox.start')).toEqual([{ uploadId: 'u1' }])
  expect(path()).toBe('/settings/webox/5')
})
