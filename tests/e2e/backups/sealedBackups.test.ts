// Backups under a passphrase in the window: chosen by keyboard, warned of beforehand, asked for where
// another computer made the backup.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Backup } from '#shared/contract/backups/backups.contract.ts'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from '../pages/browser.ts'

const phrase = 'Été à Évian, 12 cygnes'
let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]
const look = async (name: string, of: Page = page) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined)
    await of.screenshot({ path: join(folder, `sealed-${name}.png`), fullPage: true })
}

describe.skipIf(chromiumPath === '')('backups under a passphrase', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, host.link))
    await page.goto(`${host.url}/#/settings/backups`)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('are chosen by keyboard, once the loss of the passphrase is understood', async () => {
    await byId(page, 'passphrase-open').focus()
    await page.keyboard.press('Enter')
    await byId(page, 'passphrase-new').focus()
    await page.keyboard.type(phrase)
    await page.keyboard.press('Tab')
    await page.keyboard.type('Été à Milan')
    await page.getByText('Les deux ne sont pas les mêmes').waitFor()
    await look('passphrase-fr')
    await byId(page, 'passphrase-again').fill(phrase.normalize('NFD'))
    expect(await byId(page, 'passphrase-save').isDisabled()).toBe(true)
    await byId(page, 'passphrase-understood').press('Space')
    await expectAccessible(page, 'a new passphrase')
    await byId(page, 'passphrase-again').press('Enter')
    await page.getByText('Les prochaines sauvegardes sont protégées').waitFor()
    await byId(page, 'backup-make').click()
    await page.getByText('protégée par la phrase de passe').first().waitFor({ timeout: 60_000 })
    await look('sealed-fr')
  })

  it('of another computer ask for their passphrase before they are compared', async () => {
    const { body } = await host.rest('POST', '/marketing/backups')
    const { fileName } = body as Backup
    const other = await startLocalHost({ run: 'built' })
    try {
      mkdirSync(join(other.dataFolder, 'backups'), { recursive: true })
      for (const end of ['', '.json'])
        copyFileSync(
          join(host.dataFolder, 'backups', fileName + end),
          join(other.dataFolder, 'backups', fileName + end),
        )
      const english = await signIn(browser, other.link, { locale: 'en-GB', colorScheme: 'dark' })
      await english.page.setViewportSize({ width: 1024, height: 768 })
      await english.page.goto(`${other.url}/#/settings/backups`)
      await byId(english.page, 'backup-restore').last().click()
      await byId(english.page, 'unlock-passphrase').fill('Wrong words 12')
      await byId(english.page, 'unlock-confirm').click()
      await english.page.getByText('does not open this backup').waitFor({ timeout: 60_000 })
      await expectAccessible(english.page, 'a passphrase asked for')
      await look('unlock-en', english.page)
      await byId(english.page, 'unlock-passphrase').fill(phrase)
      await byId(english.page, 'unlock-confirm').click()
      await byId(english.page, 'restore-preview').waitFor({ timeout: 60_000 })
      await english.page.keyboard.press('Escape')
      await english.page.setViewportSize({ width: 420, height: 900 })
      await byId(english.page, 'passphrase-open').click()
      await look('passphrase-en-420', english.page)
    } finally {
      await other.stop()
    }
    expect(problems).toEqual([])
  })
})
