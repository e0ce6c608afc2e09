// A message to one person on the built application, by the keyboard: written, kept, sent, seen in the
// history; in both languages, at three widths, with axe.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let sink: Sink
let page: Page
let problems: string[]
const shots = process.env['WEBOX_SHOTS']
const shot = async (name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}-${name}.png` })
}
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

describe.skipIf(chromiumPath === '')('a letter', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built', args: ['--demo'] })
    sink = await startSink(host.dataFolder, { kind: 'polite' })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'figure-leads').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await sink?.stop()
  })

  it('without an account is kept, and says where one is added', async () => {
    await page.goto(`${host.url}/#/crm`)
    await byId(page, 'lead-row').first().click()
    await byId(page, 'letter-open').first().click()
    await byId(page, 'letter-no-account').waitFor()
    await byId(page, 'letter-subject').fill('Suite à notre échange')
    await byId(page, 'letter-text').fill('Bonjour {{ first_name }},\n\nMerci de votre accueil.')
    await expect(byId(page, 'letter-text').inputValue()).resolves.not.toContain('{{')
    await expectAccessible(page, 'a letter without an account')
    await shot('letter-no-account')
    await page.keyboard.press('Escape')
    await byId(page, 'letter').waitFor({ state: 'detached' })
    // The card is still there: Esc closed the drawer alone.
    await byId(page, 'lead-panel').waitFor()
    await host.rest('POST', '/marketing/email-accounts', {
      ...{ name: 'Atelier', host: '127.0.0.1', port: sink.port, security: 'none' },
      ...{ fromName: 'Marie Durand', fromEmail: 'marie@atelier.example' },
    })
  })

  it('goes on with its draft and leaves by the keyboard', async () => {
    await byId(page, 'letter-open').first().focus()
    await page.keyboard.press('Enter')
    await eventually(() => byId(page, 'letter-subject').inputValue()).toBe('Suite à notre échange')
    await expectAccessible(page, 'a letter')
    await shot('letter-fr-1280')
    await byId(page, 'letter-text').focus()
    await page.keyboard.press('Control+Enter')
    await byId(page, 'letter').waitFor({ state: 'detached' })
    await eventually(() => sink.arrived().length).toBe(1)
    // The focus is back where the drawer was opened.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
      'letter-open',
    )
  })

  it('is in the history of its person', async () => {
    await page.getByRole('tab', { name: 'Historique' }).click()
    await byId(page, 'letter-read').first().click()
    await eventually(() => byId(page, 'letter-words').textContent()).toContain('Merci de votre')
    await expectAccessible(page, 'a letter in the history')
    await shot('letter-story')
  })

  it('fits a narrow window, and another language in the dark', async () => {
    await page.setViewportSize({ width: 420, height: 800 })
    await byId(page, 'letter-open').first().click()
    await byId(page, 'letter-send').waitFor()
    await expectAccessible(page, 'a letter on 420 pixels')
    await shot('letter-420')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420)
    await page.keyboard.press('Escape')
    expect(problems).toEqual([])
    const elsewhere = await startLocalHost({ run: 'built', args: ['--demo'] })
    const other = await signIn(browser, elsewhere.link, { locale: 'en-GB', colorScheme: 'dark' })
    page = other.page
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.goto(`${elsewhere.url}/#/crm`)
    await byId(page, 'lead-row').first().click()
    await byId(page, 'letter-open').first().click()
    await byId(page, 'letter-subject').fill('Hello {{ first_name }} of {{ custom.town }}')
    await byId(page, 'letter-left').waitFor()
    await expectAccessible(page, 'a letter in the dark')
    await shot('letter-en-1024')
    await elsewhere.stop()
  })
})
