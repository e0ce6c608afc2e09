// The file of another computer in the window: a take that fails is told where it was asked for, the file
// stays, and the second try goes through.
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from '../pages/browser.ts'

const passphrase = 'Été à Évian, 12 cygnes'
let browser: Browser
let old: LocalHostProcess
let fresh: LocalHostProcess
const look = async (name: string, page: Page) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `moves-${name}.png`), fullPage: true })
}

describe.skipIf(chromiumPath === '')('a move', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    old = await startLocalHost({ run: 'built' })
    fresh = await startLocalHost({ run: 'built' })
  })
  afterAll(async () => {
    await browser?.close()
    await old?.stop()
    await fresh?.stop()
  })

  it('that fails keeps the file and says so; tried again, the data is there', async () => {
    await old.rest('POST', '/marketing/leads', { email: 'ada@people.example' })
    const made = await old.rest('POST', '/marketing/moves', { passphrase, folder: old.dataFolder })
    const { path } = made.body as { path: string }
    const opened = await fresh.rest('POST', '/marketing/moves/arrival/open', { passphrase, path })
    expect(opened.status).toBe(200)
    const { page } = await signIn(browser, fresh.link, { locale: 'fr-FR', colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${fresh.url}/#/settings/move`)
    await byId(page, 'move-not-stopped').waitFor()
    // Another program has the data open, and does not let go of it.
    const other = new sqliteDriver(join(fresh.dataFolder, 'main.db'))
    try {
      other.prepare('SELECT count(*) FROM leads').get()
      await byId(page, 'move-take').focus()
      await page.keyboard.press('Enter')
      await page.getByText('Les données d’ici sont comme avant').waitFor({ timeout: 120_000 })
      await expectAccessible(page, 'a take that failed')
      await look('failed-fr', page)
      await page.setViewportSize({ width: 420, height: 900 })
      await look('failed-fr-420', page)
    } finally {
      other.close()
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await byId(page, 'move-take').press('Enter')
    await byId(page, 'move-stopped').waitFor({ timeout: 120_000 })
    const leads = await fresh.rest('GET', '/marketing/leads')
    expect(leads.text).toContain('ada@people.example')
  })

  it('in English and in the dark warns on the way back of what is not known here', async () => {
    const made = await old.rest('POST', '/marketing/moves', { passphrase, folder: old.dataFolder })
    const { path } = made.body as { path: string }
    const back = await old.rest('POST', '/marketing/moves/arrival/open', { passphrase, path })
    expect(back.body).toMatchObject({ isOwn: true, hasStopped: false })
    const { page, problems } = await signIn(browser, old.link, {
      ...{ locale: 'en-GB', colorScheme: 'dark' },
    })
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.goto(`${old.url}/#/settings/move`)
    await page.getByText('If it comes from the other computer').waitFor()
    await expectAccessible(page, 'a file on the way back')
    await look('back-en', page)
    expect(problems).toEqual([])
  })
})
