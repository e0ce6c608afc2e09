// Duplicates, chosen leads and recent changes: merged, written to, exported, deleted and taken back,
// in both languages, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lead } from '#shared/contract/crm.contract.ts'
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
const total = async (query = '') =>
  ((await host.rest('GET', `/marketing/leads?limit=1${query}`)).body as { total: number }).total
/** Of the notice that says so: one of what was done before may still be there. */
const undoOf = (said: RegExp) =>
  byId(page, 'notice-success').filter({ hasText: said }).getByTestId('notice-action')

describe.skipIf(chromiumPath === '').each([
  ['Français', 'light'],
  ['English', 'dark'],
] as const)('entries that are one person (%s)', (language, colorScheme) => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    const people = [
      { firstName: 'Zoé', lastName: 'Petit', email: 'zoe.petit@gmail.com', tags: ['Salon'] },
      { firstName: 'Zoe', lastName: 'Petit', email: 'zoepetit@gmail.com', phone: '06 12 34 56 78' },
      { firstName: 'Marc', lastName: 'Roy', company: 'Fleurs & Co', jobTitle: 'Gérant' },
      { firstName: 'Marc', lastName: 'Roy', company: 'Fleurs et Co', status: 'qualified' },
      { firstName: 'Anna', lastName: 'Blanc', email: 'anna@boutique.example' },
    ]
    for (const person of people) await host.rest('POST', '/marketing/leads', person)
    ;({ page } = await signIn(browser, host.link, { colorScheme }))
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', language)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('are shown side by side, merged, and parted again from the list of changes', async () => {
    await page.goto(`${host.url}/#/crm/duplicates`)
    await byId(page, 'duplicate-group').first().waitFor()
    await expectAccessible(page, `duplicates, ${language}`)
    await shot(`duplicates-${language}`)
    expect(await byId(page, 'duplicate-group').count()).toBe(2)
    // The second one is kept, by the keyboard.
    await byId(page, 'merge-keep').first().focus()
    await page.keyboard.press('ArrowDown')
    await byId(page, 'duplicate-merge').first().press('Enter')
    await eventually(() => total()).toBe(4)
    await eventually(() => byId(page, 'duplicate-group').count()).toBe(1)
    await byId(page, 'duplicate-different').click()
    await eventually(() => byId(page, 'duplicate-group').count()).toBe(0)
    await undoOf(/plus proposées ensemble|suggested together again/).click()
    await eventually(() => byId(page, 'duplicate-group').count()).toBe(1)

    await page.goto(`${host.url}/#/crm/changes`)
    await byId(page, 'recent-change').first().waitFor()
    await expectAccessible(page, `changes, ${language}`)
    await shot(`changes-${language}`)
    await byId(page, 'change-undo').first().click()
    await eventually(() => total()).toBe(5)
  })

  it('and chosen ones are merged, written to and deleted from the list', async () => {
    await page.goto(`${host.url}/#/crm?q=Marc`)
    const boxes = byId(page, 'row-box')
    await eventually(() => page.locator('[role="row"]').count()).toBe(3)
    await boxes.nth(1).click()
    await boxes.nth(2).click()
    const pick = async (label: RegExp) => {
      await byId(page, 'bulk-more').click()
      await page.locator('.n-dropdown-option', { hasText: label }).click()
    }
    await pick(/Fusionner|Merge/)
    await byId(page, 'merge-confirm').waitFor()
    await expectAccessible(page, `merge, ${language}`)
    await shot(`merge-${language}`)
    await page.keyboard.press('Escape')
    await eventually(() => byId(page, 'merge-confirm').count()).toBe(0)

    await pick(/campagne|campaign/)
    await eventually(() => page.url()).toContain('/email/campaigns/')
    await byId(page, 'campaign-narrowed').waitFor()
    expect(await byId(page, 'campaign-narrowed').innerText()).toMatch(/2 leads/)
    await byId(page, 'campaign-subject').waitFor()
    // The picture is of the page at rest.
    if (shots !== undefined) await page.waitForTimeout(1_500)
    await shot(`narrowed-${language}`)

    await page.goto(`${host.url}/#/crm?q=Marc`)
    await eventually(() => page.locator('[role="row"]').count()).toBe(3)
    await boxes.nth(1).click()
    await boxes.nth(2).click()
    await pick(/Supprimer|Delete/)
    // The notice stays for a few seconds only.
    await undoOf(/2 leads (supprimés|deleted)/).waitFor()
    expect(await total()).toBe(3)
    await shot(`deleted-${language}`)
    await undoOf(/2 leads (supprimés|deleted)/).click()
    await eventually(() => total()).toBe(5)
    const { items } = (await host.rest('GET', '/marketing/leads?search=Marc')).body as {
      items: Lead[]
    }
    expect(items.map(({ company }) => company).toSorted()).toEqual(['Fleurs & Co', 'Fleurs et Co'])
  })
})
