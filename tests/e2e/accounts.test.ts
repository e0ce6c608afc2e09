// A sending account in a real browser: what stands in the way of a server is said in words, a
// certificate nobody vouches for is looked at and trusted, an address of another provider is told.
import type { Browser, Page } from 'playwright-core'
import { networkInterfaces } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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

/** An address of this machine that is not the loopback's: certificates are judged there. */
const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address
const login = { user: 'moi', password: 'secret' }

let browser: Browser
let host: LocalHostProcess
let sink: Sink
beforeAll(async () => {
  if (chromiumPath !== '') browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})
afterEach(async () => {
  await sink?.stop()
  await host?.stop()
})

const shot = async (page: Page, name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const words = {
  Français: [/Aucun serveur ne porte ce nom|n’y trouve aucun nom/, /pris pour des faux/],
  English: [/No server has this name|finds no server names/, /taken for forgeries/],
} as const

describe.skipIf(chromiumPath === '' || ownAddress === undefined)('a sending account', () => {
  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)(
    'says what stands in the way, and trusts a certificate once it was looked at (%s, %s)',
    async (language, colorScheme) => {
      const [noServer, forgery] = words[language]
      host = await startLocalHost()
      const address = ownAddress as string
      sink = await startSink(host.dataFolder, { kind: 'polite', encryption: 'tls', address, login })
      const add = (account: Record<string, unknown>) =>
        host.rest('POST', '/marketing/email-accounts', { security: 'tls', ...login, ...account })
      await add({
        ...{ name: 'Boutique', host: address, port: sink.port },
        fromEmail: 'contact@boutique.example',
      })
      await add({
        ...{ name: 'Gmail', host: 'smtp.ovh.invalid', port: 465 },
        fromEmail: 'boutique@gmail.com',
      })
      const { page } = await signIn(browser, host.link, { colorScheme })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/accounts`)
      const [shop, gmail] = [byId(page, 'account-card').nth(0), byId(page, 'account-card').nth(1)]
      await expect.poll(() => gmail.innerText()).toMatch(forgery)

      await gmail.getByTestId('account-verify').click()
      await expect
        .poll(() => gmail.getByRole('status').innerText(), { timeout: 20_000 })
        .toMatch(noServer)
      await shop.getByTestId('account-verify').click()
      const certificate = shop.getByTestId('account-certificate')
      await expect
        .poll(() => certificate.innerText(), { timeout: 20_000 })
        .toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/)
      await expectAccessible(page, `accounts, ${language}`)
      await shot(page, `accounts-${language}`)
      await shop.getByTestId('account-trust').click()
      await expect.poll(() => shop.getByTestId('account-distrust').count()).toBe(1)
      await expect.poll(() => certificate.count(), { timeout: 20_000 }).toBe(0)
      await shot(page, `trusted-${language}`)
      await page.context().close()
    },
  )
})

describe.skipIf(chromiumPath === '')('a new sending account', () => {
  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)(
    'is set up from an address and a password (%s, %s)',
    async (language, colorScheme) => {
      host = await startLocalHost()
      sink = await startSink(host.dataFolder, { kind: 'polite', login })
      const { page } = await signIn(browser, host.link, { colorScheme })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/accounts`)
      await byId(page, 'new-account').first().click()
      const address = byId(page, 'account-from-email')
      const note = byId(page, 'account-provider')
      await address.waitFor()
      await expectAccessible(page, `new account, ${language}`)
      await shot(page, `new-${language}`)
      for (const [email, said] of [
        ['marie@orange.fr', /smtp\.orange\.fr:465/],
        ['marie@gmail.com', /apppasswords/],
        ['marie@hotmail.fr', /Brevo/],
      ] as const) {
        await address.fill(email)
        await expect.poll(() => note.innerText().catch(() => '')).toMatch(said)
        await expectAccessible(page, `${email}, ${language}`)
        await shot(page, `${email.split('@')[1]}-${language}`)
      }
      // Nobody answers for this domain: what is shown is a guess, and open to be corrected.
      await address.fill('marie@boutique.invalid')
      await byId(page, 'account-password').fill(login.password)
      await byId(page, 'account-save').click()
      await expect
        .poll(() => note.innerText().catch(() => ''), { timeout: 40_000 })
        .toMatch(/smtp\.boutique\.invalid:465/)
      expect(await byId(page, 'account-host').inputValue()).toBe('smtp.boutique.invalid')
      await shot(page, `guess-${language}`)
      await byId(page, 'account-host').fill('127.0.0.1')
      await choose(page, 'account-security', language === 'English' ? /None/ : /Aucun/)
      await byId(page, 'account-port').fill(String(sink.port))
      await byId(page, 'account-user').fill('personne')
      await byId(page, 'account-save').click()
      await expect
        .poll(() => byId(page, 'account-verdict').innerText(), { timeout: 20_000 })
        .toMatch(/535/)
      await expectAccessible(page, `refused, ${language}`)
      await shot(page, `refused-${language}`)
      await byId(page, 'account-user').fill(login.user)
      await byId(page, 'account-save').click()
      await byId(page, 'account-card').waitFor()
      expect(await byId(page, 'account-card').innerText()).toContain('marie@boutique.invalid')
      await page.context().close()
    },
  )
})
