// People who were silent for years: told on the dashboard, kept with a reason, and erased after one
// question, in both languages, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
const shots = process.env['WEBOX_SHOTS']
const shot = (name: string) =>
  shots === undefined ? undefined : page.screenshot({ path: `${shots}/${name}.png` })
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const names = async () =>
  ((await host.rest('GET', '/marketing/leads')).body as { items: { lastName: string }[] }).items
    .map(({ lastName }) => lastName)
    .toSorted()

const file = `E-mail;Prénom;Nom;Société;Étape;Créé le
lea@exemple.fr;Léa;Ancien;Fleurs & Co;Nouveau;2019-03-02
marc@exemple.fr;Marc;Bernard;;Contacté;2020-05-12
zoe@exemple.fr;Zoé;Client;;Gagné;2018-01-05
paul@exemple.fr;Paul;Durand;Atelier Durand;Nouveau;2021-09-30
`

describe.skipIf(chromiumPath === '').each([
  ['Français', 'light'],
  ['English', 'dark'],
] as const)('people who were silent for years (%s)', (language, colorScheme) => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    const form = new FormData()
    form.append('file', new File([file], 'anciens.csv', { type: 'text/csv' }))
    expect((await host.rest('POST', '/marketing/leads/import', form)).status).toBe(200)
    await host.rest('POST', '/marketing/leads', { lastName: 'Eve' })
    ;({ page } = await signIn(browser, host.link, { colorScheme }))
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', language)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('are told, kept with a reason, and erased after one question', async () => {
    await page.goto(`${host.url}/#/dashboard`)
    await byId(page, 'todo-retention_due').waitFor()
    await shot(`retention-today-${language}`)
    await byId(page, 'todo-retention_due').click()
    await eventually(() => byId(page, 'retained').count()).toBe(3)
    await expectAccessible(page, `retention, ${language}`)
    await shot(`retention-${language}`)

    await byId(page, 'retained-keep').first().press('Enter')
    await byId(page, 'keep-reason').fill('Projet au printemps')
    await expectAccessible(page, `keep, ${language}`)
    await shot(`retention-keep-${language}`)
    await byId(page, 'keep-reason').press('Enter')
    await eventually(() => byId(page, 'retained').count()).toBe(2)
    await byId(page, 'tab-kept').click()
    await byId(page, 'retained-release').waitFor()
    await expectAccessible(page, `kept, ${language}`)
    await shot(`retention-kept-${language}`)
    await byId(page, 'tab-keptOut').click()
    await eventually(() => byId(page, 'retained').count()).toBe(1)
    await shot(`retention-out-${language}`)

    await byId(page, 'tab-due').click()
    await eventually(() => byId(page, 'retained').count()).toBe(2)
    await byId(page, 'retention-all').click()
    await byId(page, 'retention-erase').click()
    await byId(page, 'erase-confirm').waitFor()
    await expectAccessible(page, `erase, ${language}`)
    await shot(`retention-erase-${language}`)
    await byId(page, 'erase-confirm').click()
    await eventually(() => byId(page, 'retained').count()).toBe(0)
    await byId(page, 'notice-success').last().waitFor()
    await shot(`retention-done-${language}`)
    expect(await names()).toEqual(['Ancien', 'Client', 'Eve'])
    await page.goto(`${host.url}/#/dashboard`)
    await byId(page, 'dashboard-today').waitFor()
    await eventually(() => byId(page, 'todo-retention_due').count()).toBe(0)
  })
})
