// A folder whose data is really damaged, in the window: what can be read is counted, and with a few clicks
// the application works again.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest'
import { leavesOf, spoil } from '../../support/damaged/damagedFile.ts'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser } from '../pages/browser.ts'

let browser: Browser
let host: LocalHostProcess | null = null
let dataFolder: string
const pathOf = (name: string) => join(dataFolder, name)
const look = async (page: Page, name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `r-rescue-${name}.png`), fullPage: true })
}

/** A folder of the demo with a backup of it, whose people lie on pages that are gone. */
async function damagedFolder(): Promise<Buffer> {
  dataFolder = mkdtempSync(join(tmpdir(), 'webox-rescue-'))
  const before = await startLocalHost({
    run: 'built',
    dataFolder,
    keepsData: true,
    args: ['--demo'],
  })
  await before.rest('POST', '/marketing/backups')
  for (let number = 0; number < 60; number += 1)
    await before.rest('POST', '/marketing/leads', {
      email: `p${number}@people.example`,
      notes: 'x'.repeat(300),
    })
  await before.stop()
  spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(2, 4))
  return readFileSync(pathOf('main.db'))
}

async function openPage(locale: string, colorScheme: 'light' | 'dark', width = 1280) {
  host = await startLocalHost({ run: 'built', dataFolder, keepsData: true })
  const context = await browser.newContext({
    ...{ viewport: { width, height: 900 }, locale, colorScheme, reducedMotion: 'reduce' },
    timezoneId: 'Europe/Paris',
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(host.link)
  await byId(page, 'rescue-read').waitFor({ timeout: 60_000 })
  return { page, problems }
}

describe.skipIf(chromiumPath === '')('data that is damaged', () => {
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser?.close())
  afterEach(async () => {
    await host?.stop()
    host = null
    rmSync(dataFolder, { recursive: true, force: true })
  })

  it('is told in French, saved as files, and what can be read is taken; the application works', async () => {
    const damaged = await damagedFolder()
    const { page, problems } = await openPage('fr-FR', 'light')
    await page.getByText('Les données sont abîmées').waitFor()
    await expectAccessible(page, 'the rescue')
    await look(page, 'read-fr')
    const told = await byId(page, 'count-leads').innerText()
    await byId(page, 'rescue-save').click()
    await byId(page, 'rescue-saved').waitFor()
    const [folder] = readdirSync(dataFolder).filter((name) => name.startsWith('rescued-'))
    expect(existsSync(join(pathOf(folder ?? ''), 'leads.csv'))).toBe(true)
    await byId(page, 'rescue-take').click()
    await expectAccessible(page, 'the question before it')
    await look(page, 'ask-fr')
    await byId(page, 'rescue-confirm').click()
    await byId(page, 'rescue-done').waitFor()
    await expectAccessible(page, 'what was done')
    await look(page, 'done-fr')
    const kept = await byId(page, 'rescue-kept').innerText()
    expect(readFileSync(kept).equals(damaged)).toBe(true)
    await byId(page, 'rescue-open').click()
    await byId(page, 'figure-leads').waitFor({ timeout: 60_000 })
    const { body } = (await host?.rest('GET', '/marketing/leads?limit=1')) ?? { body: null }
    expect(Number(told.split(/\s+/)[1])).toBe((body as { total: number }).total)
    expect(problems.filter((problem) => !problem.includes('503'))).toEqual([])
  })

  it('is told in English in the dark and on a narrow window, and the backup put back by the keyboard', async () => {
    await damagedFolder()
    const { page } = await openPage('en-GB', 'dark', 420)
    await page.getByText('The data is damaged').waitFor()
    await expectAccessible(page, 'the rescue in the dark')
    await look(page, 'read-en-dark-420')
    await byId(page, 'rescue-put-back').first().focus()
    await page.keyboard.press('Enter')
    await byId(page, 'rescue-confirm').waitFor()
    await look(page, 'ask-en-dark-420')
    await byId(page, 'rescue-confirm').focus()
    await page.keyboard.press('Enter')
    await byId(page, 'rescue-done').waitFor()
    await look(page, 'done-en-dark-420')
    await page.setViewportSize({ width: 1280, height: 900 })
    await byId(page, 'rescue-open').click()
    await byId(page, 'figure-leads').waitFor({ timeout: 60_000 })
  })

  it('stays as it is where everything is kept and closed', async () => {
    const damaged = await damagedFolder()
    const { page } = await openPage('fr-FR', 'light')
    const ended = new Promise((resolve) => host?.child.once('exit', resolve))
    await byId(page, 'rescue-close').click()
    await byId(page, 'rescue-closed').waitFor()
    expect(await ended).toBe(0)
    expect(readFileSync(pathOf('main.db')).equals(damaged)).toBe(true)
  })
})
