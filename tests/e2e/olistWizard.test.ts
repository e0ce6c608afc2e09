// Two files of real leads and deals (Olist, for tests only, never part of this repository) through
// the wizard, as a stranger goes: neither names anybody. Skipped, and said so, where the files are
// not there.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

const folder = resolve(import.meta.dirname, '../../../shared/data/olist')
const isThere = existsSync(folder)
if (!isThere) console.log('The Olist files are not beside the project: their test is skipped.')
const file = (name: string) => resolve(folder, `olist_${name}_dataset.csv`)

let browser: Browser
let host: LocalHostProcess
let page: Page
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 60_000 })
const get = async <T>(path: string) => (await host.rest('GET', `/marketing${path}`)).body as T
const shot = async (name: string) => {
  if (process.env['WEBOX_SHOTS'])
    await page.screenshot({ path: `${process.env['WEBOX_SHOTS']}/olist-${name}.png` })
}

describe.skipIf(chromiumPath === '' || !isThere)('the Olist files', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page } = await signIn(browser, host.link))
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  async function start(name: string): Promise<void> {
    await page.goto(`${host.url}/#/crm/import`)
    await byId(page, 'import-file').setInputFiles(file(name))
    await byId(page, 'import-next').waitFor()
  }
  async function finish(): Promise<void> {
    // Each choice is tried on the file: until then the button only turns.
    await eventually(() => byId(page, 'import-next').getAttribute('class')).not.toContain('loading')
    await byId(page, 'import-next').click()
    await byId(page, 'import-basis-none').click()
    await eventually(() => byId(page, 'import-start').isEnabled()).toBe(true)
    await byId(page, 'import-start').click()
    await byId(page, 'import-result').waitFor()
  }

  it('make 8,000 leads of rows that name nobody, by the column that tells them apart', async () => {
    await start('marketing_qualified_leads')
    const hint = byId(page, 'import-hint-identifier')
    await eventually(() => hint.textContent()).toContain('mql_id')
    await shot('identifier')
    await expectAccessible(page, 'a file that names nobody')
    await hint.locator('button').click()
    await eventually(() => hint.count()).toBe(0)
    await choose(page, 'mapping-2', 'Nouveau champ')
    await finish()
    expect((await get<{ total: number }>('/leads')).total).toBe(8_000)
  })

  it('win 842 of them by the second file, recognised by the same number', async () => {
    await start('closed_deals')
    await byId(page, 'import-hint-identifier').locator('button').click()
    await byId(page, 'import-hint-stage').locator('button').click()
    await eventually(() => byId(page, 'import-hint-stage').count()).toBe(0)
    await choose(page, 'mapping-5', 'Nouveau champ')
    await shot('deals')
    await finish()
    const won = await get<{ total: number; items: { custom: Record<string, string> }[] }>(
      '/leads?status=won',
    )
    expect(won.total).toBe(842)
    expect(won.items.every(({ custom }) => custom['mql-id'] !== undefined)).toBe(true)
    expect((await get<{ total: number }>('/leads')).total).toBe(8_000)
  })

  it('are on the board, in a segment, and learnt from', async () => {
    await page.goto(`${host.url}/#/crm?view=board`)
    await shot('board')
    const { body } = await host.rest('POST', '/marketing/segments/count', {
      filter: {
        all: [
          { field: 'status', op: 'is', value: ['won'] },
          { field: 'source', op: 'is', value: ['organic_search'] },
        ],
      },
    })
    expect((body as { count: number }).count).toBeGreaterThan(100)
    // Whoever never bought is lost, which only the business can say: all of them at once.
    const open = { none: [{ field: 'status', op: 'is', value: ['won'] }] }
    const edit = await host.rest('POST', '/marketing/leads/bulk', {
      ...{ filter: open, changes: { status: 'lost' } },
    })
    expect(edit.body).toMatchObject({ matched: 7_158 })
    await eventually(async () => (await get<{ total: number }>('/leads?status=lost')).total).toBe(
      7_158,
    )
    const { body: model } = await host.rest('POST', '/marketing/scoring/train', {})
    const { state, auc } = model as { state: string; auc: { mean: number } }
    expect(state).toBe('ready')
    // What scikit-learn finds in source and landing page alone is 0.676.
    expect(auc.mean).toBeGreaterThan(0.66)
  })
})
