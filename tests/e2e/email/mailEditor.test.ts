// The block editor of messages in a real browser: networks, a film from the disk, a block for some people
// only, blocks moved between columns by drag and by keyboard, saved blocks in another message.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pngPicture } from '../../support/pictures.ts'
import {
  appInBrowser,
  bothLanguages,
  campaignOf,
  eventually,
  shot,
  textBlock as text,
} from '../pages/app.ts'
import { byId, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
type Block = { key: string; kind: string; when?: unknown; columns?: { blocks: Block[] }[] }
const blocksOf = (id: number) =>
  app.blocksOf<Block & { links?: { link: string }[]; url?: string }>(id)

const campaign = (name: string, language: string, blocks: object[]) =>
  app.made('/marketing/campaigns', campaignOf(name, language, blocks))

/** The first press may close no more than the list that is open in it. */
const closeDialog = (page: Page) =>
  eventually(async () => {
    await page.keyboard.press('Escape')
    return page.getByRole('dialog').count()
  }).toBe(0)

const row = (page: Page, key: string) => page.locator(`[data-key="${key}"]`)

async function writeSocialAndFilm(page: Page): Promise<void> {
  await row(page, 'open').click()
  await byId(page, 'mail-block-add').click()
  await byId(page, 'mail-add-social').click()
  await byId(page, 'mail-social-link-0').fill('facebook.com/atelier.marie')
  await byId(page, 'mail-social-link-1').fill('@atelier.marie')
  await byId(page, 'mail-block-add').click()
  await byId(page, 'mail-add-video').click()
  await byId(page, 'mail-picture-file').setInputFiles({
    ...{ name: 'tour.png', mimeType: 'image/png' },
    buffer: pngPicture(640, 360, 120),
  })
  await byId(page, 'mail-field-link').fill('videos.example/tour')
  await byId(page, 'mail-field-alt').fill('Marie, dans son atelier')
}

describe.skipIf(chromiumPath === '')('the editor of a message', () => {
  it.each(bothLanguages)(
    'writes, shows to some, moves between columns and saves (%s, %s)',
    async (language, colorScheme, locale) => {
      await app.start()
      await app.host.rest('POST', '/marketing/leads', {
        ...{ firstName: 'Zoé', email: 'zoe@clients.example', tags: ['vip'], status: 'won' },
      })
      await app.host.rest('POST', '/marketing/leads', { firstName: 'Ali', email: 'ali@c.example' })
      const id = await campaign('Nouvelles', language, [
        { key: 'open', kind: 'heading', text: 'Nouvelles de l’atelier', level: 1 },
        {
          ...{ key: 'cols', kind: 'columns' },
          columns: [
            { blocks: [text('left', 'À gauche'), text('more', 'Encore à gauche')] },
            { blocks: [text('right', 'À droite')] },
          ],
        },
        text('last', 'Pour les clients'),
      ])
      const { page, problems } = await app.open(
        { locale, colorScheme },
        { width: 1280, height: 1_000 },
      )
      await page.goto(`${app.host.url}/#/email/campaigns/${id}`)
      await byId(page, 'mail-blocks').waitFor()
      await writeSocialAndFilm(page)
      await eventually(async () => (await blocksOf(id)).map(({ kind }) => kind)).toEqual([
        ...['heading', 'social', 'video', 'columns', 'text'],
      ])
      await eventually(async () => (await blocksOf(id))[1]?.links?.map(({ link }) => link)).toEqual(
        ['https://facebook.com/atelier.marie', 'https://www.instagram.com/atelier.marie'],
      )
      await eventually(async () => (await blocksOf(id))[2]?.url).toMatch(/^cid:/)
      await byId(page, 'mail-blocks').scrollIntoViewIfNeeded()
      await expectAccessible(page, `a film, ${language}`)
      await shot(page, `editor-video-${language}`)
      await page.getByTestId('mail-block-row').nth(1).click()
      await expectAccessible(page, `networks, ${language}`)
      await shot(page, `editor-social-${language}`)

      // By drag into the other column, by keyboard back and out.
      const columns = async () =>
        (await blocksOf(id))[3]?.columns?.map(({ blocks }) => blocks.map(({ key }) => key))
      await row(page, 'more').dragTo(row(page, 'right'), { targetPosition: { x: 20, y: 30 } })
      await eventually(columns).toEqual([['left'], ['right', 'more']])
      await row(page, 'more').focus()
      await page.keyboard.press('Alt+ArrowLeft')
      await eventually(columns).toEqual([['left', 'more'], ['right']])
      await shot(page, `editor-columns-${language}`)
      await page.keyboard.press('Alt+ArrowUp')
      await page.keyboard.press('Alt+ArrowLeft')
      await eventually(async () => (await blocksOf(id)).map(({ key }) => key)).toContain('more')
      await page.keyboard.press('Alt+ArrowRight')
      await eventually(columns).toEqual([['left', 'more'], ['right']])

      // For some people only: seen so in the preview.
      await row(page, 'last').click()
      await byId(page, 'mail-condition-some').click()
      await eventually(async () => (await blocksOf(id)).at(-1)?.when).toBeDefined()
      await byId(page, 'mail-condition').scrollIntoViewIfNeeded()
      await expectAccessible(page, `a condition, ${language}`)
      await shot(page, `editor-condition-${language}`)
      await byId(page, 'mail-condition-filter').getByRole('button').click()
      await byId(page, 'mail-condition-filter-apply').waitFor()
      await shot(page, `editor-condition-open-${language}`)
      await page.keyboard.press('Escape')
      await byId(page, 'mail-condition-filter-apply').waitFor({ state: 'hidden' })
      await page.evaluate('window.scrollTo(0, 0)')
      await byId(page, 'campaign-preview').click()
      // The first recipient is a customer.
      await page.getByRole('dialog').waitFor()
      await expect(byId(page, 'hidden-blocks').count()).resolves.toBe(0)
      await page.getByRole('dialog').locator('.n-base-selection').first().click()
      await page.locator('.n-base-select-option', { hasText: 'Ali' }).click()
      await eventually(() => byId(page, 'hidden-blocks').innerText()).toContain('Pour les clients')
      await shot(page, `preview-hidden-${language}`)
      await closeDialog(page)

      // Saved, and in another message.
      await page.getByTestId('mail-block-row').nth(2).click()
      await byId(page, 'mail-saved').click()
      await byId(page, 'saved-name').fill('Le tour')
      await byId(page, 'saved-keep').click()
      await byId(page, 'saved-block').waitFor()
      await expectAccessible(page, `saved blocks, ${language}`)
      await shot(page, `saved-blocks-${language}`)
      const other = await campaign('Autre', language, [text('aaaa', 'Bonjour')])
      await page.goto(`${app.host.url}/#/email/campaigns/${other}`)
      await eventually(() => byId(page, 'campaign-name').inputValue()).toBe('Autre')
      await byId(page, 'mail-saved').click()
      await byId(page, 'saved-insert').click()
      await eventually(async () => (await blocksOf(other)).map(({ kind }) => kind)).toEqual([
        ...['text', 'video'],
      ])
      const files = await app.host.rest('GET', `/marketing/campaigns/${other}/files`)
      expect(files.body).toMatchObject({ items: [{ kind: 'picture', isUsed: true }] })
      expect(problems).toEqual([])
      await page.context().close()
    },
    240_000,
  )
})
