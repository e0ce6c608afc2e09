// Moving to another computer in the window: the file made and downloaded on the one, brought and opened
// on the other from its first screen, taken, and let send.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from '../pages/browser.ts'

const phrase = 'Été à Évian, 12 cygnes'
let browser: Browser
let old: LocalHostProcess
let fresh: LocalHostProcess
let page: Page
let problems: string[]
let stick: string
let file: string
const look = async (name: string, of: Page = page) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined)
    await of.screenshot({ path: join(folder, `move-${name}.png`), fullPage: true })
}
const leads = async (host: LocalHostProcess) =>
  ((await host.rest('GET', '/marketing/leads')).body as { total: number }).total
const engine = async (host: LocalHostProcess) =>
  ((await host.rest('GET', '/system/health')).body as { sending?: string }).sending

describe.skipIf(chromiumPath === '')('moving to another computer', () => {
  beforeAll(async () => {
    stick = mkdtempSync(join(tmpdir(), 'webox-stick-'))
    browser = await openBrowser()
    old = await startLocalHost({ run: 'built', args: ['--demo'] })
    fresh = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, old.link))
    await byId(page, 'figure-leads').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await old?.stop()
    await fresh?.stop()
    rmSync(stick, { recursive: true, force: true })
  })

  it('is found by the palette, and makes one file while this computer stops sending', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('changer d')
    await page.getByText('Changer d’ordinateur, ouvrir un fichier .webox').click()
    await byId(page, 'move-begin').click()
    await byId(page, 'passphrase-new').fill(phrase)
    await byId(page, 'passphrase-again').fill(phrase)
    await byId(page, 'passphrase-understood').press('Space')
    await expectAccessible(page, 'making the file')
    await look('make-fr')
    await byId(page, 'move-make').click()
    await byId(page, 'move-made').waitFor({ timeout: 60_000 })
    await byId(page, 'move-stopped').waitFor()
    expect(await byId(page, 'move-stopped').innerText()).toContain('n’envoie plus')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      byId(page, 'move-download').click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.webox$/)
    file = join(stick, download.suggestedFilename())
    await download.saveAs(file)
    await expectAccessible(page, 'the file made')
    await look('made-fr')
  })

  it('is opened from the first screen, told, taken, and sends once it is said', async () => {
    const english = await signIn(browser, fresh.link, { locale: 'en-GB', colorScheme: 'dark' })
    const other = english.page
    await other.setViewportSize({ width: 1024, height: 768 })
    await look('first-en', other)
    await byId(other, 'first-move').click()
    await byId(other, 'move-file').setInputFiles(file)
    await other.getByText('The file has arrived').waitFor()
    await byId(other, 'move-passphrase').fill('not the words')
    await byId(other, 'move-open').click()
    await other.getByText('does not open this file').waitFor({ timeout: 60_000 })
    await byId(other, 'move-passphrase').fill(phrase)
    await byId(other, 'move-passphrase').press('Enter')
    await byId(other, 'move-preview').waitFor({ timeout: 60_000 })
    await expectAccessible(other, 'an opened file')
    await look('opened-en', other)
    await other.setViewportSize({ width: 420, height: 900 })
    await look('opened-en-420', other)
    await other.setViewportSize({ width: 1024, height: 768 })
    expect(await leads(fresh)).toBe(0)
    await byId(other, 'move-take').click()
    await byId(other, 'move-stopped').waitFor({ timeout: 60_000 })
    expect(await leads(fresh)).toBe(await leads(old))
    await expectAccessible(other, 'arrived')
    await look('arrived-en', other)
    expect(await engine(fresh)).toBe('arrived')
    await byId(other, 'move-send').click()
    await byId(other, 'move-send-confirm').click()
    await byId(other, 'move-stopped').waitFor({ state: 'detached', timeout: 60_000 })
    await expect.poll(() => engine(fresh), { timeout: 30_000 }).toBe('running')
    // The wrong passphrase was refused.
    const unexpected = [...problems, ...english.problems].filter((one) => !one.includes('422'))
    expect(unexpected).toEqual([])
  })
})
