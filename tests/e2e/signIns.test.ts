// Signing in on a provider's page in a real browser, against a real authorisation server: signed out and
// in again on an account that is there, and the way to it from an address.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import {
  browse,
  startAuthorisationServer,
  type AuthorisationServer,
} from '../support/signIn/authorisationServer.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

const expected = 'shop@business.example'
let browser: Browser
let server: AuthorisationServer
let host: LocalHostProcess
let sink: Sink
beforeAll(async () => {
  if (chromiumPath === '') return
  browser = await openBrowser()
  server = await startAuthorisationServer()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
afterEach(async () => {
  await sink?.stop()
  await host?.stop()
})

const shot = async (page: Page, name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

type Rest = Awaited<ReturnType<LocalHostProcess['rest']>>
const bodyOf = (answer: Rest) => JSON.parse(answer.text) as Record<string, string>

/** An account that is signed in, made over the REST API. */
async function signedInAccount(): Promise<void> {
  await host.rest('PUT', '/marketing/sign-in-providers/other/client', {
    ...{ clientId: 'desktop', issuer: server.issuer },
  })
  const begun = bodyOf(
    await host.rest('POST', '/marketing/sign-ins', {
      ...{ provider: 'other', sendingHost: '127.0.0.1', address: expected },
    }),
  )
  await browse(begun['url'] ?? '')
  const created = await host.rest('POST', '/marketing/email-accounts', {
    ...{ name: 'Boutique', host: '127.0.0.1', port: sink.port, security: 'none' },
    ...{ fromEmail: expected, signInAttempt: begun['id'] },
  })
  expect(created.status).toBe(201)
}

const words = {
  Français: {
    state: /connecté en tant que shop@/,
    done: /Vous êtes connecté/,
    out: /est déconnecté/,
  },
  English: { state: /signed in as shop@/, done: /You are signed in/, out: /is signed out/ },
} as const

describe.skipIf(chromiumPath === '')('signing in', () => {
  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)(
    'shows who is signed in, signs out and in again by keyboard (%s, %s)',
    async (language, colorScheme) => {
      const said = words[language]
      host = await startLocalHost()
      sink = await startSink(host.dataFolder, { kind: 'polite', signIn: { issuer: server.issuer } })
      await signedInAccount()
      const { page } = await signIn(browser, host.link, { colorScheme })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/accounts`)
      const card = byId(page, 'account-card')
      await expect.poll(() => card.innerText()).toMatch(said.state)
      await expectAccessible(page, `signed in, ${language}`)
      await shot(page, `signed-in-${language}`)

      await byId(page, 'sign-out').focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => card.innerText()).toMatch(said.out)
      await expectAccessible(page, `signed out, ${language}`)
      await shot(page, `signed-out-${language}`)

      const popup = page.waitForEvent('popup')
      await byId(page, 'sign-in-begin').focus()
      await page.keyboard.press('Enter')
      const back = await popup
      await expect.poll(() => back.innerText('main').catch(() => '')).toMatch(said.done)
      await expectAccessible(back, `back, ${language}`)
      await shot(back, `back-${language}`)
      await expect.poll(() => card.innerText()).toMatch(said.state)
      await byId(page, 'account-verify').click()
      await expect.poll(() => byId(page, 'account-verdict').innerText()).toMatch(/235|Authent/i)
      await page.context().close()
    },
  )

  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)(
    'comes first for an address of such a provider, once an application is registered (%s, %s)',
    async (language, colorScheme) => {
      host = await startLocalHost()
      const { page } = await signIn(browser, host.link, { colorScheme })
      await page.setViewportSize({ width: 420, height: 900 })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/accounts`)
      await byId(page, 'new-account').first().click()
      await byId(page, 'account-from-email').fill('marie@outlook.fr')
      await byId(page, 'sign-in-client').waitFor()
      expect(await byId(page, 'account-password').count()).toBe(1)
      await expectAccessible(page, `no client, ${language}`)
      await shot(page, `unset-${language}`)
      await byId(page, 'sign-in-client').locator('summary').click()
      await byId(page, 'sign-in-client-id').fill('my-own-application')
      await shot(page, `client-${language}`)
      await byId(page, 'sign-in-client-save').click()
      await byId(page, 'sign-in-begin').waitFor()
      expect(await byId(page, 'account-password').count()).toBe(0)
      await expectAccessible(page, `client, ${language}`)
      await shot(page, `begin-${language}`)
      await byId(page, 'account-by-password').click()
      expect(await byId(page, 'account-password').count()).toBe(1)
      await page.context().close()
    },
  )
})
