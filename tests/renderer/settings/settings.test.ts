// The settings as a user sees them: waiting, broken, read, changed and refused.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Settings } from '#shared/contract/settings.contract.ts'
import type { UpdateState } from '#shared/contract/system/updates.ts'
import { usualStages } from '#shared/rules/leads/stages.ts'
import SettingsPage from '../../../src-renderer/features/settings/SettingsPage.vue'
import { answer, fail, forgetAnswers, inputsOf } from '../support/fakeApi.ts'
import { mountPage } from '../support/mountPage.ts'
import { byId, click, submit, wordsOf, write } from '../support/pageTest.ts'

vi.mock(
  '../../../src-renderer/api/connectApi.ts',
  async () => (await import('../support/fakeApi.ts')).fakeConnection,
)

const settings: Settings = {
  language: null,
  theme: 'system',
  currency: 'EUR',
  businessName: 'Atelier Léon',
  businessAddress: '1 rue du Bois, 44000 Nantes',
  businessEmail: 'bonjour@atelier.example',
  formOfAddress: 'vous',
  businessLogo: null,
  businessColour: null,
  timeZone: null,
  country: null,
  stages: [...usualStages],
  secretStore: 'key_file',
}
const about = {
  version: '1.2.3',
  host: 'local',
  dataFolder: '/donnees/webox',
  hasLeads: true,
}

const updates: UpdateState = {
  left: null,
  ...{ checkedAt: null, isChecking: false, problem: null, offered: null },
}

let opened: Awaited<ReturnType<typeof mountPage>>
const open = async (language: 'fr' | 'en' = 'fr') =>
  (opened = await mountPage(SettingsPage, '/settings', { language }))
beforeEach(() => {
  forgetAnswers()
  answer('system.about', about)
  answer('system.updates', updates)
  answer('system.desktop.state', null)
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
})
afterEach(() => {
  opened.close()
  vi.unstubAllGlobals()
})

const words = {
  fr: {
    title: 'Entreprise',
    failed: 'Ce qui était enregistré est conservé',
    secrets: 'avec une clé gardée dans un fichier à part',
    version: '1.2.3 (dans le navigateur)',
    wrong: 'adresse',
  },
  en: {
    title: 'Business',
    failed: 'What was saved is kept',
    secrets: 'with a key kept in a separate file',
    version: '1.2.3 (in the browser)',
    wrong: 'address',
  },
}

describe.each(['fr', 'en'] as const)('the settings (%s)', (language) => {
  const said = words[language]

  it('hold their place while they are read', async () => {
    const { element } = await open(language)
    expect(element.querySelector('[aria-busy="true"]')).not.toBeNull()
    expect(wordsOf(element)).not.toContain(said.title)
  })

  it('say that they could not be read', async () => {
    fail('settings.get')
    const { element } = await open(language)
    expect(wordsOf(element.querySelector('[role="alert"]')!)).toContain(said.failed)
  })

  it('show the business, how passwords are kept, and the version', async () => {
    answer('settings.get', settings)
    const { element } = await open(language)
    expect(byId<HTMLInputElement>(element, 'business-name').value).toBe('Atelier Léon')
    for (const text of [said.title, said.secrets, said.version, about.dataFolder])
      expect(wordsOf(element)).toContain(text)
  })

  it('say at the field that an address is none, and do not store it', async () => {
    answer('settings.get', settings)
    const { element } = await open(language)
    const before = wordsOf(element)
    await write(element, 'business-email', 'bonjour')
    expect(wordsOf(element).length).toBeGreaterThan(before.length)
    expect(wordsOf(element)).toContain(said.wrong)
    expect(byId<HTMLButtonElement>(element, 'business-save').disabled).toBe(true)
  })
})

describe('the business', () => {
  it('is stored as it was written, once it was changed', async () => {
    answer('settings.get', settings)
    answer('settings.update', { ...settings, businessName: 'Atelier Zoé' })
    const { element } = await open()
    const button = () => byId<HTMLButtonElement>(element, 'business-save')
    expect(button().disabled).toBe(true)
    await write(element, 'business-name', 'Atelier Zoé')
    expect(button().disabled).toBe(false)
    await submit(element, 'business-save')
    expect(inputsOf('settings.update')).toEqual([
      {
        businessName: 'Atelier Zoé',
        businessAddress: settings.businessAddress,
        businessEmail: settings.businessEmail,
        formOfAddress: settings.formOfAddress,
      },
    ])
  })

  it('stays written where it could not be stored, and says why', async () => {
    answer('settings.get', settings)
    fail('settings.update')
    const { element } = await open()
    await write(element, 'business-name', 'Atelier Zoé')
    await submit(element, 'business-save')
    expect(wordsOf(element.querySelector('[role="alert"]')!)).toContain(words.fr.failed)
    expect(byId<HTMLInputElement>(element, 'business-name').value).toBe('Atelier Zoé')
  })
})

describe('The computer', () => {
  const desktop = { startsWithComputer: false, checksSpelling: false }
  const known = () => {
    answer('settings.get', settings)
    answer('deleted.list', [])
  }

  it('is no matter of a page in a browser', async () => {
    known()
    const { element } = await open()
    expect(element.querySelector('[data-testid="desktop"]')).toBeNull()
  })

  it.each([
    ['fr', 'Démarrer avec l’ordinateur, sans fenêtre', 'l’application n’en télécharge pas'],
    ['en', 'Start with the computer, without a window', 'the application downloads none'],
  ] as const)('starts the application where that is wanted (%s)', async (language, start, none) => {
    known()
    answer('system.desktop.state', desktop)
    answer('system.desktop.startWithComputer', { ...desktop, startsWithComputer: true })
    const { element } = await open(language)
    const section = byId(element, 'desktop')
    expect(wordsOf(section)).toContain(start)
    expect(wordsOf(section)).toContain(none)
    const box = byId(section, 'start-with-computer')
    expect(box.getAttribute('aria-checked')).toBe('false')
    await click(box)
    expect(inputsOf('system.desktop.startWithComputer')).toEqual([{ isOn: true }])
    expect(byId(section, 'start-with-computer').getAttribute('aria-checked')).toBe('true')
  })

  it('says why it could not be changed, and shows what is', async () => {
    known()
    answer('system.desktop.state', desktop)
    fail('system.desktop.startWithComputer')
    const { element } = await open()
    await click(byId(element, 'start-with-computer'))
    expect(byId(element, 'desktop').querySelector('[role="alert"]')).not.toBeNull()
    expect(byId(element, 'start-with-computer').getAttribute('aria-checked')).toBe('false')
  })

  it('cannot start what no package installed, and is not asked to', async () => {
    known()
    answer('system.desktop.state', { startsWithComputer: null, checksSpelling: true })
    const { element } = await open()
    expect(wordsOf(byId(element, 'desktop'))).toContain('il faut l’installer par son paquet')
    expect(element.querySelector('[data-testid="start-with-computer"]')).toBeNull()
  })
})

it('A theme is stored the moment it is chosen', async () => {
  answer('settings.get', settings)
  answer('settings.update', { ...settings, theme: 'dark' })
  const { element } = await open()
  const dark = byId(element, 'settings-theme').querySelector<HTMLElement>('input[value="dark"]')
  await click(dark!)
  expect(inputsOf('settings.update')).toEqual([{ theme: 'dark' }])
})

it('Another currency is asked about where amounts were entered: nothing is converted', async () => {
  answer('settings.get', settings)
  answer('settings.update', { ...settings, currency: 'CHF' })
  const { element } = await open()
  const control = () =>
    byId(element, 'settings-currency').querySelector<HTMLElement>('.n-base-selection')!
  const choose = async () => {
    await click(control())
    const option = await vi.waitUntil(() =>
      [...document.querySelectorAll<HTMLElement>('.n-base-select-option')].find((one) =>
        one.textContent.includes('CHF'),
      ),
    )
    await click(option)
  }
  await choose()
  const dialog = await vi.waitUntil(() => document.querySelector('[role="dialog"]'))
  expect(wordsOf(dialog)).toContain('rien n’est converti')
  expect(inputsOf('settings.update')).toEqual([])
  await click(byId(document.body, 'currency-change'))
  expect(inputsOf('settings.update')).toEqual([{ currency: 'CHF' }])
})

describe('newer versions', () => {
  const offered = (stage: 'told' | 'waiting' | 'fetching' | 'fetched') => ({
    version: '2.0.0',
    notes: { fr: 'Des séquences.', en: 'Sequences.' },
    stage,
  })
  beforeEach(() => answer('settings.get', settings))

  it.each([
    ['fr', { offered: offered('fetched') }, ['2.0.0 est prête', 'Des séquences.']],
    ['en', { offered: offered('fetched') }, ['2.0.0 is ready', 'Sequences.']],
    ['fr', { offered: offered('told') }, ['gestionnaire de paquets']],
    ['fr', { offered: offered('waiting') }, ['quand les envois en cours seront terminés']],
    [
      'fr',
      { problem: 'not_signed' },
      ['n’est pas signée par l’éditeur', 'rien n’a été téléchargé'],
    ],
    ['en', { left: 'not_packaged' }, ['does not bring itself up to date']],
    ['fr', { checkedAt: '2026-11-30T08:00:00.000Z' }, ['Version la plus récente']],
  ] as const)('are told in words (%s %o)', async (language, state, said) => {
    answer('system.updates', { ...updates, ...state })
    const { element } = await open(language)
    for (const part of said) expect(wordsOf(byId(element, 'updates'))).toContain(part)
  })

  it('are looked for on the button, and what came of it is shown', async () => {
    answer('system.lookForUpdates', { ...updates, problem: 'unreachable' })
    const { element } = await open()
    await click(byId(element, 'look-for-updates'))
    expect(wordsOf(byId(element, 'updates'))).toContain('n’a pas répondu comme prévu')
    expect(inputsOf('system.lookForUpdates')).toHaveLength(1)
  })

  it('are no matter of a button where the application does not update itself', async () => {
    answer('system.updates', { ...updates, left: 'not_packaged' })
    const { element } = await open()
    expect(wordsOf(byId(element, 'updates'))).toContain('ne se met pas à jour toute seule')
    expect(element.querySelector('[data-testid="look-for-updates"]')).toBeNull()
  })
})
