// Files dropped on the window in a real browser: the import opens with them, what is no file of contacts
// is refused in words, and the browser never leaves the page for a file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { byId, chromiumPath, openBrowser, signIn } from '../pages/browser.ts'

let folder: string
let browser: Browser
let host: LocalHostProcess
let page: Page
let problems: string[]

/** A picture of the page for `WEBOX_SHOTS`, a folder. */
async function shot(name: string): Promise<void> {
  const shots = process.env['WEBOX_SHOTS']
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) })
}

const drop = (names: string[]) =>
  page.evaluate((given) => {
    const dataTransfer = new DataTransfer()
    for (const name of given)
      dataTransfer.items.add(new File(['email;nom\nlea@example.org;Léa\n'], name))
    const more = { bubbles: true, cancelable: true, dataTransfer }
    const place = document.getElementById('view') ?? document.body
    place.dispatchEvent(new DragEvent('dragover', more))
    return !place.dispatchEvent(new DragEvent('drop', more))
  }, names)

describe.skipIf(chromiumPath === '')('files on the window', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox-e2e-'))
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'nav-crm').click()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('of another kind are refused in words', async () => {
    expect(await drop(['facture.pdf'])).toBe(true)
    await page.getByText('Seuls les fichiers de contacts').waitFor()
    expect(page.url()).not.toContain('/crm/import')
    await shot('dropped-refused')
  })

  it('open the import; the next ones wait and are named', async () => {
    expect(await drop(['à b.csv', 'deux.csv', 'trois.csv'])).toBe(true)
    await byId(page, 'import-next').waitFor()
    expect(page.url()).toContain('/crm/import')
    expect(await byId(page, 'import-waiting').innerText()).toContain('deux.csv')
    await shot('dropped-waiting')
    await byId(page, 'import-take').click()
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="import-waiting"]')?.textContent?.includes('trois.csv'),
    )
    expect(problems).toEqual([])
  })

  it('have no settings of a desktop in a browser', async () => {
    await byId(page, 'nav-settings').click()
    await byId(page, 'open-backups').waitFor()
    expect(await byId(page, 'desktop').count()).toBe(0)
  })
})
