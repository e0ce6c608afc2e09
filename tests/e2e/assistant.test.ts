// The assistant in a real browser, in French and in English, against a scripted provider over real
// HTTP: what is shown before it is sent, what streams, what is applied by a click, and what a
// hostile answer cannot do.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel.ts'
import {
  byId,
  choose,
  chromiumPath,
  expectAccessible,
  openBrowser,
  signIn,
} from './pages/browser.ts'

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

describe.skipIf(chromiumPath === '').each(['fr', 'en'] as const)(
  'the assistant, %s',
  (language) => {
    let browser: Browser
    let host: LocalHostProcess
    let model: ScriptedModel
    let page: Page
    let problems: string[]
    const say = (fr: string, en: string) => (language === 'fr' ? fr : en)
    const go = async (path: string) => {
      await page.goto(`${host.url}/#${path}`)
      await page.locator('h1').first().waitFor()
    }

    beforeAll(async () => {
      browser = await openBrowser()
      model = await startScriptedModel()
      host = await startLocalHost({ run: 'built', args: ['--demo'] })
      ;({ page, problems } = await signIn(browser, host.link, {
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      }))
      await byId(page, 'nav-assistant').waitFor()
    })
    afterAll(async () => {
      await browser?.close()
      await host?.stop()
      await model?.stop()
    })

    it('reports in fixed sentences without a provider, and says what is missing beside a lead', async () => {
      await byId(page, 'nav-assistant').click()
      await byId(page, 'report').waitFor()
      expect(await byId(page, 'report-origin').textContent()).toContain(
        say('aucun fournisseur', 'no AI provider'),
      )
      expect(await byId(page, 'report').textContent()).toContain(
        say('48 leads sont enregistrés', '48 leads are on record'),
      )
      await expectAccessible(page, 'report')
      await go('/crm?lead=1')
      await byId(page, 'tab-assistant').click()
      await byId(page, 'assistant-none').waitFor()
      await expectAccessible(page, 'lead without a provider')
      await go('/assistant/journal')
      await page.getByText(say('Rien n’a été envoyé', 'Nothing was sent')).waitFor()
      await expectAccessible(page, 'empty log')
    })

    it('sets a provider up, whose key does not come back, and checks it', async () => {
      await go('/assistant/provider')
      await choose(
        page,
        'provider-kind',
        say('Autre, compatible OpenAI', 'Other, OpenAI-compatible'),
      )
      await byId(page, 'provider-model').fill('scripted-small')
      await byId(page, 'provider-url').fill('https://169.254.169.254/v1')
      await byId(page, 'provider-save').click()
      await page.getByRole('alert').waitFor()
      await expectAccessible(page, 'refused provider')
      await byId(page, 'provider-url').fill(model.url)
      await byId(page, 'provider-key').fill('canary-key-77b1')
      await byId(page, 'provider-save').click()
      await byId(page, 'provider-verify').waitFor()
      await model.say({ kind: 'ok', text: 'OK' })
      await byId(page, 'provider-verify').click()
      await byId(page, 'provider-ok').waitFor()
      await page.reload()
      await eventually(() => byId(page, 'provider-url').inputValue()).toBe(model.url)
      expect(await byId(page, 'provider-key').inputValue()).toBe('')
      expect(await page.content()).not.toContain('canary-key')
      // Turned quickly one after the other, none is lost.
      for (const field of ['firstName', 'company', 'notes', 'interactions'])
        await byId(page, `lead-field-${field}`).click()
      await page.reload()
      for (const field of ['firstName', 'company', 'notes', 'interactions'])
        await eventually(() => byId(page, `lead-field-${field}`).getAttribute('aria-checked')).toBe(
          'true',
        )
      expect(await byId(page, 'lead-field-email').getAttribute('aria-checked')).toBe('false')
      await expectAccessible(page, 'provider')
    })

    it('shows a report before it is sent, and takes the model’s words only with the figures that were computed', async () => {
      await go('/assistant')
      await byId(page, 'report-write').click()
      await byId(page, 'assistant-payload').waitFor()
      await expectAccessible(page, 'what would be sent')
      const before = (await model.requests()).length
      await model.say({
        kind: 'json',
        value: { title: 'Le point', paragraphs: ['48 leads.'], suggestions: [] },
      })
      await byId(page, 'assistant-send').click()
      await eventually(() => byId(page, 'report').textContent()).toContain('Le point')
      expect((await model.requests()).length).toBe(before + 1)
      await model.say({
        kind: 'json',
        value: {
          title: 'Le point',
          paragraphs: ['98 % sont arrivés, 25 % ouverts.'],
          suggestions: [],
        },
      })
      await byId(page, 'report-write').click()
      await eventually(() => byId(page, 'report-origin').textContent()).toContain('98')
      expect(await byId(page, 'report').textContent()).not.toContain('ouverts.')
    })

    it('sums a lead up as a text, whatever it says, and keeps it only when asked to', async () => {
      await go('/crm?lead=1')
      await byId(page, 'tab-assistant').click()
      const hostile =
        'Camille <img src=x onerror="window.hacked=1"> [clic](javascript:window.hacked=1)'
      await model.say({ kind: 'json', value: { summary: hostile, nextStep: 'Rappeler.' } })
      await byId(page, 'lead-summarise').click()
      await byId(page, 'assistant-send').click()
      await eventually(() => byId(page, 'lead-summary').textContent()).toBe(hostile)
      expect(await page.evaluate('window.hacked')).toBeUndefined()
      expect(await page.locator('[data-testid="lead-panel"] img').count()).toBe(0)
      await expectAccessible(page, 'summary')
      const notes = async () =>
        (
          (await host.rest('GET', '/marketing/leads/1/interactions')).body as {
            items: { content: string | null }[]
          }
        ).items.filter(({ content }) => content?.includes(hostile)).length
      expect(await notes()).toBe(0)
      await byId(page, 'assistant-keep').click()
      await eventually(notes).toBe(1)
      await byId(page, 'reply-received').fill(
        say('Bonjour, jeudi me convient.', 'Hello, Thursday suits me.'),
      )
      await model.say({ kind: 'json', value: { class: 'interested', why: 'Thursday' } })
      await byId(page, 'reply-classify').click()
      await byId(page, 'assistant-send').click()
      await eventually(() => byId(page, 'reply-class').textContent()).toContain(
        say('Intéressé', 'Interested'),
      )
      await model.say({ kind: 'json', value: { subject: 'Re', body: 'Entendu.' } })
      await byId(page, 'reply-draft').click()
      await byId(page, 'assistant-send').click()
      await eventually(() => byId(page, 'draft-body').inputValue()).toBe('Entendu.')
      await expectAccessible(page, 'draft of a reply')
    })

    it('shortens a subject as it streams, shows the difference, and applies it by a click', async () => {
      const campaign = (
        await host.rest('POST', '/marketing/campaigns', {
          name: 'Novembre',
          subject: 'Les nouvelles du mois de novembre',
          html: '<p>Bonjour à vous tous.</p>',
        })
      ).body as { id: number }
      await go(`/email/campaigns/${campaign.id}`)
      await byId(page, 'assistant-tools').first().click()
      await model.say({
        kind: 'slow_drip',
        milliseconds: 60,
        parts: ['Les ', 'nouvelles ', 'de ', 'novembre'],
      })
      await page.locator('.n-dropdown-option', { hasText: say('Raccourcir', 'Shorten') }).click()
      await byId(page, 'assistant-send').click()
      await byId(page, 'assistant-diff').waitFor()
      expect(await page.locator('del').textContent()).toContain('du mois')
      await expectAccessible(page, 'difference')
      expect(await byId(page, 'campaign-subject').inputValue()).toBe(
        'Les nouvelles du mois de novembre',
      )
      await byId(page, 'assistant-apply').click()
      await eventually(() => byId(page, 'campaign-subject').inputValue()).toBe(
        'Les nouvelles de novembre',
      )
      await byId(page, 'assistant-tools').first().click()
      await model.say({
        kind: 'json',
        value: { subjects: ['Un', 'Deux', 'Trois', 'Quatre', 'Cinq'] },
      })
      await page
        .locator('.n-dropdown-option', { hasText: say('Idées d’objet', 'Subject ideas') })
        .click()
      await byId(page, 'assistant-send').click()
      await byId(page, 'assistant-idea').nth(2).click()
      await eventually(() => byId(page, 'campaign-subject').inputValue()).toBe('Trois')
      await byId(page, 'campaign-body').click()
      await page.keyboard.press('Control+a')
      await byId(page, 'assistant-tools').nth(2).click()
      await model.say({ kind: 'ok', text: 'Bonjour <script>window.hacked=1</script>' })
      await page.locator('.n-dropdown-option', { hasText: say('Reformuler', 'Reword') }).click()
      await byId(page, 'assistant-apply').click()
      await eventually(() => byId(page, 'campaign-body').textContent()).toBe(
        'Bonjour <script>window.hacked=1</script>',
      )
      await eventually(() => byId(page, 'save-state').textContent()).toContain(
        say('Enregistré', 'Saved'),
      )
      const stored = (await host.rest('GET', `/marketing/campaigns/${campaign.id}`)).body as {
        html: string
      }
      expect(stored.html).toContain('&lt;script&gt;')
      expect(await page.evaluate('window.hacked')).toBeUndefined()
    })

    it('stops an answer nobody wants any more', async () => {
      await byId(page, 'assistant-tools').first().click()
      await model.say({ kind: 'never_ends' })
      await page.locator('.n-dropdown-option', { hasText: say('Allonger', 'Lengthen') }).click()
      // Its request has left: what is stopped is an answer.
      await eventually(() => model.open()).toBe(1)
      await byId(page, 'assistant-stop').click()
      await eventually(() => model.open()).toBe(0)
      await go('/assistant/journal')
      await eventually(() => byId(page, 'journal-row').first().textContent()).toContain(
        say('Annulé', 'Cancelled'),
      )
    })

    it('edits a page by tools: shown, applied as one step, undone as one', async () => {
      const funnel = (
        await host.rest('POST', '/marketing/funnels?template=guide-fr', { name: 'Guide' })
      ).body as { id: number }
      const { pages } = (await host.rest('GET', `/marketing/funnels/${funnel.id}`)).body as {
        pages: { id: number }[]
      }
      await go(`/funnels/${funnel.id}/pages/${pages[0]?.id}`)
      await byId(page, 'block-row').first().waitFor()
      const before = await byId(page, 'block-row').count()
      const title = await byId(page, 'block-field-title').inputValue()
      await byId(page, 'page-assistant').click()
      await byId(page, 'edit-request').fill('Un titre plus court')
      await model.say({ kind: 'tools', calls: [{ name: 'deleteEverything', input: {} }] })
      await byId(page, 'edit-ask').click()
      await byId(page, 'assistant-send').click()
      await page.getByRole('alert').waitFor()
      const body = JSON.parse((await model.requests()).at(-1)?.body ?? '{}') as {
        messages: { content: string }[]
      }
      const key = /"key":"([a-z0-9]+)"/.exec(body.messages[1]?.content ?? '')?.[1] ?? ''
      await model.say({
        kind: 'tools',
        calls: [
          { name: 'setText', input: { key, field: 'title', text: 'Court' } },
          { name: 'insertBlock', input: { after: key, block: { kind: 'text', text: 'Ajouté' } } },
        ],
      })
      await byId(page, 'edit-ask').click()
      await byId(page, 'edit-changes').waitFor()
      await expectAccessible(page, 'changes to a page')
      expect(await byId(page, 'block-field-title').inputValue()).toBe(title)
      await byId(page, 'assistant-apply').click()
      await eventually(() => byId(page, 'block-row').count()).toBe(before + 1)
      await eventually(() => byId(page, 'block-field-title').inputValue()).toBe('Court')
      await byId(page, 'page-undo').click()
      await eventually(() => byId(page, 'block-row').count()).toBe(before)
      await eventually(() => byId(page, 'block-field-title').inputValue()).toBe(title)
      await expectAccessible(page, 'page editor')
    })

    it('keeps a log with exactly what was sent, and forgets it when told', async () => {
      await go('/assistant/journal')
      // The list may still be the one of a moment ago: the newest call comes to its head.
      const newest = async () => {
        await page.keyboard.press('Escape')
        await byId(page, 'journal-row').first().click()
        return byId(page, 'journal-payload').textContent()
      }
      await expect.poll(newest, { timeout: 20_000 }).toBe((await model.requests()).at(-1)?.body)
      await expectAccessible(page, 'one call')
      await page.keyboard.press('Escape')
      await byId(page, 'journal-clear').click()
      await byId(page, 'journal-clear-confirm').click()
      await byId(page, 'journal-row').first().click()
      await page
        .getByText(
          say(
            'Le contenu de cette demande a été effacé',
            'The content of this request was cleared',
          ),
        )
        .waitFor()
      await page.keyboard.press('Escape')
    })

    it('passes axe on every view, light and dark', async () => {
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        for (const view of ['/assistant', '/assistant/journal', '/assistant/provider']) {
          await go(view)
          await page.waitForTimeout(400)
          await expectAccessible(page, `${view}, ${scheme}`)
        }
      }
    })

    it('asked nothing of the network and broke no policy of its own', () => {
      // What was refused on purpose is written to the console by the browser itself.
      expect(problems.filter((problem) => !/4(09|22)/.test(problem))).toEqual([])
    })
  },
)
