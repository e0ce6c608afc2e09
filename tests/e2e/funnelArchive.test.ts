// An archived funnel in a browser: its e-mail says that it is held, cannot be turned on, and goes
// on once the funnel is restored.
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

const words = {
  fr: {
    language: 'Français',
    archived: 'Le tunnel est archivé',
    held: 'Activé, retenu',
    campaign: 'qui est archivé',
    relay: 'la réponse arrive par un relais',
  },
  en: {
    language: 'English',
    archived: 'The funnel is archived',
    held: 'On, held',
    campaign: 'which is archived',
    relay: 'the answer arrives through a relay',
  },
}
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 })

describe.skipIf(chromiumPath === '')('an archived funnel', () => {
  let browser: Browser
  let host: LocalHostProcess
  let page: Page
  let problems: string[]
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, host.link))
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it.each(['fr', 'en'] as const)(
    'says what is held, and comes back as it was (%s)',
    async (language) => {
      const said = words[language]
      await byId(page, 'nav-settings').click()
      await choose(page, 'settings-language', said.language)
      const funnel = (
        await host.rest('POST', `/marketing/funnels?template=other-newsletter-${language}`, {
          name: `Lettre ${language}`,
        })
      ).body as { id: number; emails: { campaignId: number }[]; pages: { id: number }[] }
      await page.goto(`${host.url}/#/funnels/${funnel.id}`)
      await byId(page, 'flow-email').click()
      await byId(page, 'email-switch').click()
      await soon(() => byId(page, 'email-switch').getAttribute('aria-checked')).toBe('true')
      await host.rest('PUT', `/marketing/funnels/${funnel.id}`, { isArchived: true })
      await soon(() => byId(page, 'email-held').textContent()).toContain(said.archived)
      expect(await byId(page, 'email-panel').textContent()).toContain(said.held)
      await expectAccessible(page, `held ${language}`)
      await page.goto(`${host.url}/#/email/campaigns/${funnel.emails[0]?.campaignId}`)
      await soon(() => byId(page, 'campaign-automatic').textContent()).toContain(said.campaign)
      await page.goto(`${host.url}/#/funnels/${funnel.id}`)
      await byId(page, 'flow-email').click()
      await byId(page, 'email-switch').click()
      await soon(() => byId(page, 'email-switch').getAttribute('aria-checked')).toBe('false')
      // Off, it cannot be turned on before the funnel is back.
      expect(await byId(page, 'email-switch').getAttribute('class')).toContain('disabled')
      await byId(page, 'funnel-unarchive').click()
      await soon(() => byId(page, 'email-held').count()).toBe(0)
      await byId(page, 'email-switch').click()
      await soon(() => byId(page, 'email-switch').getAttribute('aria-checked')).toBe('true')
      expect(problems).toEqual([])
    },
  )

  it.each(['fr', 'en'] as const)(
    'and a form that asks for a confirmation without a relay says what is missing (%s)',
    async (language) => {
      const said = words[language]
      await byId(page, 'nav-settings').click()
      await choose(page, 'settings-language', said.language)
      const funnel = (
        await host.rest('POST', `/marketing/funnels?template=other-newsletter-${language}`, {
          name: `Confirmée ${language}`,
        })
      ).body as { id: number; pages: { id: number }[] }
      await page.goto(`${host.url}/#/funnels/${funnel.id}/pages/${funnel.pages[0]?.id}`)
      await byId(page, 'block-row')
        .filter({ hasText: language === 'fr' ? 'Formulaire' : 'Form' })
        .first()
        .click()
      const box = page.locator('.n-checkbox', {
        hasText: language === 'fr' ? 'Demander confirmation' : 'Ask for confirmation',
      })
      if ((await box.getAttribute('aria-checked')) !== 'true') await box.click()
      await soon(() =>
        page
          .locator('aside, .side, main')
          .allTextContents()
          .then((texts) => texts.join(' ')),
      ).toContain(said.relay)
      await page.goto(`${host.url}/#/funnels/relay`)
      await byId(page, 'relay-pair').waitFor()
      await expectAccessible(page, `relay ${language}`)
      expect(problems).toEqual([])
    },
  )
})
