// The assistant without AI, as a user works with it: brief, proposal, draft, edited as blocks; a
// funnel with its messages. French and English.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignTypes, tones } from '#shared/contract/generation.contract.ts'
import { funnelTypes } from '#shared/contract/funnels.contract.ts'
import { languages } from '#shared/contract/settings.contract.ts'
import { startScriptedModel } from '../support/scriptedModel.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { createTestApp } from '../support/testApp.ts'
import { colours, type ThemeName } from '../../src-renderer/styles/tokens.ts'
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
    topic: 'nos ateliers de poterie',
    type: 'Offre',
    writer: 'Sans IA',
    title: 'Nos ateliers de poterie',
    tone: 'Amical',
    subject: 'Ateliers de poterie : les dates',
    missing: 'l’adresse d’un bouton',
    places: ['date de fin', 'conditions de l’offre'],
    filled: ['3 mai', 'Sur inscription'],
  },
  en: {
    topic: 'our pottery workshops',
    type: 'Offer',
    writer: 'Without AI',
    title: 'Our pottery workshops',
    tone: 'Friendly',
    subject: 'Pottery workshops: the dates',
    missing: 'the address of a button',
    places: ['end date', 'terms of the offer'],
    filled: ['3 May', 'By registration'],
  },
}
/** However busy the machine is. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 })
/** What is in the frame that is shown: another may be drawing behind it. */
const shownText = (page: Page, testId: string) =>
  page
    .getByTestId(testId)
    .locator('iframe')
    .filter({ visible: true })
    .contentFrame()
    .locator('body')
    // Looked for again where the document was replaced meanwhile: waiting in it never ends.
    .textContent({ timeout: 5_000 })

describe.skipIf(chromiumPath === '')('writing with the assistant', () => {
  let browser: Browser
  let host: LocalHostProcess
  let page: Page
  let problems: string[]
  beforeAll(async () => {
    browser = await openBrowser()
    host = await startLocalHost({ run: 'built' })
    ;({ page, problems } = await signIn(browser, host.link))
    await byId(page, 'nav-email').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it.each(languages)(
    'makes a campaign that can be edited, kept and completed (%s)',
    async (language) => {
      const said = words[language]
      await byId(page, 'nav-settings').click()
      await choose(page, 'settings-language', language === 'fr' ? 'Français' : 'English')
      await page.goto(`${host.url}/#/email`)
      await byId(page, 'write-campaign').click()
      await soon(() => byId(page, 'brief-writer').textContent()).toContain(said.writer)
      await byId(page, 'generation-write').click()
      await page.locator('.error').first().waitFor()
      await byId(page, 'brief-topic').fill(said.topic)
      // Asked for once, and kept in the settings.
      if (language === 'fr') await byId(page, 'business-name').fill('Atelier')
      else await soon(() => byId(page, 'business-name').count()).toBe(0)
      await choose(page, 'brief-type', said.type)
      await choose(page, 'brief-tone', said.tone)
      await byId(page, 'generation-write').click()
      await soon(() => shownText(page, 'generation-preview')).toContain(said.title)
      expect(await shownText(page, 'generation-preview')).not.toContain('{{')
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await settled(page, colorScheme)
        await expectAccessible(page, `campaign ${language} ${colorScheme}`)
      }
      const second = byId(page, 'subjects').locator('label').nth(1)
      const subject = (await second.textContent())?.trim()
      await second.click()
      expect(
        (
          (await host.rest('GET', '/marketing/campaigns')).body as { items: { subject: string }[] }
        ).items.map((item) => item.subject),
      ).not.toContain(subject)
      await byId(page, 'generation-keep').click()

      await byId(page, 'mail-blocks').waitFor()
      expect(await byId(page, 'campaign-subject').inputValue()).toBe(subject)
      // It could go as it is. What the user leaves unfinished keeps it: sending leads there, and
      // asks nothing.
      expect(await byId(page, 'campaign-missing').count()).toBe(0)
      await byId(page, 'mail-block-row').nth(1).click()
      await byId(page, 'mail-field-text').fill(
        said.places.map((place) => `[[${place}]]`).join(', '),
      )
      await byId(page, 'mail-block-add').click()
      await byId(page, 'mail-add-button').click()
      await byId(page, 'mail-field-label').fill('OK')
      await byId(page, 'campaign-missing').waitFor()
      await byId(page, 'campaign-send').click()
      await soon(() =>
        page.evaluate(() => document.activeElement?.getAttribute('data-testid')),
      ).toBe('campaign-missing')
      expect(await byId(page, 'campaign-missing').textContent()).toContain(said.missing)
      expect(await byId(page, 'campaign-send-confirm').count()).toBe(0)
      await byId(page, 'mail-block-row').first().click()
      await byId(page, 'mail-field-text').fill(said.subject)
      await soon(() => shownText(page, 'mail-preview')).toContain(said.subject)
      await byId(page, 'mail-undo').click()
      await soon(() => shownText(page, 'mail-preview')).not.toContain(said.subject)
      await byId(page, 'mail-redo').click()
      await byId(page, 'mail-block-add').click()
      await byId(page, 'mail-add-divider').click()
      await byId(page, 'mail-block-remove').click()
      const rows = byId(page, 'mail-block-row')
      for (let row = 0; row < (await rows.count()); row += 1) {
        await rows.nth(row).click()
        const link = byId(page, 'mail-field-link')
        if ((await link.count()) === 0) continue
        await link.fill('http://pas-sur.example')
        expect(await page.locator('.error').count()).toBe(1)
        await link.fill('atelier.example/poterie')
      }
      // What is left keeps it from going; each place leads to where it stands, and is replaced by
      // what is typed.
      expect(await byId(page, 'place-left').allTextContents()).toEqual(
        said.places.map((place) => expect.stringContaining(place) as string),
      )
      await expectAccessible(page, `editor ${language}, unfinished`)
      for (const filled of said.filled) {
        await byId(page, 'place-left').first().click()
        await page.keyboard.type(filled)
        await soon(() => shownText(page, 'mail-preview')).toContain(filled)
      }
      await soon(() => byId(page, 'campaign-missing').count()).toBe(0)
      await expectAccessible(page, `editor ${language}`)
      await soon(async () => JSON.stringify((await newest(host)).html)).toContain(
        'https://atelier.example/poterie',
      )
      expect((await newest(host)).html).toContain(said.subject)

      await byId(page, 'mail-convert').click()
      await byId(page, 'mail-convert-confirm').click()
      await soon(async () => (await newest(host)).blocks).toBeNull()
      expect((await newest(host)).html).toContain(said.subject)
      expect(problems).toEqual([])
    },
  )

  it.each(languages)(
    'shows what a provider would be sent, and about what it costs, before anything leaves (%s)',
    async (language) => {
      const model = await startScriptedModel()
      const section = {
        heading: 'Ateliers',
        text: 'Mercredi, **14 h**.',
        isHighlighted: false,
        buttonLabel: '',
      }
      await model.say({
        kind: 'json',
        value: {
          name: 'Lettre',
          subject: 'Depuis un modèle',
          alternatives: ['Un', 'Deux'],
          preheader: 'Avant',
          sections: [section, section],
        },
      })
      const put = await host.rest('PUT', '/marketing/ai-provider', {
        kind: 'openai_compatible',
        baseUrl: model.url,
        model: 'scripted-small',
        apiKey: 'canary-key-77b1',
      })
      expect(put.status).toBe(200)
      await byId(page, 'nav-settings').click()
      await choose(page, 'settings-language', language === 'fr' ? 'Français' : 'English')
      await page.evaluate(() => localStorage.clear())
      for (const [path, kind] of [
        ['/assistant/campaign', 'campaign'],
        ['/assistant/funnel', 'funnel'],
      ] as const) {
        await page.goto(`${host.url}/#${path}`)
        await page.reload()
        await byId(page, 'generation-look').waitFor()
        await byId(page, 'brief-topic').fill('nos ateliers')
        await byId(page, 'generation-write').click()
        await byId(page, 'assistant-payload').waitFor()
        expect(await byId(page, 'assistant-payload').textContent()).toContain('nos ateliers')
        expect(await byId(page, 'assistant-payload').textContent()).toContain(model.url)
        expect(await byId(page, 'assistant-payload').textContent()).toContain(
          language === 'fr' ? 'coût inconnu' : 'cost unknown',
        )
        await expectAccessible(page, `preview ${kind} ${language}`)
        expect(await model.requests()).toEqual([])
        expect(await byId(page, 'assistant-payload').textContent()).not.toContain('canary-key-77b1')
      }
      // Sent as shown, byte for byte.
      await page.goto(`${host.url}/#/assistant/campaign`)
      await byId(page, 'generation-look').waitFor()
      await byId(page, 'brief-topic').fill('nos ateliers')
      await byId(page, 'generation-look').click()
      const body = await byId(page, 'assistant-payload').locator('pre').textContent()
      await byId(page, 'assistant-send').click()
      await soon(() => shownText(page, 'generation-preview')).toContain('Mercredi')
      expect((await model.requests()).map((request) => request.body)).toEqual([body])
      // The second time it goes at once; chosen by the user, nothing leaves at all.
      await model.forget()
      await byId(page, 'brief-writer').locator('label').nth(1).click()
      await byId(page, 'generation-write').click()
      await soon(() => byId(page, 'generation-keep').isEnabled()).toBe(true)
      expect(await model.requests()).toEqual([])
      await host.rest('DELETE', '/marketing/ai-provider')
      await model.stop()
      expect(problems).toEqual([])
    },
  )

  it('begins an empty campaign from its editor', async () => {
    await page.goto(`${host.url}/#/email`)
    await byId(page, 'new-campaign').click()
    await byId(page, 'start-html').click()
    await byId(page, 'campaign-write').click()
    const address = new RegExp(`into=${(await newest(host)).id}`)
    await soon(() => page.url()).toMatch(address)
    await byId(page, 'brief-topic').fill('Opening hours')
    await byId(page, 'generation-write').click()
    await byId(page, 'generation-keep').click()
    await byId(page, 'mail-blocks').waitFor()
    expect((await newest(host)).html).toContain('Opening hours')
    expect(await byId(page, 'campaign-write').count()).toBe(0)
  })

  it('makes a funnel with pages, messages and a budget that adds up', async () => {
    await page.goto(`${host.url}/#/funnels`)
    await byId(page, 'write-funnel').click()
    await byId(page, 'brief-topic').fill('renovating a bathroom')
    await byId(page, 'brief-budget').fill('750')
    await byId(page, 'generation-write').click()
    await byId(page, 'budget').waitFor()
    expect(await byId(page, 'budget').locator('tfoot').textContent()).toContain('€750')
    await soon(() => shownText(page, 'generation-preview')).toContain('Renovating a bathroom')
    await choose(page, 'generation-part', /Message 1/)
    await soon(() => shownText(page, 'generation-preview')).toContain('As promised')
    await expectAccessible(page, 'funnel')
    await byId(page, 'generation-keep').click()
    await soon(() => page.url()).toMatch(/#\/funnels\/\d+/)
    const campaigns = (await host.rest('GET', '/marketing/campaigns')).body as {
      items: { name: string }[]
    }
    expect(
      campaigns.items.filter(({ name }) => name.startsWith('Renovating a bathroom – message')),
    ).toHaveLength(3)
    expect(problems).toEqual([])
  })

  it('answers over REST beside the campaigns themselves', async () => {
    const made = await host.rest('POST', '/marketing/campaigns/generate', {
      campaignType: 'newsletter',
      topic: 'Nos horaires d’été',
      targetAudience: 'clients',
      tone: 'formal',
      goal: 'informer',
    })
    expect([made.status, made.body]).toMatchObject([
      200,
      { generatedBy: 'built-in', campaign: { status: 'draft' } },
    ])
    const funnel = await host.rest('POST', '/marketing/funnels/generate', {
      funnelType: 'service',
      topic: 'x',
      targetAudience: '',
      goal: '',
      budget: 0,
      save: false,
    })
    expect([funnel.status, funnel.body]).toMatchObject([
      200,
      { generatedBy: 'built-in', funnel: null },
    ])
    expect(
      (await host.rest('POST', '/marketing/campaigns/generate', { campaignType: 'newsletter' }))
        .status,
    ).toBe(422)
  })
})

describe.skipIf(chromiumPath === '')('messages drawn from blocks', () => {
  it('of every type, tone and language are accessible and fit a telephone', async () => {
    const app = await createTestApp()
    const browser = await openBrowser()
    const page = await (
      await browser.newContext({ viewport: { width: 375, height: 800 } })
    ).newPage()
    await app.client.settings.update({
      businessName: 'Atelier Léon',
      businessAddress: '1 rue du Bois',
      businessEmail: 'bonjour@atelier.example',
    })
    const inspect = async (html: string, name: string) => {
      await page.setContent(html)
      await expectAccessible(page, name)
      expect([
        name,
        await page.evaluate(() => document.documentElement.scrollWidth <= 375),
      ]).toEqual([name, true])
    }
    for (const campaignType of campaignTypes) {
      for (const tone of tones) {
        for (const language of languages) {
          const { campaign } = await app.client.generation.campaign({
            campaignType,
            tone,
            language,
            topic: 'Nos ateliers',
          })
          await inspect(
            (await app.client.email.campaigns.preview({ id: campaign?.id ?? 0 })).html,
            `${campaignType} ${tone} ${language}`,
          )
        }
      }
    }
    for (const funnelType of funnelTypes) {
      const { pages, mails } = await app.client.generation.funnel({
        funnelType,
        topic: 'Nos ateliers',
        save: false,
        budget: 100,
      })
      for (const [index, html] of [...pages, ...mails].map((drawn) => drawn.html).entries())
        await inspect(html, `${funnelType} ${index}`)
    }
    const { draft } = await app.client.generation.campaign({
      campaignType: 'promotional',
      topic: 'Nos **ateliers** [ici](https://a.example)',
      save: false,
    })
    for (const accent of ['#ffffff', '#000000', '#ffff00', '#808080']) {
      const { html } = await app.client.email.campaigns.layOut({
        blocks: { ...draft.blocks, theme: { ...draft.blocks.theme, accent, background: accent } },
      })
      await inspect(html, accent)
    }
    await browser.close()
    await app.remove()
  })
})

/** The colours of a theme have arrived everywhere: while they change, no contrast says anything. */
async function settled(page: Page, theme: ThemeName): Promise<void> {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(colours[theme].canvas.slice(at, at + 2), 16),
  )
  await soon(() =>
    page.evaluate(
      () => getComputedStyle(document.querySelector('.side') ?? document.body).backgroundColor,
    ),
  ).toBe(`rgb(${red}, ${green}, ${blue})`)
  await soon(() =>
    page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    ),
  ).toBe(0)
}

type Newest = { id: number; html: string; blocks: unknown }
async function newest(host: LocalHostProcess): Promise<Newest> {
  const { items } = (await host.rest('GET', '/marketing/campaigns?sort=-createdAt&limit=1'))
    .body as { items: { id: number }[] }
  return (await host.rest('GET', `/marketing/campaigns/${items[0]?.id}`)).body as Newest
}
