// Moving in from WeBox IA as its user does: from the first run, look, take over, read the report,
// undo; in French and English, light and dark.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { weboxFixture } from '../support/weboxFile.ts'
import {
  byId,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
  type OpenPage,
} from './pages/browser.ts'

const words = {
  'fr-FR': {
    title: 'Reprendre depuis WeBox IA',
    done: 'est repris',
    undone: 'Tout est comme avant la reprise',
    broken: 'le lead est repris sans adresse',
    imported: 'Chiffres importés, non mesurés',
  },
  'en-GB': {
    title: 'Move in from WeBox IA',
    done: 'has moved in',
    undone: 'Everything is as it was before the move',
    broken: 'the lead came over without it',
    imported: 'Imported figures, not measured',
  },
} as const

/** Where pictures of the views go; none are taken if it is not set. */
const shots = process.env['WEBOX_SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots !== undefined && (await page.screenshot({ path: `${shots}/${name}.png` })))

describe.skipIf(chromiumPath === '').each([
  ['fr-FR', 'light'],
  ['en-GB', 'dark'],
] as const)('moving in from WeBox IA (%s, %s)', (locale, colorScheme) => {
  let browser: Browser
  let host: LocalHostProcess
  let opened: OpenPage
  const said = words[locale]
  const total = async (path: string) =>
    ((await host.rest('GET', path)).body as { total: number }).total

  beforeAll(async () => {
    host = await startLocalHost({ run: 'built' })
    browser = await openBrowser()
    opened = await signIn(browser, host.link, { locale, colorScheme })
    if (locale === 'en-GB') await host.rest('PUT', '/marketing/settings', { language: 'en' })
    await opened.page.reload()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })
  const picture = (name: string) =>
    shoot(opened.page, `${name}-${locale.slice(0, 2)}-${colorScheme}`)

  it('begins on the first run with a look at what the file holds', async () => {
    const { page } = opened
    await byId(page, 'first-webox').waitFor()
    await expectAccessible(page, 'first run')
    await picture('first-run')
    await byId(page, 'first-webox').click()
    await page.getByRole('heading', { name: said.title }).waitFor()
    await expectAccessible(page, 'drop')
    await picture('drop')
    await byId(page, 'webox-file').setInputFiles({
      name: 'notes.db',
      mimeType: 'text/plain',
      buffer: Buffer.from('rien'),
    })
    await page.getByRole('alert').first().waitFor()
    await picture('refused')
    await byId(page, 'webox-file').setInputFiles(weboxFixture)
    await byId(page, 'webox-start').waitFor()
    expect(await byId(page, 'webox-counts').textContent()).toContain('495')
    expect(await total('/marketing/leads')).toBe(0)
    await expectAccessible(page, 'preview')
    await picture('preview')
  })

  it('takes over, reports each row in the user’s language and gives the list as a file', async () => {
    const { page } = opened
    await byId(page, 'webox-start').click()
    await byId(page, 'webox-result').waitFor()
    expect(await byId(page, 'webox-result').getAttribute('data-state')).toBe('done')
    expect(await byId(page, 'webox-result').textContent()).toContain(said.done)
    await byId(page, 'webox-problems').waitFor()
    expect(await byId(page, 'webox-problems').textContent()).toContain(said.broken)
    await expectAccessible(page, 'report')
    await picture('report')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      byId(page, 'webox-download').click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const csv = Buffer.concat(chunks).toString('utf8')
    expect(csv).toContain('leads;131;')
    expect(csv).toContain('pas-une-adresse')
    expect(csv.split('\r\n').length).toBeGreaterThan(100)
    expect(await total('/marketing/leads')).toBe(495)
  })

  it('keeps a campaign that was sent as a memory that cannot go out', async () => {
    const { page } = opened
    await page.goto(`${host.url}/#/email?status=imported`)
    await byId(page, 'campaign-row').first().click()
    await byId(page, 'imported-totals').waitFor()
    expect(await page.getByText(said.imported).count()).toBe(1)
    expect(await byId(page, 'campaign-status').getAttribute('data-status')).toBe('imported')
    await expectAccessible(page, 'imported campaign')
    await picture('imported-campaign')
  })

  it('is undone from the settings, and everything is as before', async () => {
    const { page } = opened
    await byId(page, 'nav-settings').click()
    await byId(page, 'open-webox').click()
    await byId(page, 'webox-previous').getByRole('link').first().click()
    await byId(page, 'webox-undo').click()
    await page.getByText(said.undone).waitFor()
    await expectAccessible(page, 'undone')
    await picture('undone')
    expect([
      await total('/marketing/leads'),
      await total('/marketing/campaigns'),
      await total('/marketing/funnels'),
    ]).toEqual([0, 0, 0])
  })

  it('leaves the register of ads to be written by hand', async () => {
    const { page } = opened
    await byId(page, 'nav-ads').click()
    await byId(page, 'new-ad').waitFor()
    await expectAccessible(page, 'no ads')
    await picture('ads-empty')
    await byId(page, 'new-ad').click()
    await byId(page, 'ad-name').fill('Portes ouvertes')
    await byId(page, 'ad-platform').fill('Facebook')
    for (const [field, value] of [
      ['impressions', '2000'],
      ['clicks', '50'],
      ['spent', '60'],
    ] as const)
      await byId(page, `ad-${field}`).fill(value)
    await byId(page, 'ad-save').click()
    await byId(page, 'ad-row').waitFor()
    await byId(page, 'ad-delete').waitFor()
    expect(await byId(page, 'ad-cpc').textContent()).toMatch(/1[.,]20/)
    expect(await byId(page, 'ad-cpa').textContent()).toBe('—')
    await expectAccessible(page, 'ads')
    await picture('ads')
    await page.keyboard.press('Escape')
    await byId(page, 'ad-panel').waitFor({ state: 'detached' })
    expect(opened.problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })
})
