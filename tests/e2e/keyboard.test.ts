// The central views by the keyboard alone, on the built application: nothing is clicked. Where
// focus goes matters as much as what happens.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** What has the focus: its test id, else its role and name. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement
    return (
      element?.getAttribute('data-testid') ??
      `${element?.getAttribute('role') ?? element?.tagName} ${element?.getAttribute('aria-label') ?? ''}`.trim()
    )
  })
/**
 * Goes on with Tab until `testId` has the focus; a view that cannot be walked through fails here.
 */
async function tabTo(testId: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // Sixty steps are gone before a page that is still being read has it.
  await byId(page, testId).first().waitFor()
  for (let step = 0; step < 60; step += 1) {
    if ((await focused()) === testId) return
    await press(key)
  }
  expect.fail(`Tab never came to ${testId}; it stands on ${await focused()}`)
}
const open = async (view: string) => {
  await page.goto(`${host.url}/#/${view}`)
  await page.locator('h1').first().waitFor()
}
const leadName = () => byId(page, 'lead-panel').locator('h2').first().textContent()

describe.skipIf(chromiumPath === '')('the keyboard', () => {
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

  it('shows its shortcuts by ?, and gives the focus back', async () => {
    await tabTo('arrange')
    await press('?')
    await byId(page, 'shortcuts').waitFor()
    await expectAccessible(page, 'shortcuts')
    await press('Escape')
    await eventually(() => byId(page, 'shortcuts').count()).toBe(0)
    expect(await focused()).toBe('arrange')
  })

  it('goes anywhere by the palette', async () => {
    await press('Control+k')
    await byId(page, 'palette').waitFor()
    await page.keyboard.type('boîte d')
    await eventually(() =>
      page.locator('[role="option"][aria-selected="true"]').textContent(),
    ).toContain('Boîte d’envoi')
    await press('Enter')
    await eventually(() => page.url()).toContain('/email/outbox')
  })

  it('finds, walks and opens leads, and returns to the list', async () => {
    await open('crm')
    await byId(page, 'lead-row').first().waitFor()
    await press('/')
    expect(await focused()).toBe('lead-search')
    await page.keyboard.type('mar')
    await eventually(() => page.url()).toContain('q=mar')
    for (let step = 0; step < 12 && (await focused()) !== 'grid Leads'; step += 1)
      await press('Tab')
    expect(await focused()).toBe('grid Leads')
    await press('Home', 'ArrowDown', 'Enter')
    await byId(page, 'lead-panel').waitFor()
    // Until its lead is read the panel has no name of its own.
    await eventually(leadName).not.toBe('Lead')
    const second = await leadName()
    await press('ArrowUp')
    await eventually(leadName).not.toBe(second)
    await press('Escape')
    await eventually(() => byId(page, 'lead-panel').count()).toBe(0)
    expect(await focused()).toBe('grid Leads')
  })

  it('notes, corrects and deletes an interaction, and takes the deletion back', async () => {
    await press('Enter')
    await byId(page, 'lead-panel').waitFor()
    await tabTo('tab-details')
    await press('ArrowRight')
    await byId(page, 'interaction-subject').waitFor()
    // Counted before they are read they would be none.
    await eventually(() => byId(page, 'lead-panel').locator('[aria-busy="true"]').count()).toBe(0)
    const before = await byId(page, 'interaction').count()
    await tabTo('interaction-subject')
    await page.keyboard.type('Apel du matin')
    await press('Enter')
    await eventually(() => byId(page, 'interaction').first().textContent()).toContain(
      'Apel du matin',
    )
    expect(await byId(page, 'interaction').count()).toBe(before + 1)
    await tabTo('interaction-edit')
    await press('Enter')
    await eventually(focused).toBe('interaction-edit-subject')
    await expectAccessible(page, 'interaction being corrected')
    await press('End')
    await press(...Array.from('Apel du matin', () => 'Backspace'))
    await page.keyboard.type('Appel du matin')
    await press('Enter')
    await eventually(() => byId(page, 'interaction').first().textContent()).toContain(
      'Appel du matin',
    )
    await eventually(focused).toBe('interaction-edit')
    // The list is read again after the correction.
    await page.waitForTimeout(500)
    await tabTo('interaction-delete')
    await press('Enter')
    await eventually(() => byId(page, 'interaction').count()).toBe(before)
    await press('F8')
    expect(await focused()).toBe('notice-action')
    await press('Enter')
    await eventually(() => byId(page, 'interaction').first().textContent()).toContain(
      'Appel du matin',
    )
    await eventually(() =>
      page.evaluate(() =>
        document.querySelector('[data-testid="lead-panel"]')?.contains(document.activeElement),
      ),
    ).toBe(true)
    await press('Escape')
    await eventually(() => byId(page, 'lead-panel').count()).toBe(0)
  })

  it('opens a menu in a panel, and Esc closes the menu first', async () => {
    await open('ads?new=1')
    await byId(page, 'ad-name').waitFor()
    await eventually(focused).toBe('ad-name')
    await page.keyboard.type('Portes ouvertes')
    await press('Tab')
    await page.keyboard.type('Facebook')
    await press('Tab', 'Enter')
    await page.locator('.n-base-select-menu').waitFor()
    await press('Escape')
    await eventually(() => page.locator('.n-base-select-menu:visible').count()).toBe(0)
    expect(await byId(page, 'ad-panel').count()).toBe(1)
    await tabTo('ad-platform', 'Shift+Tab')
    await press('Enter')
    await eventually(() => byId(page, 'ad-delete').count()).toBe(1)
    await expectAccessible(page, 'ad')
  })

  it('deletes an ad without being asked, and brings it back', async () => {
    await eventually(() => byId(page, 'ad-row').count()).toBe(1)
    await tabTo('ad-delete', 'Shift+Tab')
    await press('Enter')
    await eventually(() => byId(page, 'ad-row').count()).toBe(0)
    await press('F8', 'Enter')
    await eventually(() => byId(page, 'ad-row').textContent()).toContain('Portes ouvertes')
  })

  it('sends a dialog by Enter, leaves one by Esc, and stands where it was opened', async () => {
    await open('email/accounts')
    await byId(page, 'new-account').first().waitFor()
    await tabTo('new-account')
    await press('Enter')
    await byId(page, 'account-from-email').waitFor()
    await press('Escape')
    await eventually(() => byId(page, 'account-from-email').count()).toBe(0)
    expect(await focused()).toBe('new-account')
    await press('Enter')
    await byId(page, 'account-from-email').waitFor()
    const type = async (field: string, value: string) => {
      await tabTo(`account-${field}`)
      await page.keyboard.type(value)
    }
    await type('from-email', 'bonjour@boutique.example')
    await tabTo('account-settings')
    await press('Enter')
    await type('name', 'Ma boîte')
    await type('host', '127.0.0.1')
    await press('Enter')
    await byId(page, 'account-verdict').waitFor()
    await tabTo('account-keep')
    await press('Enter')
    await byId(page, 'account-card').waitFor()
  })

  it('saves nothing of a message that is only looked at', async () => {
    const saves: string[] = []
    page.on(
      'request',
      (request) => void (request.url().includes('/campaigns/update') && saves.push(request.url())),
    )
    const created = await host.rest('POST', '/marketing/campaigns', {
      name: 'Lettre',
      subject: 'Bonjour',
      html: '<p>Une ligne<br />et une autre</p>',
    })
    await open(`email/campaigns/${(created.body as { id: number }).id}`)
    await byId(page, 'campaign-body').waitFor()
    await page.waitForTimeout(1_500)
    expect(saves).toEqual([])
    expect(await byId(page, 'save-state').textContent()).toBe('Enregistré')
  })

  it('leads from the dashboard’s figure of e-mail to exactly its messages', async () => {
    await open('dashboard')
    await byId(page, 'figure-emails').getByRole('link').first().focus()
    await press('Enter')
    await eventually(() => page.url()).toContain('/email/messages?outcome=accepted')
    await eventually(() => byId(page, 'message-count').textContent()).toBe('0 message')
    await expectAccessible(page, 'messages')
  })

  it('broke no policy on the way', () => {
    expect(problems).toEqual([])
  })
})
