// A field of one's own, a filter, a segment, and a campaign to it: by mouse, in both languages, on
// the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
/** Typed where there are many, as a person does. */
const chooseField = async (label: string, place = 0) => {
  await byId(page, 'condition-field').nth(place).click()
  await page.keyboard.type(label)
  await page.keyboard.press('Enter')
}
const choose = async (testId: string, label: string, place = 0) => {
  await byId(page, testId).nth(place).click()
  await page.locator('.n-base-select-option:visible', { hasText: label }).first().click()
}
const type = (testId: string, text: string) => byId(page, testId).fill(text)

describe.skipIf(chromiumPath === '')('a segment', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built', args: ['--demo'] })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'figure-leads').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('begins with a field of one’s own, filled in on a lead', async () => {
    await page.goto(`${host.url}/#/crm/fields`)
    await expectAccessible(page, 'crm fields, empty')
    await byId(page, 'field-add').click()
    await type('field-name', 'Taille du jardin')
    await choose('field-kind', 'Un choix')
    await type('field-options', 'Petit\nMoyen\nGrand')
    await expectAccessible(page, 'field dialog')
    await byId(page, 'field-save').click()
    await eventually(() => byId(page, 'custom-field').count()).toBe(1)
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'lead-row').first().click()
    await choose('custom-taille-du-jardin', 'Moyen')
    await expectAccessible(page, 'lead with custom fields')
    const stored = async () => {
      const body = (await host.rest('GET', '/marketing/leads?limit=1')).body as {
        items: { custom: object }[]
      }
      return body.items[0]?.custom
    }
    await eventually(stored).toEqual({ 'taille-du-jardin': 'Moyen' })
    await page.keyboard.press('Escape')
  })

  it('is a filter that is seen to match, then kept', async () => {
    await byId(page, 'filter-open').click()
    await chooseField('Taille du jardin')
    await choose('condition-value', 'Moyen')
    await eventually(() => byId(page, 'filter-matching').textContent()).toContain('1')
    await byId(page, 'filter-add-group').click()
    await expectAccessible(page, 'filter dialog')
    await byId(page, 'condition').nth(1).waitFor()
    await chooseField('Ajouté', 1)
    await byId(page, 'condition-value').nth(1).locator('input').fill('3650')
    await byId(page, 'segment-begin').click()
    await type('segment-name', 'Jardins moyens')
    await byId(page, 'segment-save').click()
    await eventually(() => byId(page, 'lead-row').count()).toBe(1)
    expect(page.url()).toContain('segment=1')
    // By a link, in another window, it means the same.
    await page.reload()
    await eventually(() => byId(page, 'lead-row').count()).toBe(1)
  })

  it('stands beside a filter of the moment, which the address keeps', async () => {
    await byId(page, 'filter-open').click()
    await choose('condition-value', 'Gagné')
    await byId(page, 'filter-apply').click()
    await eventually(() => byId(page, 'filter-chip').textContent()).toContain('Gagné')
    await page.reload()
    await eventually(() => byId(page, 'filter-chip').count()).toBe(1)
    await expectAccessible(page, 'filtered list')
    await byId(page, 'filter-chip').locator('.n-base-close').click()
    await eventually(() => byId(page, 'filter-chip').count()).toBe(0)
  })

  it('is who a campaign goes to', async () => {
    const campaign = (
      await host.rest('POST', '/marketing/campaigns', {
        name: 'Jardins',
        recipients: { segment: 1 },
      })
    ).body as { id: number }
    await page.goto(`${host.url}/#/email/campaigns/${campaign.id}`)
    await eventually(() => byId(page, 'campaign-recipient-count').textContent()).toBe('1')
  })

  it('goes, and comes back', async () => {
    await page.goto(`${host.url}/#/crm?segment=1`)
    await byId(page, 'segment-delete').click()
    await eventually(() => byId(page, 'segment-select').count()).toBe(0)
    await page.keyboard.press('F8')
    await page.keyboard.press('Enter')
    await eventually(() => byId(page, 'segment-select').count()).toBe(1)
    expect(problems).toEqual([])
  })
})
