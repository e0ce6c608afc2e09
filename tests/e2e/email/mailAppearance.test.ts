// A block of a message with an alignment, colours and space of its own: chosen in the drawing, set by
// mouse and by keyboard, seen at once, kept, undone.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  appInBrowser,
  bothLanguages,
  campaignOf,
  eventually,
  place,
  shot,
  textBlock,
} from '../pages/app.ts'
import { byId, choose, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
type Block = { key: string; appearance?: object }
const appearanceOf = async (id: number, key: string) =>
  (await app.blocksOf<Block>(id)).find((one) => one.key === key)?.appearance
/** Of the first element that the block is drawn as, in the drawing. */
const drawnStyle = (page: Page, key: string, name: string) =>
  page
    .frameLocator('iframe:not(.behind)')
    .locator(`.block-${key}`)
    .first()
    .evaluate(
      (element, property) =>
        getComputedStyle(element.querySelector('div') ?? element).getPropertyValue(property),
      name,
    )

const texts = {
  fr: { large: 'Grand', weak: 'Peu lisible' },
  en: { large: 'Large', weak: 'Hard to read' },
}

describe.skipIf(chromiumPath === '')('the appearance of a block', () => {
  it.each(bothLanguages)(
    'is set and seen at once (%s, %s)',
    async (language, colorScheme, locale) => {
      await app.start()
      const id = await app.made(
        '/marketing/campaigns',
        campaignOf('Nouvelles', language, [
          { key: 'open', kind: 'heading', text: 'Nouvelles de l’atelier', level: 1 },
          textBlock('text', 'Un [lien](https://example.org/).'),
          { key: 'gogo', kind: 'button', label: 'Voir', link: 'https://example.org/' },
          { key: 'line', kind: 'divider' },
        ]),
      )
      const { page, problems } = await app.open({ locale, colorScheme })
      await page.goto(`${app.host.url}/#/email/campaigns/${id}`)
      await place(page, 'text').click()
      await byId(page, 'mail-appearance').scrollIntoViewIfNeeded()
      await byId(page, 'mail-align-center').click()
      await eventually(() => drawnStyle(page, 'text', 'text-align')).toBe('center')
      await byId(page, 'mail-appearance-background').fill('#102a43')
      await eventually(() => drawnStyle(page, 'text', 'color')).toBe('rgb(255, 255, 255)')
      await expect(byId(page, 'mail-appearance-weak').count()).resolves.toBe(0)
      await byId(page, 'mail-appearance-colour').fill('#1a1f29')
      await eventually(() => byId(page, 'mail-appearance-weak').innerText()).toContain(
        texts[language].weak,
      )
      await expectAccessible(page, `an appearance, ${language}`)
      await shot(page, `appearance-${language}`)
      await byId(page, 'mail-appearance-no-colour').click()
      await expect(byId(page, 'mail-appearance-weak').count()).resolves.toBe(0)
      await choose(page, 'mail-spaceAbove', texts[language].large)
      await eventually(() => appearanceOf(id, 'text')).toEqual({
        ...{ align: 'center', background: '#102a43', spaceAbove: 'large' },
      })
      await shot(page, `appearance-done-${language}`)
      await byId(page, 'mail-undo').click()
      await eventually(() => appearanceOf(id, 'text')).toEqual({
        ...{ align: 'center', background: '#102a43' },
      })
      await byId(page, 'mail-redo').click()
      await eventually(() => appearanceOf(id, 'text')).toMatchObject({ spaceAbove: 'large' })

      // By keyboard: the block, its alignment, and back again.
      await place(page, 'open').click()
      await byId(page, 'mail-align-left').locator('input').focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowRight')
      await eventually(() => appearanceOf(id, 'open')).toEqual({ align: 'center' })

      // A button has a colour of its own, a line its colour and no alignment.
      await place(page, 'gogo').click()
      await byId(page, 'mail-appearance-colour').fill('#ffe08a')
      await eventually(() => appearanceOf(id, 'gogo')).toEqual({ colour: '#ffe08a' })
      await place(page, 'line').click()
      await byId(page, 'mail-appearance-colour').waitFor()
      await expect(byId(page, 'mail-align-left').count()).resolves.toBe(0)
      await byId(page, 'mail-appearance-colour').fill('#b5532f')
      await byId(page, 'mail-appearance-no-colour').click()
      // A block like the message says nothing of its appearance.
      await eventually(() => appearanceOf(id, 'line')).toBeUndefined()
      await page.setViewportSize({ width: 1440, height: 900 })
      await place(page, 'text').click()
      await shot(page, `appearance-wide-${language}`)
      expect(problems).toEqual([])
    },
  )
})
