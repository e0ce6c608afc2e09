// A sequence in a real browser: drawn, its message written, turned on, people brought in; each gets the
// message once, and who answers is out.
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
  Français: { finished: 'Terminée', won: 'Affaire gagnée', saved: 'Séquence enregistrée' },
  English: { finished: 'Finished', won: 'Deal won', saved: 'Sequence saved' },
} as const

const addLead = async (firstName: string, status: string) => {
  const email = `${firstName.toLowerCase()}@clients.example`
  const answer = await host.rest('POST', '/marketing/leads', { firstName, email, status })
  expect(answer.status).toBe(201)
  return (answer.body as { id: number }).id
}
const sandboxed = async () =>
  (
    (await host.rest('GET', '/marketing/sandbox/messages')).body as {
      items: { to: string; subject: string }[]
    }
  ).items.map(({ to, subject }) => `${to} ${subject}`)

/** The steps of an empty sequence: an e-mail, a wait of some days, a task. By keyboard where it can be. */
async function drawSteps(page: Page) {
  await byId(page, 'sequence-start-blank').click()
  await byId(page, 'step-block-add').waitFor()
  for (const kind of ['send', 'wait', 'task']) {
    const add = byId(page, `step-add-${kind}`)
    // Open while there is no step, and behind its button afterwards.
    if (!(await add.isVisible())) {
      await byId(page, 'step-block-add').focus()
      await page.keyboard.press('Enter')
    }
    await add.focus()
    await page.keyboard.press('Enter')
  }
  await expect.poll(() => byId(page, 'drawn-step').count()).toBe(3)
  // The task goes up and down again: its place is changed without a mouse.
  const row = page.locator('[data-testid="step-block-row"][aria-current="true"]')
  await row.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowDown')
}

describe.skipIf(chromiumPath === '')('a sequence', () => {
  it.each([
    ['Français', 'light'],
    ['English', 'dark'],
  ] as const)(
    'is drawn, written, turned on and followed (%s, %s)',
    async (language, colorScheme) => {
      const said = words[language]
      host = await startLocalHost()
      const anne = await addLead('Anne', 'proposal')
      await addLead('Bruno', 'proposal')
      await addLead('Chloe', 'new')
      const { page, problems } = await signIn(browser, host.link, { colorScheme })
      await page.goto(`${host.url}/#/settings`)
      await choose(page, 'settings-language', language)
      await page.goto(`${host.url}/#/email/sequences?new=1`)
      await byId(page, 'sequence-start-quote').waitFor()
      await expectAccessible(page, `starts, ${language}`)
      await drawSteps(page)
      await expectAccessible(page, `editor, ${language}`)
      await shot(page, `sequence-drawn-${language}`)

      // The message is written where campaigns are, and leads back.
      await byId(page, 'drawn-step').first().click()
      await byId(page, 'step-write').click()
      await byId(page, 'campaign-subject').fill('Votre devis')
      await expect.poll(() => byId(page, 'save-state').getAttribute('class')).toContain('saved')
      await byId(page, 'campaign-sequence').getByRole('link').click()
      await expect.poll(() => byId(page, 'drawn-step').first().innerText()).toContain('Votre devis')

      await byId(page, 'sequence-switch').click()
      await expect
        .poll(() => byId(page, 'sequence-switch').getAttribute('aria-checked'))
        .toBe('true')
      await byId(page, 'tab-people').click()
      await byId(page, 'people-add').click()
      await choose(page, 'condition-value', language === 'English' ? 'Proposal' : 'Proposition')
      await byId(page, 'people-add-confirm').click()
      await expect.poll(() => byId(page, 'person-row').count()).toBe(2)
      await expect
        .poll(async () => (await sandboxed()).toSorted(), { timeout: 30_000 })
        .toEqual(['anne@clients.example Votre devis', 'bruno@clients.example Votre devis'])
      await expectAccessible(page, `people, ${language}`)
      await shot(page, `sequence-people-${language}`)

      // Won: nothing follows, and that is said.
      const won = await host.rest('PUT', `/marketing/leads/${anne}`, { status: 'won' })
      expect(won.status).toBe(200)
      await expect
        .poll(() => byId(page, 'person-row').allInnerTexts(), { timeout: 30_000 })
        .toContainEqual(expect.stringContaining(said.won))
      await shot(page, `sequence-won-${language}`)

      // What was changed and not saved is asked for before the page is left.
      await byId(page, 'tab-steps').click()
      await byId(page, 'step-block-add').click()
      await byId(page, 'step-add-stop').click()
      await page.goBack()
      await byId(page, 'unsaved-save').click()
      await page.waitForURL(/#\/email\/campaigns\//)
      const kept = (await host.rest('GET', '/marketing/sequences/1')).body as {
        steps: { kind: string }[]
      }
      expect(kept.steps.map(({ kind }) => kind).toSorted()).toEqual([
        'send',
        'stop',
        'task',
        'wait',
      ])
      expect(problems).toEqual([])
      await page.context().close()
    },
  )
})
