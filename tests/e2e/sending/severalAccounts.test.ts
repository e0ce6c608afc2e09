// Limits of accounts in a real browser: a warm-up that is started, skipped and taken back, and a campaign
// over two accounts, planned, sent and counted by account.
import { afterEach, describe, expect, it } from 'vitest'
import { startSink, type Sink } from '../../support/smtp.ts'
import { appInBrowser, bothLanguages, eventually, shot } from '../pages/app.ts'
import { byId, chromiumPath, expectAccessible } from '../pages/browser.ts'

const app = appInBrowser()
let sink: Sink
afterEach(async () => {
  await sink?.stop()
})

/** Two accounts on a server of this machine, and seven people. */
async function prepare(): Promise<number[]> {
  sink = await startSink(app.host.dataFolder, { kind: 'polite' })
  const account = (name: string, maxPerDay: number) =>
    app.made('/marketing/email-accounts', {
      ...{ name, maxPerDay, host: '127.0.0.1', port: sink.port, security: 'none' },
      fromEmail: `${name.toLowerCase()}@atelier.example`,
    })
  for (let index = 1; index <= 7; index += 1)
    await app.made('/marketing/leads', { firstName: 'Zoé', email: `zoe${index}@clients.example` })
  return [await account('Atelier', 30), await account('Brevo', 2)]
}

describe.skipIf(chromiumPath === '')('limits of accounts', () => {
  it.each(bothLanguages)(
    'warm one up, and send a campaign through both (%s, %s)',
    async (language, colorScheme, locale) => {
      await app.start()
      const [own, other] = await prepare()
      const { page, problems } = await app.open({ locale, colorScheme })
      await page.goto(`${app.host.url}/#/email/accounts`)
      await byId(page, 'warm-up-start').first().focus()
      await page.keyboard.press('Enter')
      await eventually(() => byId(page, 'warm-up-today').innerText()).toBe('20')
      await byId(page, 'warm-up-skip').click()
      await byId(page, 'warm-up-skip').waitFor({ state: 'detached' })
      await byId(page, 'notice-action').last().click()
      await eventually(() => byId(page, 'warm-up-today').innerText()).toBe('20')
      await page.locator('[data-testid="warm-up"] summary').first().click()
      await expectAccessible(page, `warm-up, ${language}`)
      await shot(page, `warm-up-${language}`)

      const id = await app.made('/marketing/campaigns', {
        ...{ name: 'Portes ouvertes', subject: 'Venez nous voir', html: '<p>À samedi</p>' },
        ...{ accountId: own, fromEmail: 'atelier@atelier.example' },
      })
      await page.goto(`${app.host.url}/#/email/campaigns/${id}`)
      const further = byId(page, 'further-account')
      await further.waitFor()
      await further.focus()
      await page.keyboard.press('Space')
      await eventually(async () => {
        const { body } = await app.host.rest('GET', `/marketing/campaigns/${id}`)
        return (body as { furtherAccountIds: number[] }).furtherAccountIds
      }).toEqual([other])
      await expectAccessible(page, `further accounts, ${language}`)
      await further.scrollIntoViewIfNeeded()
      await shot(page, `further-accounts-${language}`)
      await byId(page, 'campaign-send').click()
      await eventually(() => byId(page, 'sending-plan').innerText()).toMatch(/Atelier 5, Brevo 2/)
      await byId(page, 'campaign-check').waitFor()
      await shot(page, `sending-plan-${language}`)
      await byId(page, 'campaign-send-confirm').click()
      await byId(page, 'by-account').waitFor()
      await eventually(() => sink.arrived().length).toBe(7)
      await eventually(() => byId(page, 'by-account').innerText()).toMatch(/Brevo\s+2/)
      await expectAccessible(page, `by account, ${language}`)
      await shot(page, `by-account-${language}`)
      expect(problems).toEqual([])
    },
  )
})
