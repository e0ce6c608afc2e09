// The register of ads as a user sees it: waiting, empty, broken, full, opened and written.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ad } from '#shared/contract/ads.contract.ts'
import AdsPage from '../../src-renderer/features/ads/AdsPage.vue'
import { answer, fail, forgetAnswers, inputsOf } from './support/fakeApi.ts'
import { flushPromises } from './support/flushPromises.ts'
import { mountPage } from './support/mountPage.ts'
import { byId, submit, wordsOf, write } from './support/pageTest.ts'

vi.mock(
  '../../src-renderer/api/connectApi.ts',
  async () => (await import('./support/fakeApi.ts')).fakeConnection,
)

const ad: Ad = {
  id: 3,
  name: 'Rentrée',
  platform: 'Journal local',
  status: 'active',
  description: '',
  headline: 'Nos ateliers',
  adCopy: '',
  imageUrl: null,
  videoUrl: null,
  audience: '',
  dailyBudget: null,
  totalBudget: 300,
  startsOn: '2026-09-01',
  endsOn: null,
  impressions: 2_000,
  clicks: 50,
  conversions: null,
  spent: 120,
  resultsOrigin: 'imported',
  ctr: 2.5,
  cpc: 2.4,
  cpa: null,
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-02T08:00:00.000Z',
}
const listOf = (...items: Ad[]) => ({ items, total: items.length, nextCursor: null })

let opened: Awaited<ReturnType<typeof mountPage>>
const open = async (path = '/ads', language: 'fr' | 'en' = 'fr') =>
  (opened = await mountPage(AdsPage, path, { language }))
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
    empty: 'Aucune publicité pour le moment',
    new: 'Nouvelle publicité',
    noMatch: 'Aucune publicité ne correspond',
    again: 'Réessayer',
    row: ['Rentrée', 'Journal local', 'Active', '120 €', '50', '2,5 %', '—'],
    origin: 'importé, non mesuré',
  },
  en: {
    empty: 'No ads yet',
    new: 'New ad',
    noMatch: 'No ad matches',
    again: 'Try again',
    row: ['Rentrée', 'Journal local', 'Active', '€120', '50', '2.5%', '—'],
    origin: 'imported, not measured',
  },
}

describe.each(['fr', 'en'] as const)('the register of ads (%s)', (language) => {
  const said = words[language]

  it('holds its place while it waits', async () => {
    const { element } = await open('/ads', language)
    expect(element.querySelector('[aria-busy="true"]')).not.toBeNull()
    expect(wordsOf(element)).not.toContain(said.empty)
  })

  it('says what it is for while it is empty, and offers the first ad', async () => {
    answer('ads.list', listOf())
    const { element } = await open('/ads', language)
    expect(wordsOf(element)).toContain(said.empty)
    const primary = [...element.querySelectorAll('.n-button--primary-type')]
    expect(primary.map(wordsOf)).toEqual([said.new])
  })

  it('tells a search without result from an empty register', async () => {
    answer('ads.list', listOf())
    const { element } = await open('/ads?q=zzz&status=paused', language)
    expect(wordsOf(element)).toContain(said.noMatch)
    expect(inputsOf('ads.list')[0]).toMatchObject({ search: 'zzz', status: 'paused' })
  })

  it('offers to try again where it could not be read', async () => {
    fail('ads.list')
    const { element } = await open('/ads', language)
    const alert = element.querySelector('[role="alert"]')
    answer('ads.list', listOf(ad))
    const again = [...(alert?.querySelectorAll('button') ?? [])].find(
      (button) => wordsOf(button) === said.again,
    )
    again?.click()
    await flushPromises()
    expect(wordsOf(element)).toContain('Rentrée')
    expect(element.querySelector('[role="alert"]')).toBeNull()
  })

  it('lists ads with their figures, and a dash for what is not known', async () => {
    answer('ads.list', listOf(ad))
    const { element } = await open('/ads', language)
    const cells = [...byId(element, 'ad-row').querySelectorAll('.cell')]
    expect(cells.map(wordsOf)).toEqual(said.row)
  })

  it('says of an opened ad where its results come from', async () => {
    answer('ads.list', listOf(ad))
    answer('ads.get', ad)
    const { element } = await open('/ads?ad=3', language)
    expect(byId<HTMLInputElement>(element, 'ad-name').value).toBe('Rentrée')
    expect(wordsOf(byId(element, 'ad-origin'))).toBe(said.origin)
    expect(wordsOf(byId(element, 'ad-cpa'))).toBe('—')
  })
})

describe('a new ad', () => {
  it('needs a name and a platform, and then is sent as written', async () => {
    answer('ads.list', listOf())
    answer('ads.create', ad)
    const { element, path } = await open('/ads?new=1')
    expect(byId<HTMLButtonElement>(element, 'ad-save').disabled).toBe(true)
    await write(element, 'ad-name', 'Noël')
    await write(element, 'ad-platform', 'Affiche')
    await submit(element, 'ad-save')
    expect(inputsOf('ads.create')).toEqual([
      expect.objectContaining({ name: 'Noël', platform: 'Affiche', spent: null }),
    ])
    expect(path()).toContain('ad=3')
  })

  it('keeps what was written where it could not be stored', async () => {
    answer('ads.list', listOf())
    fail('ads.create')
    const { element, path } = await open('/ads?new=1')
    await write(element, 'ad-name', 'Noël')
    await write(element, 'ad-platform', 'Affiche')
    await submit(element, 'ad-save')
    expect(wordsOf(byId(element, 'ad-panel').querySelector('[role="alert"]')!)).not.toBe('')
    expect(byId<HTMLInputElement>(element, 'ad-name').value).toBe('Noël')
    expect(path()).toContain('new=1')
  })
})
