// Topics: named, chosen for a campaign and a sequence, left on a card and on the relay's page, in both
// languages, on the built application.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preferencesPath } from '#shared/rules/relayPages.ts'
import { sealToken } from '#main/relay/relayTokens.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { openRelay } from '../support/relayOpened.ts'
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
let page: Page
const shots = process.env['WEBOX_SHOTS']
const shot = (name: string, of = page) =>
  shots === undefined ? undefined : of.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
type Made = { id: number; key: string }
const made = async (path: string, body: object) =>
  (await host.rest('POST', path, body)).body as Made

describe.skipIf(chromiumPath === '').each([
  ['Français', 'light'],
  ['English', 'dark'],
] as const)('topics (%s)', (language, colorScheme) => {
  let lead = 0
  let campaign = 0
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    lead = (await made('/marketing/leads', { email: 'lea@exemple.fr', firstName: 'Léa' })).id
    await made('/marketing/leads', { email: 'marc@exemple.fr', firstName: 'Marc' })
    campaign = (
      await made('/marketing/campaigns', {
        ...{ name: 'Soldes', subject: 'Les soldes', html: '<p>Bonjour</p>' },
        fromEmail: 'moi@exemple.fr',
      })
    ).id
    ;({ page } = await signIn(browser, host.link, { colorScheme }))
    await page.goto(`${host.url}/#/settings`)
    await choose(page, 'settings-language', language)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('are named by keyboard, renamed, deleted and brought back', async () => {
    await page.goto(`${host.url}/#/email/topics`)
    await byId(page, 'topics-empty').waitFor()
    await expectAccessible(page, `no topics, ${language}`)
    await shot(`topics-empty-${language}`)
    const name = page.locator('[data-testid="topic-new"] input')
    for (const typed of ['Promotions', 'Conseils', 'promotions']) {
      await name.fill(typed)
      await name.press('Enter')
      await page.waitForTimeout(300)
    }
    await eventually(() => byId(page, 'topic-row').count()).toBe(2)
    // The third is taken: what was typed stays, with the sentence beside it.
    expect(await name.inputValue()).toBe('promotions')
    await expectAccessible(page, `topics, ${language}`)
    await shot(`topics-${language}`)
    await name.fill('')
    await byId(page, 'topic-remove').first().press('Enter')
    await eventually(() => byId(page, 'topic-row').count()).toBe(1)
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    await byId(page, 'notice-action').last().click()
    await eventually(() => byId(page, 'topic-row').count()).toBe(2)
    const first = byId(page, 'topic-row').first().locator('input')
    await first.fill('Astuces')
    await first.press('Enter')
    const names = async () =>
      (
        (await host.rest('GET', '/marketing/topics')).body as { items: { name: string }[] }
      ).items.map((topic) => topic.name)
    await eventually(names).toEqual(['Astuces', 'Promotions'])
  })

  it('are left on the card, taken back, and asked about before somebody is put back', async () => {
    await page.goto(`${host.url}/#/crm?lead=${lead}`)
    const card = byId(page, 'lead-topics')
    await card.waitFor()
    const box = card.getByRole('checkbox', { name: 'Promotions' })
    await box.press('Space')
    await eventually(() => box.getAttribute('aria-checked')).toBe('false')
    await card.scrollIntoViewIfNeeded()
    await shot(`topics-card-${language}`)
    await box.press('Space')
    await byId(page, 'topic-return').waitFor()
    await expectAccessible(page, `return, ${language}`)
    await shot(`topics-return-${language}`)
    await page.keyboard.press('Escape')
    await byId(page, 'topic-return').waitFor({ state: 'hidden' })
    await eventually(() => box.getAttribute('aria-checked')).toBe('false')
    await expectAccessible(page, `card, ${language}`)
  })

  it('leave people out of a campaign, and say so before it is sent', async () => {
    await page.goto(`${host.url}/#/email/campaigns/${campaign}`)
    await eventually(() => byId(page, 'campaign-recipient-count').innerText()).toBe('2')
    await choose(page, 'topic-choice', 'Promotions')
    await eventually(() => byId(page, 'campaign-recipient-count').innerText()).toBe('1')
    await expectAccessible(page, `campaign, ${language}`)
    await shot(`topics-campaign-${language}`)
    await byId(page, 'campaign-send').click()
    await byId(page, 'send-left-topic').waitFor()
    await shot(`topics-send-${language}`)
    const topics = (await host.rest('GET', '/marketing/topics')).body as {
      items: { name: string; left: number; used: number }[]
    }
    expect(topics.items.find(({ name }) => name === 'Promotions')).toMatchObject({
      left: 1,
      used: 1,
    })
    await page.keyboard.press('Escape')
    await page.goto(`${host.url}/#/email/topics`)
    await byId(page, 'topic-left').click()
    await eventually(() => page.url()).toContain('topicsLeft')
    await page.getByText('lea@exemple.fr').first().waitFor()
    await shot(`topics-who-left-${language}`)
  })

  it('are those of a sequence', async () => {
    const sequence = await made('/marketing/sequences', { name: 'Accueil' })
    await page.goto(`${host.url}/#/email/sequences/${sequence.id}`)
    await byId(page, 'drawn-start').click()
    await byId(page, 'topic-choice').waitFor()
    await expectAccessible(page, `sequence, ${language}`)
    await shot(`topics-sequence-${language}`)
    // A step that calls a program stands beside the others.
    await page
      .getByRole('button', { name: /Appel d’un programme|Call of a program/ })
      .first()
      .click()
    await byId(page, 'step-field-failed').waitFor()
    await expectAccessible(page, `call, ${language}`)
    await shot(`sequence-call-${language}`)
    await byId(page, 'step-field-url').fill('https://192.168.1.4/hook')
    await byId(page, 'sequence-save').click()
    await page
      .getByText(/propre réseau\. Rien|own network\. Nothing/)
      .first()
      .waitFor()
    await shot(`sequence-call-private-${language}`)
    await byId(page, 'step-field-private').click()
    await byId(page, 'sequence-save').click()
    await eventually(async () =>
      JSON.stringify((await host.rest('GET', `/marketing/sequences/${sequence.id}`)).body),
    ).toContain('192.168.1.4')
  })

  it('are left on the relay’s page, which is clear to everybody', async () => {
    const relay = await openRelay({ publish: false })
    try {
      await relay.client.tellTopics({
        language: language === 'English' ? 'en' : 'fr',
        business: 'Atelier Zoé',
        topics: [
          { key: 'aaaaaaaa', name: 'Promotions' },
          { key: 'bbbbbbbb', name: 'Conseils' },
        ],
      })
      const token = sealToken(relay.keys, 'unsubscribe', 'lead 1')
      const visitor = await browser.newPage({ colorScheme })
      await visitor.goto(`${relay.url}${preferencesPath(token, 'aaaaaaaa')}`)
      expect(await visitor.getByRole('checkbox', { name: 'Promotions' }).isChecked()).toBe(true)
      await expectAccessible(visitor, `page of topics, ${language}`)
      await shot(`topics-page-${language}`, visitor)
      await visitor.getByRole('checkbox', { name: 'Promotions' }).press('Space')
      await visitor.getByRole('button').press('Enter')
      await shot(`topics-page-nothing-${language}`, visitor)
      expect(await relay.events()).toEqual([])
      await visitor.getByRole('checkbox', { name: 'Conseils' }).press('Space')
      await visitor.getByRole('button').press('Enter')
      await expectAccessible(visitor, `topics left, ${language}`)
      await shot(`topics-page-done-${language}`, visitor)
      expect(await relay.events()).toMatchObject([{ leaves: ['bbbbbbbb'], all: false }])
    } finally {
      await relay.close()
    }
  })
})
