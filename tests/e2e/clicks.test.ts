// Clicks of people who agreed: noted on the card, turned on for a campaign once a relay can, opened over a
// real relay, and told in the report, in both languages, on the built application.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
let host: LocalHostProcess
let relay: RelayProcess
let sink: Sink
let folder: string
let page: Page
const shots = process.env['WEBOX_SHOTS']
const shot = (name: string) =>
  shots === undefined
    ? undefined
    : page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const made = async (path: string, body: object) =>
  (await host.rest('POST', path, body)).body as { id: number }
const people = ['lea', 'zoe', 'tom']
const browserName = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function linksTo(name: string): Promise<string[]> {
  const { raw = '' } =
    (await sink.messages()).find(({ raw: one }) => one.includes(`${name}@exemple.example`)) ?? {}
  const text = raw
    .split(/\r\n\r\n|\r\n--/)
    .map((part) =>
      /^[A-Za-z0-9+/=\r\n]+$/.test(part) ? Buffer.from(part, 'base64').toString('utf8') : part,
    )
    .join('\n')
  return [...text.matchAll(/href="([^"]*\/l\/[^"]*)"/g)].map(([, address]) => address ?? '')
}
const open = (url = '') =>
  fetch(url, { redirect: 'manual', headers: { 'user-agent': browserName } })

describe.skipIf(chromiumPath === '').each([
  ['Français', 'light'],
  ['English', 'dark'],
] as const)('clicks (%s)', (language, colorScheme) => {
  let campaign = 0
  const ids: number[] = []
  beforeAll(async () => {
    ids.length = 0
    folder = await mkdtemp(join(tmpdir(), 'webox-clicks-'))
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    relay = await startRelay()
    sink = await startSink(folder, { kind: 'polite', keep: true })
    const account = await made('/marketing/email-accounts', {
      ...{ name: 'Essai', host: '127.0.0.1', port: sink.port, security: 'none' },
      ...{ fromEmail: 'shop@business.example', maxPerMinute: 600 },
    })
    for (const name of people)
      ids.push(
        (await made('/marketing/leads', { email: `${name}@exemple.example`, firstName: name })).id,
      )
    campaign = (
      await made('/marketing/campaigns', {
        ...{ name: 'Soldes', subject: 'Six pages', accountId: account.id },
        html: [1, 2, 3, 4, 5, 6]
          .map((one) => `<p><a href="https://boutique.example/page-${one}">Page ${one}</a></p>`)
          .join(''),
      })
    ).id
    ;({ page } = await signIn(browser, host.link, { colorScheme }))
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', language)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await relay?.remove()
    await sink?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('are agreed to on the card, with what was said, and a campaign waits for a relay', async () => {
    await page.goto(`${host.url}/#/crm?lead=${ids[0]}`)
    await byId(page, 'note-measuring').click()
    await byId(page, 'consent-form').waitFor()
    await shot(`measuring-dialog-${language}`)
    await byId(page, 'consent-note').locator('visible=true').first().fill('Salon 2026')
    await byId(page, 'consent-save').click()
    await eventually(() => byId(page, 'consent-line').count()).toBe(1)
    await expectAccessible(page, `card, ${language}`)
    await shot(`measuring-card-${language}`)
    await host.rest('POST', `/marketing/leads/${ids[1]}/measuring`, { action: 'granted' })
    await page.goto(`${host.url}/#/email/campaigns/${campaign}`)
    await byId(page, 'measuring-objection').waitFor()
    await shot(`measuring-editor-without-${language}`)
  })

  it('are measured over a relay, and told in the report with their messages', async () => {
    await host.rest('POST', '/marketing/relay', { url: relay.url, code: relay.code })
    await page.reload()
    await byId(page, 'measures-clicks').click()
    await eventually(
      async () =>
        (await host.rest('GET', `/marketing/campaigns/${campaign}`)).body as {
          measuresClicks: boolean
        },
    ).toMatchObject({ measuresClicks: true })
    await expectAccessible(page, `editor, ${language}`)
    await shot(`measuring-editor-${language}`)
    await host.rest('POST', `/marketing/campaigns/${campaign}/send`, {})
    await eventually(() => sink.arrived().length).toBe(3)
    const links = await linksTo('lea')
    expect([links.length, (await linksTo('tom')).length]).toEqual([6, 0])
    expect((await open(links[2])).headers.get('location')).toBe('https://boutique.example/page-3')
    for (const url of await linksTo('zoe')) await open(url)
    await host.rest('POST', '/marketing/relay/pull', {})
    await page.reload()
    await byId(page, 'clicks-people').waitFor()
    await byId(page, 'clicks').locator('summary').click()
    await expectAccessible(page, `report, ${language}`)
    await shot(`clicks-report-${language}`)
    await byId(page, 'clicks-people').click()
    await eventually(() => byId(page, 'delivery-row').count()).toBe(1)
    await byId(page, 'clicks-programs').click()
    await eventually(() => byId(page, 'delivery-row').first().textContent()).toContain('zoe@')
    await shot(`clicks-programs-${language}`)
    await page.goto(`${host.url}/#/crm?lead=${ids[0]}`)
    await byId(page, 'note-measuring').waitFor()
    await shot(`clicks-card-${language}`)
  })
})
