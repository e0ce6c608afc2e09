// Backups in the window: made, put back with a preview, deleted, and repeated in a second folder; found
// by the palette.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackupsState } from '#shared/contract/backups/backups.contract.ts'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, expectAccessible, openBrowser, signIn } from '../pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]
let stick: string

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 60_000 })
const state = async () => (await host.rest('GET', '/marketing/backups')).body as BackupsState
const leads = async () =>
  ((await host.rest('GET', '/marketing/leads')).body as { total: number }).total
const look = async (name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `h-backup-${name}.png`) })
}

describe.skipIf(chromiumPath === '')('backups', () => {
  beforeAll(async () => {
    stick = mkdtempSync(join(tmpdir(), 'webox-stick-'))
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built', args: ['--demo'] })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'figure-leads').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    rmSync(stick, { recursive: true, force: true })
  })

  it('are found by the palette, made, and shown as checked', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('restaurer')
    await page.getByText('Sauvegarder et restaurer les données').click()
    await byId(page, 'backup-make').waitFor()
    await expectAccessible(page, 'backups')
    // One comes by itself in the first minute or two: once it is there, and shown, nothing disturbs.
    const isThere = async () => {
      const { items, underWay } = await state()
      return items.length === 1 && underWay === null
    }
    await expect.poll(isThere, { timeout: 100_000 }).toBe(true)
    await eventually(() => byId(page, 'backup').count()).toBe(1)
    await byId(page, 'backup-make').click()
    await eventually(() => byId(page, 'backup').count()).toBe(2)
    expect(await byId(page, 'backup').first().innerText()).toContain('vérifiée')
    await eventually(async () => (await state()).underWay).toBe(null)
    await look('list-fr')
  })

  it('are repeated in a second folder, which says what it lacks', async () => {
    await byId(page, 'second-folder').fill(join(stick, 'nowhere'))
    await byId(page, 'second-save').click()
    await page.getByText('Ce dossier n’existe pas pour le moment').first().waitFor()
    await byId(page, 'second-folder').fill(stick)
    await byId(page, 'second-save').click()
    await eventually(async () => (await state()).items[0]?.places).toEqual(['here', 'second'])
    expect(readdirSync(stick)).toHaveLength(1)
    await page.getByText('aussi dans le second dossier').waitFor()
  })

  it('are put back in the open window, after a preview', async () => {
    const before = await leads()
    await host.rest('POST', '/marketing/leads', { email: 'later@people.example' })
    await byId(page, 'backup-restore').first().click()
    await byId(page, 'restore-preview').waitFor()
    expect(await byId(page, 'restore-preview').innerText()).toContain('−1')
    await expectAccessible(page, 'the preview of a restore')
    await look('restore-fr')
    await byId(page, 'restore-confirm').click()
    await eventually(leads).toBe(before)
    await eventually(() => byId(page, 'backup').count()).toBe(3)
    expect((await state()).items.map(({ reason }) => reason)).toEqual([
      'before_restore',
      'by_hand',
      'daily',
    ])
    await look('restored-fr')
    await page.goto(`${host.url}/#/crm`)
    await page.goto(`${host.url}/#/settings/backups`)
    await byId(page, 'backup').first().waitFor()
  })

  it('read in English and in the dark, and are deleted after a question', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${host.url}/#/settings`)
    await byId(page, 'settings-language').click()
    await page.locator('.n-base-select-option', { hasText: 'English' }).click()
    await byId(page, 'open-backups').click()
    await page.getByText('Back up now').waitFor()
    await byId(page, 'backup').first().waitFor()
    await expectAccessible(page, 'backups in English')
    await look('list-en-dark')
    await byId(page, 'backup-restore').last().click()
    await byId(page, 'restore-preview').waitFor()
    await look('restore-en-dark')
    await page.keyboard.press('Escape')
    await byId(page, 'backup-delete').first().click()
    await byId(page, 'backup-delete-confirm').click()
    await eventually(() => byId(page, 'backup').count()).toBe(2)
    // The folder that is not there: the browser itself notes each refusal.
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })
})
