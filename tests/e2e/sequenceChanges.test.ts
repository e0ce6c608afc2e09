// A sequence that is changed while it is on, in a real browser: an e-mail that is not ready, somebody
// taken out and put back, and what their history says of it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
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
beforeAll(async () => {
  if (chromiumPath !== '') browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})
afterEach(async () => {
  await host?.stop()
})

const shot = async (page: Page, name: string) => {
  const folder = process.env['WEBOX_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const words = {
  Français: {
    notReady: 'Cet e-mail n’est pas prêt',
    ready: 'Cet e-mail est prêt, mais arrêté',
    waits: 'Attend l’e-mail',
    entered: 'Entrée dans la séquence',
  },
  English: {
    notReady: 'This e-mail is not ready',
    ready: 'This e-mail is ready, but off',
    waits: 'Waits for the e-mail',
    entered: 'Entered the sequence',
  },
} as const

async function made(path: string, body: unknown): Promise<number> {
  const answer = await host.rest('POST', path, body)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
  return (answer.body as { id: number }).id
}

describe.skipIf(chromiumPath === '')('a sequence that is on', () => {
  it.each([
    ['Français', 'light', 1280],
    ['English', 'dark', 1024],
  ] as const)(
    'takes an e-mail that is not ready, and goes on once it is (%s, %s)',
    async (language, colorScheme, width) => {
      const said = words[language]
      host = await startLocalHost()
      const email = 'anne@clients.example'
      const anne = await made('/marketing/leads', { firstName: 'Anne', lastName: 'Roy', email })
      const id = await made('/marketing/sequences', {
        name: 'Bienvenue',
        steps: [{ kind: 'tag', key: 'new', add: ['bienvenue'], remove: [] }],
      })
      await host.rest('PUT', `/marketing/sequences/${id}`, { isOn: true })
      const { page, problems } = await signIn(browser, host.link, { colorScheme })
      await page.setViewportSize({ width, height: 860 })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/sequences/${id}`)

      await byId(page, 'step-block-add').click()
      await byId(page, 'step-add-send').click()
      await byId(page, 'sequence-save').click()
      await expect.poll(() => byId(page, 'drawn-note').allInnerTexts()).toEqual([said.notReady])
      await host.rest('POST', `/marketing/sequences/${id}/people`, { ids: [anne] })
      await byId(page, 'drawn-step').last().click()
      await byId(page, 'step-off').waitFor()
      await expectAccessible(page, `an e-mail that rests, ${language}`)
      await shot(page, `q-seq-not-ready-${language}`)
      await byId(page, 'tab-people').click()
      await expect
        .poll(() => byId(page, 'person-row').allInnerTexts(), { timeout: 30_000 })
        .toContainEqual(expect.stringContaining(said.waits))
      await shot(page, `q-seq-waits-${language}`)

      // Taken out, and taken back by the notice.
      await byId(page, 'person-remove').click()
      await byId(page, 'person-put-back').waitFor()
      await expectAccessible(page, `taken out, ${language}`)
      await shot(page, `q-seq-taken-out-${language}`)
      await byId(page, 'notice-action').click()
      await byId(page, 'person-remove').waitFor()

      await byId(page, 'tab-steps').click()
      await byId(page, 'drawn-step').last().click()
      await byId(page, 'step-write').click()
      await byId(page, 'campaign-subject').fill('Bonjour')
      await expect.poll(() => byId(page, 'save-state').getAttribute('class')).toContain('saved')
      await byId(page, 'campaign-sequence').getByRole('link').click()
      await expect.poll(() => byId(page, 'drawn-note').allInnerTexts()).toEqual([said.ready])
      await byId(page, 'drawn-step').last().click()
      await shot(page, `q-seq-ready-${language}`)
      await byId(page, 'step-turn-on').click()
      await expect.poll(() => byId(page, 'drawn-note').count()).toBe(0)
      const sandboxed = async () =>
        ((await host.rest('GET', '/marketing/sandbox/messages')).body as { items: unknown[] }).items
      await expect.poll(async () => (await sandboxed()).length, { timeout: 30_000 }).toBe(1)

      await page.goto(`${host.url}/#/crm?lead=${anne}`)
      await byId(page, 'tab-story').click()
      await byId(page, 'timeline-sequences').click()
      await expect
        .poll(() => byId(page, 'entry-sequence_left').count(), { timeout: 30_000 })
        .toBe(1)
      expect(await byId(page, 'entry-sequence_entered').innerText()).toContain(said.entered)
      await shot(page, `q-seq-history-${language}`)
      expect(problems).toEqual([])
      await page.context().close()
    },
  )
})
