// The main job in a real browser, in French, on the built application with nothing set up: import,
// write, send to the sandbox, then through a real server with STARTTLS and a login, and the
// dashboard's figures equal the server's count.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

const contacts = fileURLToPath(new URL('../fixtures/imports/hubspot-contacts.csv', import.meta.url))
/** Leads of the file in the stage "qualified". */
const qualified = 42

let folder: string
let browser: Browser
let host: LocalHostProcess
let sink: Sink
let page: Page
let problems: string[]

describe.skipIf(chromiumPath === '')('the main job', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox-e2e-'))
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    sink = await startSink(folder, {
      kind: 'polite',
      encryption: 'starttls',
      login: { user: 'boutique', password: 'mot-de-passe' },
      keep: true,
    })
    ;({ page, problems } = await signIn(browser, host.link))
  })
  afterAll(async () => {
    await browser?.close()
    await sink?.stop()
    await host?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('starts on an empty dashboard that offers the first step, and forgets the code in its address', async () => {
    await byId(page, 'first-import').waitFor()
    expect(page.url()).not.toContain('code=')
    expect(await page.title()).toContain('WeBox')
    await expectAccessible(page, 'empty dashboard')
  })

  it('imports a HubSpot export by the wizard', async () => {
    await byId(page, 'nav-crm').click()
    await byId(page, 'import-leads').first().click()
    await byId(page, 'import-file').setInputFiles(contacts)
    await byId(page, 'import-next').waitFor()
    await expectAccessible(page, 'import, columns')
    await byId(page, 'import-next').click()
    await byId(page, 'import-start').waitFor()
    expect(await byId(page, 'bucket-created').textContent()).toContain('300')
    // On what they may be written to is never answered in the user's place.
    expect(await byId(page, 'import-start').isEnabled()).toBe(false)
    await byId(page, 'import-basis-customer').click()
    await expect.poll(() => byId(page, 'bucket-basisNoted').count()).toBe(1)
    await expectAccessible(page, 'import, buckets')
    await byId(page, 'import-start').click()
    await byId(page, 'import-result').waitFor()
    expect(await byId(page, 'import-result').textContent()).toContain('300')
    await byId(page, 'import-done').click()
  })

  it('finds a lead without its accents and shows it beside the list', async () => {
    await byId(page, 'lead-search').fill('solene gau')
    await expect.poll(() => byId(page, 'lead-row').count()).toBe(1)
    await byId(page, 'lead-row').first().click()
    // The panel is there before its lead is read.
    await expect.poll(() => byId(page, 'lead-panel').textContent()).toContain('Solène')
    await expectAccessible(page, 'lead')
    await byId(page, 'lead-close').click()
    await byId(page, 'lead-search').fill('')
  })

  it('writes a campaign to the qualified leads and sends it to the sandbox, with nothing set up', async () => {
    await write('Lettre au bac à sable')
    await byId(page, 'campaign-send').click()
    await expect.poll(() => byId(page, 'send-count').textContent()).toContain(String(qualified))
    await expectAccessible(page, 'send dialog')
    await byId(page, 'campaign-send-confirm').click()
    await expectCompleted()
    await page.goto(`${host.url}/#/email/sandbox`)
    await expect.poll(() => byId(page, 'sandbox-message').count()).toBeGreaterThan(0)
    await byId(page, 'sandbox-message').first().click()
    const shown = page.frameLocator('[data-testid="sandbox-open"] iframe')
    await expect.poll(() => shown.locator('body').textContent()).toContain('voici les nouvelles')
    await expectAccessible(page, 'sandbox')
    expect(sink.arrived()).toHaveLength(0)
  })

  it('sets up an account, tests it, and sends again through a real server with STARTTLS and a login', async () => {
    await page.goto(`${host.url}/#/email/accounts`)
    await byId(page, 'new-account').first().click()
    await byId(page, 'account-settings').click()
    for (const [field, value] of Object.entries({
      name: 'Ma boîte',
      'from-name': 'La Boutique',
      'from-email': 'bonjour@boutique.example',
      host: '127.0.0.1',
      user: 'boutique',
      password: 'faux',
      rate: '6000',
    })) {
      await byId(page, `account-${field}`).fill(value)
    }
    await choose(page, 'account-security', 'STARTTLS')
    await byId(page, 'account-port').fill(String(sink.port))
    await expectAccessible(page, 'account dialog')
    await byId(page, 'account-save').click()
    await expect
      .poll(() => byId(page, 'account-verdict').textContent())
      .toMatch(/mot de passe est refusé.*535/)
    await expectAccessible(page, 'account refused')
    await byId(page, 'account-keep').click()
    await byId(page, 'account-card').waitFor()
    await byId(page, 'account-edit').click()
    await byId(page, 'account-password').fill('mot-de-passe')
    await byId(page, 'account-save').click()
    await expect.poll(() => byId(page, 'account-save').count()).toBe(0)
    expect(await byId(page, 'account-card').textContent()).not.toContain('535')
    await byId(page, 'account-verify').click()
    await expect.poll(() => byId(page, 'account-card').textContent()).toMatch(/235|authenti/i)
    await write('Lettre pour de vrai', 'Ma boîte')
    await byId(page, 'campaign-send').click()
    await expect.poll(() => byId(page, 'send-count').textContent()).toContain(String(qualified))
    await byId(page, 'campaign-send-confirm').click()
    await expectCompleted()
    const arrived = sink.arrived().map((message) => message.recipient)
    expect(arrived).toHaveLength(qualified)
    expect(new Set(arrived).size).toBe(qualified)
    const [first] = await sink.messages()
    expect(first?.raw).toMatch(/^List-Unsubscribe: <mailto:[^>]+>\r\n(?=[A-Za-z])/m)
  })

  it('shows on the dashboard what the server counted', async () => {
    await byId(page, 'nav-dashboard').click()
    await expect
      .poll(() => byId(page, 'figure-emailsSent').or(byId(page, 'figure-emails')).textContent())
      .toContain(String(sink.arrived().length))
    expect(await byId(page, 'figure-leads').textContent()).toContain('300')
    await expectAccessible(page, 'dashboard')
  })

  it('passes axe on every view, light and dark, in both languages', async () => {
    const views = [
      'dashboard',
      'crm',
      'crm/import',
      'email',
      'email/outbox',
      'email/messages',
      'email/sandbox',
      'email/accounts',
      'email/suppressions',
      'settings',
    ]
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await expect
        .poll(() => page.evaluate(() => document.documentElement.style.colorScheme))
        .toBe(scheme)
      for (const view of views) {
        await page.goto(`${host.url}/#/${view}`)
        await page.locator('h1').first().waitFor()
        await page.waitForTimeout(300)
        await expectAccessible(page, `${view}, ${scheme}`)
      }
    }
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', 'English')
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en')
    await page.goto(`${host.url}/#/dashboard`)
    await expect.poll(() => page.locator('h1').first().textContent()).toBe('Dashboard')
  })

  it('asked nothing of the network and broke no policy of its own', () => {
    expect(problems).toEqual([])
  })
})

/** Writes a campaign to the qualified leads, up to where it can be sent. */
async function write(name: string, account?: string): Promise<void> {
  await page.goto(`${host.url}/#/email`)
  await byId(page, 'new-campaign').first().click()
  await byId(page, 'start-html').click()
  await byId(page, 'campaign-name').fill(name)
  await byId(page, 'campaign-subject').fill('{{ first_name | Bonjour }}, les nouvelles')
  if (account !== undefined) await choose(page, 'campaign-account', account)
  await byId(page, 'campaign-from-name').fill('La Boutique')
  await byId(page, 'campaign-from-email').fill('bonjour@boutique.example')
  await byId(page, 'campaign-body').fill('Bonjour, voici les nouvelles de novembre.')
  await choose(page, 'campaign-status-filter', 'Qualifié')
  await expect
    .poll(() => byId(page, 'campaign-recipient-count').textContent())
    .toBe(String(qualified))
  await expect.poll(() => byId(page, 'save-state').textContent()).toMatch(/Enregistré/)
  await expectAccessible(page, 'campaign editor')
}

async function expectCompleted(): Promise<void> {
  await expect
    .poll(() => byId(page, 'campaign-status').getAttribute('data-status'), { timeout: 60_000 })
    .toBe('completed')
  await expect.poll(() => byId(page, 'stat-sent').textContent()).toContain(String(qualified))
}
