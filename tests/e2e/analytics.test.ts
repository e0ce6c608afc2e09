// The dashboard and analytics in a real browser: periods, drill-down, arranging by keyboard, files,
// the PDF; French and English, axe in both themes.
import { readFile } from 'node:fs/promises'
import type { Browser, Download, Page } from 'playwright-core'
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
let problems: string[]

const contacts = [
  'email,source,status,created at,won at,value',
  'a@exemple.example,Salon,won,2026-01-10,2026-02-01,1200',
  'b@exemple.example,Salon,new,2026-01-11,,300',
  'c@exemple.example,"=Site",won,2026-01-12,2026-02-03,800',
  'd@exemple.example,,new,2026-02-02,,50',
].join('\n')
const winter = 'period=dates&from=2026-01-01&to=2026-02-28'

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}
async function saved(action: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()])
  return download
}

describe.skipIf(chromiumPath === '')('dashboard and analytics', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    // The browser and the application are on one machine, in one zone.
    host = await startLocalHost({ run: 'built', env: { TZ: 'Europe/Paris' } })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'first-import').waitFor()
    const form = new FormData()
    form.append('file', new File([contacts], 'contacts.csv'))
    expect((await host.rest('POST', '/marketing/leads/import', form)).status).toBe(200)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('shows the figures of any dates, and each leads to exactly its rows', async () => {
    await page.goto(`${host.url}/#/dashboard?${winter}`)
    await expect.poll(() => byId(page, 'figure-won').textContent()).toMatch(/2\s000/)
    expect(await byId(page, 'period-dates-shown').textContent()).toContain(
      '1 janv. 2026 – 28 févr. 2026',
    )
    await byId(page, 'figure-won').locator('a').first().click()
    await expect.poll(() => byId(page, 'lead-row').count()).toBe(2)
    expect(await byId(page, 'link-filter-won').textContent()).toContain(
      'Gagnés du 1 janv. 2026 au 28 févr. 2026',
    )
    await page.goBack()
    await byId(page, 'figure-leads').locator('[data-role="note"]').click()
    await expect.poll(() => byId(page, 'lead-row').count()).toBe(4)
  })

  it('changes its period and its comparison by the fields above, and keeps them in the address', async () => {
    await page.goto(`${host.url}/#/dashboard?${winter}`)
    await choose(page, 'period', '7 derniers jours')
    await expect.poll(() => page.url()).toContain('period=days7')
    await choose(page, 'comparison', /un an avant/)
    await expect.poll(() => page.url()).toContain('compare=lastYear')
  })

  it('is arranged by keyboard alone, and stays so', async () => {
    await page.goto(`${host.url}/#/dashboard?${winter}`)
    await byId(page, 'arrange').focus()
    await page.keyboard.press('Enter')
    await byId(page, 'up-chart').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await byId(page, 'toggle-activity').focus()
    await page.keyboard.press('Enter')
    await expectAccessible(page, 'arranging')
    const cards = () =>
      page
        .locator('[data-testid^="card-"]')
        .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-testid')))
    await expect.poll(cards).toEqual(['card-chart', 'card-today', 'card-figures', 'card-pipeline'])
    await page.reload()
    await expect.poll(cards).toEqual(['card-chart', 'card-today', 'card-figures', 'card-pipeline'])
  })

  it('gives a table as CSV without formulas, a chart as PNG, and all as PDF', async () => {
    await page.goto(`${host.url}/#/analytics?${winter}`)
    await byId(page, 'save-table').waitFor()
    const table = await textOf(await saved(() => byId(page, 'save-table').click()))
    expect(table.startsWith('\ufeffSource,Leads,')).toBe(true)
    expect(table).toContain('Salon,2,1500,1,0.5,1200\r\n')
    expect(table).toContain(`"'=Site",1,800,1,1,800\r\n`)
    const picture = await readFile(
      await (await saved(() => byId(page, 'save-picture').click())).path(),
    )
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect(picture.length).toBeGreaterThan(3_000)
    const report = await saved(() => byId(page, 'print-report').click())
    expect(report.suggestedFilename()).toBe('rapport-2026-01-01-2026-02-28.pdf')
    expect((await readFile(await report.path())).subarray(0, 5).toString()).toBe('%PDF-')
  })

  // A file says how a deal ended, not the way it went.
  it('says honestly where there is too little for a forecast', async () => {
    await page.goto(`${host.url}/#/analytics/forecast`)
    await expect
      .poll(() => byId(page, 'forecast-sum').textContent())
      .toContain('Pas encore assez de données\u00a0: 0 affaire close, il en faut 10')
  })

  it('passes axe on every view, chart and table, light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.goto(`${host.url}/#/dashboard?${winter}`)
      await byId(page, 'figure-leads').waitFor()
      await expectAccessible(page, `dashboard, ${scheme}`)
      for (const view of [
        '',
        '/stages',
        '/cohorts',
        '/campaigns',
        '/funnels',
        '/forecast',
        '/attribution',
      ]) {
        await page.goto(`${host.url}/#/analytics${view}?${winter}`)
        await page.locator('[data-testid^="panel-"]').first().waitFor()
        await expectAccessible(page, `analytics${view}, ${scheme}`)
        if ((await byId(page, 'show-table').count()) > 0) {
          await byId(page, 'show-table').first().click()
          await expectAccessible(page, `analytics${view} as a table, ${scheme}`)
        }
      }
    }
  })

  it('speaks English when asked to', async () => {
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', 'English')
    await page.goto(`${host.url}/#/analytics?${winter}`)
    await expect
      .poll(() => page.locator('h2').first().textContent())
      .toBe('Where do the leads of the period come from, and what became of them?')
    const report = await saved(() => byId(page, 'print-report').click())
    expect(report.suggestedFilename()).toBe('report-2026-01-01-2026-02-28.pdf')
    await page.goto(`${host.url}/#/dashboard?${winter}`)
    await expect.poll(() => byId(page, 'figure-won').textContent()).toContain('Amount won')
  })

  it('asked nothing of the network and broke no policy of its own', () => {
    expect(problems).toEqual([])
  })
})
