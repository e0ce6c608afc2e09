// Parts of the interface that are loaded when they are opened, on the built application: the first
// page asks for what build/firstLoad.js measures and no more, and a part whose file is missing says
// so.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstLoadFiles } from '../../build/firstLoad.js'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, choose, chromiumPath, openBrowser } from './pages/browser.ts'

const measured = new Set(
  chromiumPath === ''
    ? []
    : firstLoadFiles(new URL('../../out/renderer', import.meta.url).pathname).map(
        ({ file }) => file,
      ),
)
let browser: Browser
let host: LocalHostProcess

/** A page of its own on which files are refused, and the list of files that were asked for. */
async function openRefusing(refused: RegExp, path: string) {
  const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })
  await context.addCookies(signedIn)
  const page = await context.newPage()
  const asked: string[] = []
  let isRefusing = true
  await page.route('**/assets/*', (route) => {
    const file = new URL(route.request().url()).pathname.slice(1)
    asked.push(file)
    return isRefusing && refused.test(file) ? route.abort() : route.continue()
  })
  await page.goto(`${host.url}/#/${path}`)
  return { page, asked, allow: () => (isRefusing = false), close: () => context.close() }
}
let signedIn: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['cookies']>>

describe.skipIf(chromiumPath === '')('parts that are loaded when they are opened', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built', args: ['--demo'] })
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(host.link)
    await page.waitForURL(/#\/dashboard/)
    await byId(page, 'figure-leads').waitFor()
    signedIn = await context.cookies()
    await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('leave the first page with what was measured, and it stands without its charts', async () => {
    const { page, asked, close } = await openRefusing(/drawChart/, 'dashboard')
    await byId(page, 'figure-leads').waitFor()
    await page.getByTestId('panel-dashboard').getByTestId('missing-part').waitFor()
    // Behind the first page come the texts of the others, and what opens files that are dropped.
    const expected = ['AppOpening', 'contactFiles', 'drawChart', 'pageTexts']
    const named = new RegExp(`(${expected.join('|')})-`)
    const late = () =>
      asked
        .filter((file) => !measured.has(file) && /\.(js|css)$/.test(file))
        .map((file) => named.exec(file)?.[1] ?? file)
        .toSorted()
    await expect.poll(late).toEqual(expected)
    await byId(page, 'show-table').click()
    await expect.poll(() => page.getByTestId('missing-part').count()).toBe(0)
    await close()
  })

  it('say that a page could not be loaded, and leave the others as they are', async () => {
    const { page, allow, close } = await openRefusing(/CrmPage/, 'dashboard')
    await byId(page, 'figure-leads').waitFor()
    await page.evaluate(() => void (location.hash = '#/crm'))
    await byId(page, 'missing-part').waitFor()
    await page.evaluate(() => void (location.hash = '#/settings'))
    await page.locator('h1', { hasText: 'Réglages' }).waitFor()
    expect(await byId(page, 'missing-part').count()).toBe(0)
    allow()
    await page.goto(`${host.url}/#/crm`)
    await page.reload()
    await page.locator('h1', { hasText: 'CRM' }).waitFor()
    await close()
  })

  it('come with the language that is chosen, and its texts', async () => {
    const { page, asked, close } = await openRefusing(/nothing/, 'settings')
    await page.locator('h1', { hasText: 'Réglages' }).waitFor()
    const texts = () => asked.filter((file) => /messages-/.test(file))
    const french = texts().length
    await choose(page, 'settings-language', 'English')
    await page.locator('h1', { hasText: 'Settings' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(texts().length).toBeGreaterThan(french)
    await close()
  })
})
