// A newcomer's first newsletter with a logo, in a real browser: every click from the first start to the
// message in the sandbox is counted, those into a field too; what the system's own window for files asks
// is not.
import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pngPicture } from '../../support/pictures.ts'
import { appInBrowser, bothLanguages, eventually, shot } from '../pages/app.ts'
import { byId, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
const mostClicks = 12
const logo = { name: 'logo.png', mimeType: 'image/png', buffer: pngPicture(320, 120, 90) }

/** Clicks as a person does, and counts them. */
function counting() {
  let count = 0
  return {
    click: async (what: Locator, at?: { x: number; y: number }) => {
      await what.click(at ? { position: at } : {})
      count++
    },
    count: () => count,
  }
}

describe.skipIf(chromiumPath === '')('a newcomer', () => {
  it.each(bothLanguages)(
    'has a first newsletter with a logo in the sandbox within twelve clicks (%s, %s)',
    async (language, colorScheme, locale) => {
      await app.start()
      const { page, problems } = await app.open({ locale, colorScheme })
      const { click, count } = counting()
      await click(byId(page, 'first-demo'))
      await eventually(async () => byId(page, 'first-demo').count()).toBe(0)
      await click(byId(page, 'nav-email'))
      await click(byId(page, 'new-campaign').first())
      // Nothing was chosen before, so nothing is called so.
      await byId(page, 'start-blocks').waitFor()
      expect(await page.getByText(/dernier choix|last choice/i).count()).toBe(0)
      await click(byId(page, 'start-blocks'))
      await page.getByTestId('canvas-block').first().waitFor()
      await expectAccessible(page, `the message, ${language}`)
      await click(byId(page, 'campaign-subject'))
      await page.keyboard.type('Des nouvelles')

      // The logo goes above the heading.
      await click(page.getByTestId('canvas-add-before').first())
      await click(page.locator('.n-dropdown-option', { hasText: 'Image' }))
      await byId(page, 'mail-picture-choose').waitFor()
      const chooser = page.waitForEvent('filechooser')
      await click(byId(page, 'mail-picture-choose'))
      await (await chooser).setFiles(logo)
      await eventually(() => page.frameLocator('iframe[data-frame]').locator('img').count()).toBe(1)

      // The button of the beginning leads somewhere.
      const button = page.locator('[data-testid="mail-block-row"]', {
        hasText: language === 'fr' ? 'Bouton' : 'Button',
      })
      await click(button)
      await click(byId(page, 'mail-field-link'))
      await page.keyboard.type('atelier.example')
      await shot(page, `newcomer-message-${language}`)
      await click(byId(page, 'campaign-send'))
      await byId(page, 'campaign-send-confirm').waitFor()
      await eventually(() => byId(page, 'campaign-send-confirm').isEnabled()).toBe(true)
      await expectAccessible(page, `the dry run, ${language}`)
      await shot(page, `newcomer-send-${language}`)
      await click(byId(page, 'campaign-send-confirm'))
      await eventually(async () => {
        const { body } = await app.host.rest('GET', '/marketing/campaigns')
        return JSON.stringify(body)
      }).toContain('completed')
      process.stdout.write(`A newcomer's clicks (${language}): ${count()}\n`)
      expect(count()).toBeLessThanOrEqual(mostClicks)

      await page.goto(`${app.host.url}/#/email/sandbox`)
      await byId(page, 'sandbox-message').first().click()
      const shown = page.frameLocator('[data-testid="sandbox-open"] iframe')
      await eventually(() => shown.locator('img').count()).toBe(1)
      await shot(page, `newcomer-sandbox-${language}`)
      expect(problems).toEqual([])
      await page.context().close()
    },
    150_000,
  )
})
