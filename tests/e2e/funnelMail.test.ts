// The mail of a funnel in a real browser: the welcome turned on, a visitor in another profile, a
// click on "unsubscribe" by a mailbox provider while the application is off, and after the restart
// nothing more.
import type { Browser, Page } from 'playwright-core'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startRelay, type RelayProcess } from '../support/relayProcess.ts'
import { startSink, type Sink } from '../support/smtp.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

let browser: Browser
let folder: string
let host: LocalHostProcess
let relay: RelayProcess
let sink: Sink
let page: Page
let funnel: number
let address: string

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const flow = () => page.goto(`${host.url}/#/funnels/${funnel}`)
const call = async <T>(method: string, path: string, body?: unknown) =>
  (await host.rest(method, `/marketing${path}`, body)).body as T
type OfFunnel = {
  campaignId: number
  isOn: boolean
  sent: number
  waiting: number
  sequence: { id: number }
}
const emails = async () => (await call<{ emails: OfFunnel[] }>('GET', `/funnels/${funnel}`)).emails

/**
 * Signs in and waits for the first view: where the application leads by itself comes after what is
 * asked too early.
 */
async function enter(): Promise<Page> {
  const opened = await signIn(browser, host.link)
  await opened.page.waitForURL(/#\/dashboard/)
  return opened.page
}

/** Ends the application and keeps its data. */
async function stopHost(): Promise<void> {
  const ended = once(host.child, 'exit')
  host.child.kill('SIGTERM')
  await ended
}

describe.skipIf(chromiumPath === '')('the mail of a funnel', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox-mail-'))
    browser = await openBrowser()
    relay = await startRelay()
    sink = await startSink(folder, { kind: 'polite', keep: true })
    host = await startLocalHost({ run: 'built' })
    await call('POST', '/email-accounts', {
      name: 'La boutique',
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      fromEmail: 'boutique@exemple.example',
    })
    await call('POST', '/relay', { url: relay.url, code: relay.code })
    page = await enter()
    await page.goto(`${host.url}/#/settings`)
    await byId(page, 'business-name').fill('La boutique')
    await byId(page, 'business-email').fill('boutique@exemple.example')
    await byId(page, 'business-save').click()
    await page.locator('[data-testid="business-save"]:disabled').waitFor()
    funnel = (
      await call<{ id: number }>('POST', '/funnels?template=other-newsletter-fr', {
        name: 'La lettre',
      })
    ).id
    address = (await call<{ url: string }>('POST', `/funnels/${funnel}/publish`)).url
    await page.goto(`${host.url}/#/dashboard`)
  })
  afterAll(async () => {
    await browser?.close()
    await relay?.remove()
    await sink?.stop()
    await host?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('shows the welcome of the template, off, and says what it lacks', async () => {
    await flow()
    await byId(page, 'flow-email').waitFor()
    expect(await byId(page, 'flow-email').textContent()).toContain('désactivé')
    await byId(page, 'flow-email').click()
    await expectAccessible(page, 'e-mail of a funnel')
    await byId(page, 'email-edit').click()
    await byId(page, 'campaign-automatic').waitFor()
    expect(await byId(page, 'campaign-send').count()).toBe(0)
    await choose(page, 'campaign-account', 'La boutique')
    await eventually(() => byId(page, 'save-state').textContent()).toBe('Enregistré')
    await expectAccessible(page, 'automatic campaign')
  })

  it('turns it on, and adds a second one an hour later', async () => {
    await flow()
    await byId(page, 'flow-email').first().click()
    await byId(page, 'email-switch').click()
    await eventually(async () => (await emails())[0]?.isOn).toBe(true)
    await byId(page, 'email-add').click()
    await eventually(() => byId(page, 'flow-email').count()).toBe(2)
    const second = (await emails()).find(({ isOn }) => !isOn)?.campaignId ?? 0
    const account = (
      await call<{ accountId: number }>('GET', `/campaigns/${(await emails())[0]?.campaignId}`)
    ).accountId
    await call('PUT', `/campaigns/${second}`, {
      subject: 'La suite',
      html: '<p>La suite</p>',
      accountId: account,
    })
    await choose(page, 'email-unit', 'heures')
    await byId(page, 'email-delay').fill('1')
    await byId(page, 'email-delay').press('Enter')
    await byId(page, 'email-panel').getByRole('heading', { name: 'La suite' }).waitFor()
    await eventually(() => byId(page, 'flow-email').last().textContent()).toContain('Après 1 heure')
    await byId(page, 'email-switch').click()
    await eventually(async () => (await emails()).every(({ isOn }) => isOn)).toBe(true)
    await expectAccessible(page, 'flow with e-mails')
  })

  it('sends the welcome to a visitor of another profile who agreed', async () => {
    const context = await browser.newContext({ locale: 'fr-FR' })
    const visitor = await context.newPage()
    await visitor.goto(address)
    await visitor.locator('input[name="email"]').fill('lea.moreau@exemple.example')
    await visitor.locator('input[name="consent"]').check()
    // The relay takes a form sent faster than anybody types for a program's.
    await visitor.waitForTimeout(4_000)
    await visitor.locator('form button').click()
    await visitor.getByText('Merci').first().waitFor()
    await context.close()
    await call('POST', '/relay/pull')
    await eventually(() => sink.arrived().map(({ recipient }) => recipient)).toEqual([
      'lea.moreau@exemple.example',
    ])
    await eventually(() => byId(page, 'flow-email').first().textContent()).toContain('1 envoyé')
  })

  it('writes no more after one click that came while it was off', async () => {
    const [message] = await sink.messages()
    const link =
      /^List-Unsubscribe: <(http[^>]+)>, <mailto:[^>]+>\r$/m.exec(message?.raw ?? '')?.[1] ?? ''
    expect(message?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    await stopHost()
    expect(
      (
        await fetch(link, {
          method: 'POST',
          body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        })
      ).status,
    ).toBe(200)
    // The hour passes while nobody looks.
    const connection = openConnection(join(host.dataFolder, 'main.db'))
    connection.exec(`UPDATE sequence_people SET due_at = 1 WHERE state = 'waiting'`)
    connection.close()
    host = await startLocalHost({ run: 'built', dataFolder: host.dataFolder })
    page = await enter()
    await page.goto(`${host.url}/#/email/suppressions`)
    await page.getByText('lea.moreau@exemple.example').first().waitFor()
    await eventually(async () =>
      (await emails()).map(({ sent, waiting }) => `${sent} ${waiting}`),
    ).toEqual(['1 0', '0 0'])
    const [first, second] = await emails()
    await eventually(async () =>
      (
        await call<{ items: { end: string | null }[] }>(
          'GET',
          `/sequences/${first?.sequence.id}/people`,
        )
      ).items.map(({ end }) => end),
    ).toEqual(['refused'])
    expect(sink.arrived()).toHaveLength(1)
    await page.goto(`${host.url}/#/email/campaigns/${second?.campaignId}`)
    await byId(page, 'campaign-automatic').waitFor()
    await expectAccessible(page, 'report of an automatic campaign')
  })
})
