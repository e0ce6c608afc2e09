// Funnels in a real browser, in French, on the built application: template, page editor, flow,
// statistics; then published on a relay, visited in another browser profile, and the form's lead
// and the measured conversion arrive in the application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startRelay, type RelayProcess } from '../support/relayProcess.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

let browser: Browser
let host: LocalHostProcess
let relay: RelayProcess
let page: Page
let problems: string[]
let funnel: string
let address: string

/** A busy machine may take its time to draw; what never comes still fails. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const shown = () => page.frameLocator('[data-testid="page-preview"]').locator('body')
const saved = () => eventually(() => byId(page, 'save-state').textContent()).toBe('Enregistré')
/** Reads a page as it is stored, past the interface. */
const pagesOf = async () =>
  (await host.rest('GET', `/marketing/funnels/${funnel}`)).body as {
    pages: { id: number; name: string; url: string | null }[]
    emails: { campaignId: number; isOn: boolean }[]
  }
/** What only its user can write into the first e-mail. */
const finishEmail = async () =>
  host.rest('PUT', `/marketing/campaigns/${(await pagesOf()).emails[0]?.campaignId}`, {
    subject: 'Votre guide',
    preheader: '',
    html: '<p>Voici votre guide.</p>',
    fromEmail: 'boutique@exemple.example',
  })

describe.skipIf(chromiumPath === '')('funnels', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    relay = await startRelay()
    ;({ page, problems } = await signIn(browser, host.link))
  })
  afterAll(async () => {
    await browser?.close()
    await relay?.kill()
    await relay?.remove()
    await host?.stop()
  })

  it('starts empty and makes a funnel from a template', async () => {
    await byId(page, 'nav-funnels').click()
    await byId(page, 'first-funnel').click()
    await expectAccessible(page, 'new funnel')
    await choose(page, 'funnel-type-filter', 'Contenu offert')
    await page.locator('label.card', { hasText: 'Guide gratuit' }).click()
    await byId(page, 'funnel-name').fill('Guide de la boutique')
    // Texts are signed by the business, which the settings lack still.
    await byId(page, 'business-name').fill('La boutique')
    await byId(page, 'business-email').fill('bonjour@boutique.example')
    await expectAccessible(page, 'new funnel, unsigned')
    await byId(page, 'funnel-create').click()
    await eventually(() => byId(page, 'flow-step').count()).toBe(2)
    funnel = /funnels\/(\d+)/.exec(page.url())?.[1] ?? ''
    await expectAccessible(page, 'flow')
  })

  it('edits a page: words, a new block, order, undo; and saves it by itself', async () => {
    await byId(page, 'flow-step').first().click()
    await byId(page, 'page-edit').click()
    await byId(page, 'block-row').first().waitFor()
    const before = await byId(page, 'block-row').count()
    await byId(page, 'block-field-title').fill('Dix idées pour <b>bien</b> choisir')
    await eventually(() => shown().locator('h1').textContent()).toBe(
      'Dix idées pour <b>bien</b> choisir',
    )
    await byId(page, 'block-add').click()
    await byId(page, 'add-faq').click()
    await eventually(() => byId(page, 'block-row').count()).toBe(before + 1)
    await eventually(() => byId(page, 'block-row').nth(1).textContent()).toContain('Questions')
    await byId(page, 'block-down').click()
    await eventually(() => byId(page, 'block-row').nth(2).textContent()).toContain('Questions')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await eventually(() => byId(page, 'block-row').count()).toBe(before)
    await page.keyboard.press('Control+Shift+z')
    await eventually(() => byId(page, 'block-row').count()).toBe(before + 1)
    await byId(page, 'block-row').nth(1).press('Alt+ArrowUp')
    await eventually(() => byId(page, 'block-row').first().textContent()).toContain('Questions')
    await byId(page, 'block-row').first().press('Delete')
    await saved()
    await expectAccessible(page, 'page editor')
    await byId(page, 'preview-mobile').click()
    await byId(page, 'tab-page').click()
    await byId(page, 'page-seo-title').fill('Le guide de la boutique')
    await byId(page, 'page-slug').fill('Guide à garder')
    await saved()
    await expectAccessible(page, 'page settings')
    await page.reload()
    await eventually(() => shown().locator('h1').textContent()).toBe(
      'Dix idées pour <b>bien</b> choisir',
    )
    await byId(page, 'tab-page').click()
    expect(await byId(page, 'page-slug').inputValue()).toBe('guide-a-garder')
  })

  it('asks for a field of one’s own, after its kind', async () => {
    await host.rest('POST', '/marketing/custom-fields', {
      ...{ name: 'Intérêts', key: 'interets', kind: 'choices' },
      options: ['Jardin', 'Bois, brut', 'Cuisine'],
    })
    await page.reload()
    await byId(page, 'block-row').filter({ hasText: 'Formulaire' }).first().click()
    await byId(page, 'form-question-add').click()
    await choose(page, 'form-question-field', 'Intérêts')
    expect(await byId(page, 'form-question').locator('input').first().inputValue()).toBe('Intérêts')
    await saved()
    await eventually(() => shown().locator('input[name="c.interets"]').count()).toBe(3)
    await expectAccessible(page, 'a question for a field')
    if (process.env['WEBOX_SHOTS'])
      await page.screenshot({ path: `${process.env['WEBOX_SHOTS']}/form-question.png` })
  })

  it('says which step no path leads to, and mends it by a select and by dragging', async () => {
    await page.goto(`${host.url}/#/funnels/${funnel}`)
    await choose(page, 'flow-select', 'Recevoir le guide')
    await choose(page, 'path-next', 'Fin du parcours')
    await eventually(() => byId(page, 'flow-step').nth(1).textContent()).toContain(
      'Aucun chemin n’y mène',
    )
    await expectAccessible(page, 'flow with a problem')
    const from = await page.locator('.vue-flow__handle.source').first().boundingBox()
    const to = await page.locator('.vue-flow__handle.target').first().boundingBox()
    if (!from || !to) throw new Error('no handles')
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y + to.height / 2, { steps: 8 })
    await page.mouse.up()
    // The path, and the line to the first e-mail.
    await eventually(() => page.locator('.vue-flow__edge').count()).toBe(2)
    await eventually(() => byId(page, 'flow-step').nth(1).textContent()).not.toContain(
      'Aucun chemin',
    )
  })

  it('shows unknown figures as unknown before anything is published', async () => {
    await page.goto(`${host.url}/#/funnels/${funnel}/stats`)
    await eventually(() => byId(page, 'figure-visitors').textContent()).toContain('—')
    await expectAccessible(page, 'empty statistics')
  })

  it('exports the pages as files', async () => {
    await page.goto(`${host.url}/#/funnels/${funnel}/publish`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      byId(page, 'export-pages').click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.zip$/)
  })

  it('quotes a relay that refuses the code, then pairs and publishes', async () => {
    await byId(page, 'relay-address').fill(relay.url)
    await byId(page, 'relay-code').fill('AAAA-AAAA')
    await byId(page, 'relay-pair').click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page, 'relay that refuses')
    await byId(page, 'relay-code').fill(relay.code ?? '')
    await byId(page, 'relay-pair').click()
    await byId(page, 'relay-url').waitFor()
    // Its last page says that the guide arrives: its e-mail must be able to bring it.
    await byId(page, 'publish').click()
    await page.getByRole('alert').waitFor()
    await finishEmail()
    await page.goto(`${host.url}/#/funnels/${funnel}`)
    await byId(page, 'flow-email').first().click()
    await byId(page, 'email-switch').click()
    await eventually(async () => (await pagesOf()).emails[0]?.isOn).toBe(true)
    await page.goto(`${host.url}/#/funnels/${funnel}/publish`)
    await byId(page, 'publish').click()
    await byId(page, 'funnel-url').waitFor()
    address = (await byId(page, 'funnel-url').textContent()) ?? ''
    expect(address).toContain(new URL(relay.url).host)
    expect((await pagesOf()).pages.every(({ url }) => url !== null)).toBe(true)
    await expectAccessible(page, 'published')
  })

  it('brings the lead and the conversion of a visitor in another browser profile', async () => {
    const context = await browser.newContext({ locale: 'fr-FR' })
    const visitor = await context.newPage()
    await visitor.goto(`${address}?utm_source=affiche`)
    await visitor.locator('input[name="email"]').fill('lea.moreau@exemple.example')
    await visitor.getByLabel('Jardin').check()
    await visitor.getByLabel('Bois, brut').check()
    // The relay takes a form sent faster than anybody types for a program's.
    await visitor.waitForTimeout(4_000)
    await visitor.locator('form button').click()
    await visitor.getByText('Merci').first().waitFor()
    expect(await context.cookies()).toEqual([])
    await context.close()
    await byId(page, 'relay-pull').click()
    await page.goto(`${host.url}/#/funnels/${funnel}/stats`)
    await eventually(() => byId(page, 'figure-leads').textContent()).toContain('1')
    expect(await byId(page, 'figure-visitors').textContent()).toContain('1')
    // The visitor went on by the form: one stream to the next step, with the same number in the
    // table.
    await byId(page, 'funnel-paths').locator('canvas').waitFor()
    await byId(page, 'paths-table').click()
    await eventually(() => byId(page, 'funnel-paths').locator('tbody').textContent()).toContain(
      'Formulaire envoyé',
    )
    await byId(page, 'stats-table').click()
    await expectAccessible(page, 'statistics')
    await page.goto(`${host.url}/#/crm?q=lea.moreau`)
    await eventually(() => byId(page, 'lead-row').count()).toBe(1)
    const { body } = await host.rest('GET', '/marketing/leads?search=lea.moreau')
    expect((body as { items: { custom: unknown }[] }).items[0]?.custom).toEqual({
      interets: ['Jardin', 'Bois, brut'],
    })
  })

  it('records a sale by hand', async () => {
    await page.goto(`${host.url}/#/funnels/${funnel}/stats`)
    await byId(page, 'record-sale').click()
    await byId(page, 'sale-amount').fill('49,90')
    await expectAccessible(page, 'sale dialog')
    await byId(page, 'sale-save').click()
    await eventually(() => byId(page, 'figure-revenue').textContent()).toContain('49,90')
  })

  it('duplicates, archives with a way back, and deletes a funnel', async () => {
    await page.goto(`${host.url}/#/funnels/${funnel}`)
    await byId(page, 'funnel-duplicate').click()
    await eventually(() => page.url()).not.toMatch(new RegExp(`funnels/${funnel}$`))
    await byId(page, 'funnel-archive').click()
    await eventually(() => byId(page, 'funnel-row').count()).toBe(1)
    await byId(page, 'notice-action').last().click()
    await eventually(() => byId(page, 'funnel-row').count()).toBe(2)
    await byId(page, 'funnel-row').filter({ hasText: 'Brouillon' }).first().click()
    await byId(page, 'funnel-delete').click()
    await eventually(() => byId(page, 'funnel-row').count()).toBe(1)
    await byId(page, 'notice-action').last().click()
    await eventually(() => byId(page, 'funnel-row').count()).toBe(2)
  })

  it('passes axe on every view, light and dark, in both languages', async () => {
    const first = (await pagesOf()).pages[0]?.id
    const views = [
      '',
      '?archived=1',
      `/${funnel}`,
      `/${funnel}/pages`,
      `/${funnel}/pages/${first}`,
      `/${funnel}/stats`,
      `/${funnel}/publish`,
      `/${funnel}/settings`,
    ]
    // The same user, whose browser speaks English.
    const english = await browser.newContext({
      storageState: await page.context().storageState(),
      locale: 'en-GB',
      viewport: { width: 1280, height: 800 },
    })
    for (const shownPage of [page, await english.newPage()]) {
      for (const scheme of ['light', 'dark'] as const) {
        await shownPage.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        for (const view of views) {
          await shownPage.goto(`${host.url}/#/funnels${view}`)
          await shownPage.locator('h1').first().waitFor()
          await shownPage.waitForTimeout(500)
          if (view === `/${funnel}`) await byId(shownPage, 'flow-step').first().waitFor()
          if (view.endsWith('/publish')) await byId(shownPage, 'hook-reveal').click()
          if (view.endsWith('/publish')) await byId(shownPage, 'hook-example').waitFor()
          if (view.endsWith('/stats')) await byId(shownPage, 'paths-table').click()
          await expectAccessible(
            shownPage,
            `funnels${view}, ${scheme}, ${shownPage === page ? 'fr' : 'en'}`,
          )
        }
      }
      expect(await shownPage.locator('html').getAttribute('lang')).toBe(
        shownPage === page ? 'fr' : 'en',
      )
    }
    await english.close()
  })

  it('asked nothing of the network and broke no policy of its own', () => {
    // The refused pairing answers 422, which the browser itself writes to its console.
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  })
})
